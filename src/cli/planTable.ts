import type { ModelSummary, PlanSummary } from '../jobs/protocol.js';
import { formatCount } from '../results/derive/numberFormat.js';
import type { Style } from './io.js';
import { layOut } from './table.js';
import { wrap } from './terminalText.js';

/** How the units of each layer would be deleted, and what that takes; work in passes of the data through the network. */
export function planTable(
  { layers }: ModelSummary,
  { work, layers: planned }: PlanSummary,
  width: number,
  style: Style,
): string[] {
  const rows = planned.map(({ id, ways: [best, ...others] }, i) => {
    const units = layers[i].unitCount;
    const other = others.map(({ way, work: its }) => `${way} ${passes(its / work)}`).join(', ');
    return { id, way: best.way, unit: best.work / work, layer: (units * best.work) / work, other };
  });
  const table = layOut(
    [
      { header: 'layer', align: 'left', cells: rows.map(({ id }) => id), shrinks: true },
      { header: 'way', align: 'left', cells: rows.map(({ way }) => way) },
      { header: 'a unit', align: 'right', cells: rows.map(({ unit }) => passes(unit)) },
      { header: 'the layer', align: 'right', cells: rows.map(({ layer }) => passes(layer)) },
      { header: 'other ways', align: 'left', cells: rows.map(({ other }) => other), dispensable: 1 },
    ],
    width,
  );
  const units = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  const total = rows.reduce((sum, { layer }) => sum + layer, 0);
  const summary = `Deleting every unit is estimated to take ${passes(total)} passes of the data through the network, where running it anew for each takes ${formatCount(units)}.`;
  return [...table.header.map((line) => style('dim', line)), ...table.rows, '', ...wrap(summary, width)];
}

/** `0.071`, `12`: two digits that say something. */
function passes(share: number): string {
  if (share < 0.001) return '< 0.001';
  return share >= 10 ? formatCount(Math.round(share)) : String(Number(share.toPrecision(2)));
}
