import type { ResultFile } from '../../schema.js';
import type { UnitRow } from '../unitRows.js';
import { inShort } from './answerNumbers.js';

/** A unit's numbers in a line. `null` stands where something was not measured, or is undefined. */
export interface UnitLine {
  /** `fc1[93]` */
  readonly unit: string;
  /** Within the layer. */
  readonly index: number;
  /** Through all hidden layers. */
  readonly flatIndex: number;
  /** Zero on every sample. */
  readonly dead: boolean;
  /** Net: turned wrong minus turned right; negative where the network does better without the unit. */
  readonly samplesLost: number | null;
  /** Of estimates: from, to. */
  readonly samplesLostInterval99Percent: readonly [number, number] | null;
  readonly turnedWrong: number | null;
  readonly turnedRight: number | null;
  /** How many samples the unit was deleted on. */
  readonly deletedOnSamples: number | null;
  readonly lossRiseNats: number | null;
  /** Whether its cost is more than chance explains; told of exact results alone. */
  readonly beyondChance: boolean | null;
  /** From 0 to 1, where activities are not negative. */
  readonly selectivity: number | null;
  readonly preferredClass: string | null;
}

export function unitLine(result: ResultFile, row: UnitRow): UnitLine {
  const { unit, importance, lost } = row;
  const basis = lost?.basis ?? null;
  return {
    unit: row.name,
    index: unit.index,
    flatIndex: unit.flat,
    dead: row.dead,
    samplesLost: lost?.count ?? null,
    samplesLostInterval99Percent: basis?.kind === 'estimate' ? [basis.low, basis.high] : null,
    turnedWrong: importance?.turnedWrong ?? null,
    turnedRight: importance?.turnedRight ?? null,
    deletedOnSamples: importance?.samples ?? null,
    lossRiseNats: inShort(importance?.lossRise ?? null),
    beyondChance: importance === null || !result.exact ? null : row.beyondChance,
    selectivity: inShort(row.selectivity),
    preferredClass: className(result, row.preferredClass),
  };
}

function className({ dataset }: ResultFile, index: number | null): string | null {
  return index === null ? null : (dataset.classes[index] ?? String(index));
}
