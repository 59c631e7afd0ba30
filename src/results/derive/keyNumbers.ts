import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { basisOf, lostCount } from './lostSamples.js';
import { formatCount, formatCounted } from './numberFormat.js';
import { randomDeletion } from './randomDeletion.js';
import { writeCount, writeFraction, writeShare } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** A number that a network is known by, and what it is. */
export interface KeyNumber {
  readonly number: string;
  readonly label: string;
}

/** The numbers that stand first: what is right, how many units there are, the costliest, the dead, the area. */
export function keyNumbers(
  result: ResultFile,
  rows: readonly UnitRow[],
  replacement: string | null,
): KeyNumber[] {
  const { baseline, dataset } = result;
  const counted = statisticsSamples(result);
  const layers = new Set(rows.map(({ layerIndex }) => layerIndex)).size;
  const part = counted === dataset.samples ? '' : `, on ${formatCount(counted)} ${dataset.noun}s`;
  const numbers = [
    counted === 0
      ? null
      : { number: writeShare(baseline.correct / counted), label: `right when intact${part}` },
    {
      number: formatCount(rows.length),
      label: `${rows.length === 1 ? 'unit' : 'units'} in ${formatCounted(layers, 'layer')}`,
    },
    costliest(rows, dataset.noun),
    dead(result, rows),
    area(result, replacement),
  ];
  return numbers.filter((number) => number !== null);
}

function costliest(rows: readonly UnitRow[], noun: string): KeyNumber | null {
  const basis = basisOf(rows);
  const most = rows.reduce<number | null>((highest, row) => {
    const lost = lostCount(row);
    return lost === null || (highest !== null && highest >= lost) ? highest : lost;
  }, null);
  // Of what still grows there is no costliest.
  if (most === null || basis === 'soFar') return null;
  const what = basis === 'estimate' ? 'the highest estimate' : 'the costliest unit';
  return { number: writeCount(Math.max(0, most)), label: `${noun}s: ${what}` };
}

function dead(result: ResultFile, rows: readonly UnitRow[]): KeyNumber | null {
  if (!result.layers.some(({ units }) => units.silentSamples !== undefined)) return null;
  const count = rows.filter((row) => row.dead).length;
  const where = statisticsSamples(result) === result.dataset.samples ? '' : ', on what was read';
  return { number: formatCount(count), label: `dead ${count === 1 ? 'unit' : 'units'}${where}` };
}

function area(result: ResultFile, replacement: string | null): KeyNumber | null {
  const auc = randomDeletion(result, replacement)?.auc ?? null;
  return auc === null ? null : { number: writeFraction(auc.mean), label: 'area under random deletion' };
}
