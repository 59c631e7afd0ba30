import { layerSummaries, type LayerSummary } from '../results/derive/layerSummary.js';
import { lostSamples } from '../results/derive/lostSamples.js';
import { formatCount, formatIndex } from '../results/derive/numberFormat.js';
import type { ResultFile } from '../results/schema.js';
import { layOut, type Column, type Table } from './table.js';

/** The measured layers, a line each; with several replacement values a group of columns for each of these. */
export function layerTable(result: ResultFile, replacements: readonly string[], width: number): Table {
  const layers = layerSummaries(result, replacements[0] ?? null);
  const cells = (value: (layer: LayerSummary) => number | null, format = formatCount): string[] =>
    layers.map((layer) => orDash(value(layer), format));
  const columns: Column[] = [
    { header: 'layer', align: 'left', cells: layers.map(({ layer }) => layer.id), shrinks: true },
    { header: 'units', align: 'right', cells: cells(({ units }) => units) },
  ];
  if (layers.some(({ dead }) => dead !== null)) {
    columns.push({ header: 'dead', align: 'right', cells: cells(({ dead }) => dead), dispensable: 2 });
  }
  if (layers.some(({ meanSelectivity }) => meanSelectivity !== null)) {
    const values = cells(({ meanSelectivity }) => meanSelectivity, formatIndex);
    columns.push({ header: 'mean\nselectivity', align: 'right', cells: values, dispensable: 1 });
  }
  for (const replacement of replacements) {
    columns.push(
      ...importanceColumns(layerSummaries(result, replacement), result, replacements, replacement),
    );
  }
  return layOut(columns, width);
}

function importanceColumns(
  layers: readonly LayerSummary[],
  result: ResultFile,
  replacements: readonly string[],
  replacement: string,
): Column[] {
  const only = replacements.length === 1;
  const { noun } = result.dataset;
  const lostBy = ({ costliest }: LayerSummary): number | null =>
    costliest === null ? null : lostSamples(result, costliest).count;
  const group = only ? {} : { group: result.exact ? `replaced by ${replacement}` : replacement };
  const column = (header: string, value: (layer: LayerSummary) => number | null): Column => ({
    header,
    align: 'right',
    cells: layers.map((layer) => orDash(value(layer), formatCount)),
    ...group,
  });
  return [
    column(only ? 'costliest\nunit' : 'most\ncostly', ({ costliest }) => costliest?.unit.index ?? null),
    column(only ? `${noun}s\nlost` : 'lost', lostBy),
    ...(result.exact ? [column('beyond\nchance', ({ unitsBeyondChance }) => unitsBeyondChance)] : []),
  ];
}

function orDash(value: number | null, format: (value: number) => string): string {
  return value === null ? '-' : format(value);
}
