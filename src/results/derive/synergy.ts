import type { ResultFile } from '../schema.js';
import { flatUnits, type FlatUnit } from './flatUnits.js';
import { unitImportances } from './importance.js';

/** What deleting units together did. Counts are of samples. */
export interface GroupEffect {
  readonly units: readonly FlatUnit[];
  /** Turned wrong - turned right. */
  readonly samplesLost: number;
  /** In nats; `null` where no losses were kept. */
  readonly lossRise: number | null;
  readonly turnedWrong: number;
  readonly turnedRight: number;
  /** The sum of the members' single losses of samples; `null` where one of them was not deleted by itself. */
  readonly lostSingly: number | null;
  /** The joint loss minus that sum: above zero, the units stand in for one another. */
  readonly synergy: number | null;
}

/** The replacement value that groups were deleted with: the first that is a constant. */
export function groupReplacement(result: ResultFile): string {
  const asked = result.settings['replacements'];
  const names = Array.isArray(asked) ? asked.filter((name) => typeof name === 'string') : [];
  return names.find((name) => name !== 'resample') ?? 'zero';
}

/**
 * The groups that were deleted, in the order of the file. A member's single loss is that of a group of one
 * where there is one, else that of its ablation with the same replacement value.
 */
export function groupEffects(result: ResultFile): GroupEffect[] {
  const groups = result.groups ?? [];
  if (groups.length === 0) return [];
  const units = flatUnits(result);
  const singly = new Map<number, number>();
  for (const { unit, samplesLost } of unitImportances(result, groupReplacement(result))) {
    singly.set(unit.flat, samplesLost);
  }
  for (const group of groups) {
    if (group.units.length === 1) singly.set(group.units[0], group.turnedWrong - group.turnedRight);
  }
  const intactLoss = result.baseline.loss ?? null;
  return groups.map((group) => {
    const samplesLost = group.turnedWrong - group.turnedRight;
    const single = group.units.map((unit) => singly.get(unit) ?? null);
    const lostSingly = single.includes(null)
      ? null
      : single.reduce<number>((sum, lost) => sum + (lost ?? 0), 0);
    const loss = group.loss ?? null;
    return {
      units: group.units.map((unit) => units[unit]),
      samplesLost,
      lossRise: loss === null || intactLoss === null ? null : loss - intactLoss,
      turnedWrong: group.turnedWrong,
      turnedRight: group.turnedRight,
      lostSingly,
      synergy: lostSingly === null ? null : samplesLost - lostSingly,
    };
  });
}
