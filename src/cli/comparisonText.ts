import { comparedFractions, type ComparedCurve, type ComparedNetwork } from '../results/derive/comparison.js';
import { curveTitle, orderName } from '../results/derive/curveWords.js';
import {
  formatArea,
  formatCount,
  formatCounted,
  formatIndex,
  formatLoss,
  formatShare,
} from '../results/derive/numberFormat.js';
import type { Spread } from '../results/derive/spread.js';
import { blockLines, paragraph, type Block } from './block.js';
import type { Style } from './io.js';
import { layOut } from './table.js';
import { plain } from './terminalText.js';

/** A line of a comparison: what is compared, and each network's cell. */
interface Row {
  readonly label: string;
  readonly cells: readonly string[];
}

/** Networks side by side, a column each, and sentences on them. */
export function comparisonText(
  networks: readonly ComparedNetwork[],
  sentences: readonly string[],
  width: number,
  style: Style,
): string {
  const blocks = [
    block('Networks', networkRows(networks), networks, width),
    ...curveBlocks(networks, width),
    ...noiseBlocks(networks, width),
  ];
  const lines = [
    ...blocks.flatMap((each) => blockLines(each, width, style)),
    ...sentences.flatMap((sentence) => paragraph(sentence, width)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function block(
  title: string,
  rows: readonly Row[],
  networks: readonly ComparedNetwork[],
  width: number,
): Block {
  const table = layOut(
    [
      { header: '', align: 'left', cells: rows.map(({ label }) => label) },
      ...networks.map(({ name }, i) => ({
        header: plain(name),
        align: 'right' as const,
        cells: rows.map(({ cells }) => cells[i]),
        shrinks: true,
      })),
    ],
    width,
  );
  return { title, table, notes: [] };
}

function networkRows(networks: readonly ComparedNetwork[]): Row[] {
  const row = (label: string, cell: (network: ComparedNetwork) => string | null): Row[] => {
    const cells = networks.map(cell);
    return cells.every((text) => text === null) ? [] : [{ label, cells: cells.map((text) => text ?? '-') }];
  };
  return [
    ...row('data', ({ data }) => data),
    ...row('labels', ({ labelKind }) => labelKind),
    ...row('samples', ({ samples, noun }) => formatCounted(samples, noun)),
    ...row('intact accuracy', ({ task, correct, samples }) =>
      task === 'regression' ? null : formatShare(correct, samples),
    ),
    ...row(lossName(networks), ({ loss }) => (loss === null ? null : formatLoss(loss))),
    ...row('largest class', ({ floor, samples }) =>
      floor === 0 ? null : formatShare(floor * samples, samples),
    ),
    ...row('dead units', ({ dead, units }) => (dead === null ? null : of(dead, units))),
    ...row('always on', ({ alwaysOn, units }) => (alwaysOn === null ? null : of(alwaysOn, units))),
    ...row('beyond chance', ({ beyondChance: b }) => (b === null ? null : of(b.units, b.of))),
    ...row('mean selectivity', ({ meanSelectivity: m }) => (m === null ? null : formatIndex(m))),
    ...layerRows(networks),
  ];
}

/** All are regressions, or none is. */
function areRegressions(networks: readonly ComparedNetwork[]): boolean {
  return networks.every(({ task }) => task === 'regression');
}

function lossName(networks: readonly ComparedNetwork[]): string {
  return areRegressions(networks) ? 'mean squared error' : 'loss';
}

function of(count: number, total: number): string {
  return `${formatCount(count)} of ${formatCount(total)}`;
}

/** Mean selectivity layer by layer: by id where all networks have the same layers, else by place. */
function layerRows(networks: readonly ComparedNetwork[]): Row[] {
  const ids = networks.map(({ layers }) => layers.map(({ id }) => id));
  const alike = ids.every((own) => own.join('\n') === ids[0].join('\n'));
  const most = Math.max(...ids.map(({ length }) => length));
  if (most < 2) return [];
  const rows = Array.from({ length: most }, (_, place): Row => {
    const cells = networks.map(({ layers }) => {
      const layer = layers.at(place);
      if (layer?.meanSelectivity === null || layer === undefined) return '-';
      const mean = formatIndex(layer.meanSelectivity);
      return alike ? mean : `${layer.id} ${mean}`;
    });
    return { label: `  ${alike ? ids[0][place] : `layer ${place + 1}`}`, cells };
  });
  return rows.some(({ cells }) => cells.some((cell) => cell !== '-')) ? rows : [];
}

/** A block for each order, scope, mode and replacement value that some network has curves of. */
function curveBlocks(networks: readonly ComparedNetwork[], width: number): Block[] {
  const curves = new Map(networks.flatMap((network) => network.curves.map((curve) => [curve.key, curve])));
  return [...curves.values()].map((curve) => {
    const own = networks.map((network) => network.curves.find(({ key }) => key === curve.key) ?? null);
    const title = `${curveTitle(curve)}; order: ${orderName(curve)}; scope: ${curve.scope}`;
    return block(title, curveRows(own, networks), networks, width);
  });
}

function curveRows(curves: readonly (ComparedCurve | null)[], networks: readonly ComparedNetwork[]): Row[] {
  const row = (label: string, cell: (curve: ComparedCurve, samples: number) => string | null): Row => ({
    label,
    cells: curves.map((curve, i) => (curve && cell(curve, networks[i].samples)) ?? '-'),
  });
  const several = curves.some((curve) => (curve?.orders ?? 0) > 1);
  const band = ({ lowest, highest }: Spread): string => `${formatArea(lowest)} to ${formatArea(highest)}`;
  if (areRegressions(networks)) {
    return comparedFractions.map((fraction, i) =>
      row(`mean squared error, ${100 * fraction} % removed`, ({ loss }) => {
        const at = loss[i];
        return at && formatLoss(at.mean);
      }),
    );
  }
  return [
    row('AUC', ({ auc }) => auc && formatArea(auc.mean)),
    ...(several
      ? [
          row('  lowest to highest', ({ auc }) => auc && band(auc)),
          row('  standard deviation', ({ auc }) => auc && formatArea(auc.deviation)),
          row('  orders', ({ orders }) => formatCount(orders)),
        ]
      : []),
    ...comparedFractions.map((fraction, i) =>
      row(`accuracy, ${100 * fraction} % removed`, ({ accuracy }, samples) => {
        const at = accuracy[i];
        return at && formatShare(at.mean * samples, samples);
      }),
    ),
  ];
}

function noiseBlocks(networks: readonly ComparedNetwork[], width: number): Block[] {
  const scopes = [...new Set(networks.flatMap(({ noise }) => noise.map(({ scope }) => scope)))];
  const isLoss = areRegressions(networks);
  return scopes.map((scope) => {
    const own = networks.map(({ noise }) => noise.filter((level) => level.scope === scope));
    const scales = [...new Set(own.flat().map(({ scale }) => scale))].sort((a, b) => a - b);
    const rows = scales.map((scale): Row => {
      const cells = own.map((levels, i) => {
        const level = levels.find((each) => each.scale === scale);
        const { samples } = networks[i];
        if (level === undefined) return '-';
        if (isLoss) return level.loss === null ? '-' : formatLoss(level.loss.mean);
        return formatShare(level.accuracy.mean * samples, samples);
      });
      return { label: `${isLoss ? lossName(networks) : 'accuracy'}, s = ${scale}`, cells };
    });
    return block(`Noise of s standard deviations on every unit; scope: ${scope}`, rows, networks, width);
  });
}
