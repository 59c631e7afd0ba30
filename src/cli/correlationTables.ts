import {
  correlates,
  layerCorrelations,
  type Correlate,
  type LayerCorrelation,
} from '../results/derive/correlations.js';
import { effectName, rankingEffect } from '../results/derive/effects.js';
import { unitImportances } from '../results/derive/importance.js';
import { formatCount, formatIndex } from '../results/derive/numberFormat.js';
import { agreementEffect, replacementAgreement } from '../results/derive/replacementAgreement.js';
import type { ResultFile } from '../results/schema.js';
import type { Block } from './block.js';
import { layOut, tableWidth, type Column, type Table } from './table.js';
import { plain } from './terminalText.js';

/** More layers than these are summed up. */
const layersWithIntervals = 3;
const layersCompared = 6;

const intervals = 'the 95 % interval over 2,000 bootstrap resamples of units; dead units are left out.';

const measureNames: Readonly<Record<Correlate, string>> = {
  selectivity: 'selectivity',
  mutualInformation: 'information',
  l1Norm: 'L1 norm',
  mean: 'mean activity',
};

/** What goes along with importance within each layer, with intervals; nothing where nothing was deleted. */
export function correlationBlocks(result: ResultFile, replacement: string, width: number): Block[] {
  const effect = rankingEffect(unitImportances(result, replacement));
  const found = layerCorrelations(result, replacement, { effects: [effect] });
  if (found.every(({ rho }) => rho === null)) return [];
  const table = byLayer(found);
  // An interval that is cut short would tell another one.
  const fits =
    new Set(found.map(({ layer }) => layer)).size <= layersWithIntervals && tableWidth(table) <= width;
  return [
    {
      title: `Spearman's rho with the ${effectName(effect, result.dataset.noun)}, within a layer`,
      table: fits ? table : overLayers(found, width),
      notes: [`${fits ? 'In brackets' : 'Intervals:'} ${intervals}`],
    },
  ];
}

function byLayer(found: readonly LayerCorrelation[]): Table {
  const measures = measured(found);
  const layers = [...new Set(found.map(({ layer }) => layer))];
  return layOut(
    [
      { header: '', align: 'left', cells: measures.map((measure) => measureNames[measure]) },
      ...layers.map((layer): Column => {
        const own = measures.map((measure) => found.find((f) => f.layer === layer && f.measure === measure));
        const units = Math.max(...own.map((each) => each?.n ?? 0));
        return {
          header: `${plain(layer.id)}, n = ${formatCount(units)}`,
          align: 'left',
          cells: own.map(withInterval),
        };
      }),
    ],
    Infinity,
  );
}

/** `-0.04 (-0.31 to 0.24)` */
function withInterval(found: LayerCorrelation | undefined): string {
  if (typeof found?.rho !== 'number' || found.interval === null) return '-';
  const { low, high } = found.interval;
  return `${formatIndex(found.rho).padStart(5)} (${formatIndex(low)} to ${formatIndex(high)})`;
}

/** Many layers: the lowest, median and highest rho, and how many intervals lie on one side of zero. */
function overLayers(found: readonly LayerCorrelation[], width: number): Table {
  const rows = measured(found).map((measure) => {
    const known = found.filter((f) => f.measure === measure && f.rho !== null);
    const rhos = known.map(({ rho }) => rho ?? 0).sort((a, b) => a - b);
    const above = known.filter((f) => (f.interval?.low ?? 0) > 0).length;
    const below = known.filter((f) => (f.interval?.high ?? 0) < 0).length;
    return { measure, rhos, above, below };
  });
  return layOut(
    [
      { header: '', align: 'left', cells: rows.map(({ measure }) => measureNames[measure]) },
      { header: 'layers', align: 'right', cells: rows.map(({ rhos }) => formatCount(rhos.length)) },
      ...rangeColumns(rows.map(({ rhos }) => rhos)),
      {
        header: 'interval\nabove 0',
        dispensable: 1,
        align: 'right',
        cells: rows.map(({ above }) => formatCount(above)),
      },
      {
        header: 'interval\nbelow 0',
        dispensable: 1,
        align: 'right',
        cells: rows.map(({ below }) => formatCount(below)),
      },
    ],
    width,
  );
}

/** How alike the replacement values rank the units of each layer; nothing where there is only one. */
export function agreementBlocks(result: ResultFile, width: number): Block[] {
  const found = replacementAgreement(result);
  if (found.length === 0) return [];
  const pairs = [...new Set(found.map(({ first, second }) => `${first}, ${second}`))];
  const of = (pair: string) => found.filter(({ first, second }) => `${first}, ${second}` === pair);
  const layers = [...new Set(found.map(({ layer }) => layer))];
  const columns: Column[] =
    layers.length > layersCompared
      ? rangeColumns(
          pairs.map((pair) =>
            of(pair)
              .flatMap(({ rho }) => rho ?? [])
              .sort((a, b) => a - b),
          ),
        )
      : layers.map((layer) => ({
          header: plain(layer.id),
          shrinks: true,
          align: 'right',
          cells: pairs.map((pair) => orDash(of(pair).find((f) => f.layer === layer)?.rho)),
        }));
  return [
    {
      title: `How alike replacement values rank units by ${effectName(agreementEffect(result), result.dataset.noun)} (Spearman's rho within a layer)`,
      table: layOut([{ header: 'replaced by', align: 'left', cells: pairs }, ...columns], width),
      notes: [],
    },
  ];
}

/** @param rhos ascending, a row each. */
function rangeColumns(rhos: readonly (readonly number[])[]): Column[] {
  const median = (row: readonly number[]) =>
    row.length === 0 ? null : (row[(row.length - 1) >> 1] + row[row.length >> 1]) / 2;
  return [
    { header: 'lowest', align: 'right', cells: rhos.map((row) => orDash(row[0])) },
    { header: 'median', align: 'right', cells: rhos.map((row) => orDash(median(row))) },
    { header: 'highest', align: 'right', cells: rhos.map((row) => orDash(row.at(-1))) },
  ];
}

function orDash(rho: number | null | undefined): string {
  return rho === null || rho === undefined ? '-' : formatIndex(rho);
}

function measured(found: readonly LayerCorrelation[]): Correlate[] {
  return correlates.filter((measure) => found.some((f) => f.measure === measure));
}
