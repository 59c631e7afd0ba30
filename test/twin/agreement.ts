import type { Experiment, Truth, UnitAblation, UnitTruth } from './bruteForce.js';
import type { KnownLayer } from './network.js';
import type { Answers } from './answers.js';

type Column = readonly (number | null)[];
type Matrix = readonly Column[];

/** The part of a result file that the twin knows the truth of. */
export interface WrittenResult {
  readonly baseline: {
    readonly correct: number;
    readonly loss?: number | null | undefined;
    readonly correctPerClass: readonly number[];
  };
  readonly layers: readonly WrittenLayer[];
}

interface WrittenLayer {
  readonly id: string;
  readonly kind: string;
  readonly activation: string | null;
  readonly shape: Column;
  readonly unitCount: number;
  readonly units: { readonly ablation?: Readonly<Record<string, WrittenAblation>> | undefined };
}

interface WrittenAblation {
  readonly value?: Column | undefined;
  readonly correct: Column;
  readonly correctPerClass?: Matrix | undefined;
  readonly turnedWrong: Column;
  readonly turnedRight: Column;
  readonly loss?: Column | undefined;
}

export interface Agreement {
  /** One line for each number that differs by more than it may; empty where all agree. */
  readonly differences: readonly string[];
  /** How many comparisons were widened for a near-tie of logits, or left out for an activity at a bin edge. */
  readonly setAside: number;
  readonly compared: number;
}

/** Below this a margin of logits may change sign between single and double precision. */
const nearTie = 1e-4;

/**
 * What single precision may move a value by, as a share of the largest output of its layer: a value is a sum of terms of
 * about that size, each rounded at 6e-8 of it. It matters only where the terms nearly cancel.
 */
const rounding = 2e-6;

/** Compares every number of a result with the truth of the same experiment. */
export function agreementOf(result: WrittenResult, experiment: Experiment, truth: Truth): Agreement {
  const differences: string[] = [];
  let setAside = 0;
  let compared = 0;

  const same = (where: string, found: unknown, expected: unknown): void => {
    compared++;
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    differences.push(`${where}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  };
  const close = (where: string, found: unknown, expected: number | null, tolerance: number): void => {
    if (expected === null || typeof found !== 'number') return same(where, found, expected);
    compared++;
    if (Math.abs(found - expected) > tolerance) differences.push(`${where}: ${found} instead of ${expected}`);
  };
  const counted = (where: string, found: unknown, expected: number, ties: number): void => {
    if (ties > 0) setAside++;
    close(where, found, expected, ties);
  };

  const answers = (
    where: string,
    found: { correct: unknown; perClass: unknown; loss: unknown },
    expected: Answers,
  ): void => {
    const ties = tiesOf(expected);
    counted(`${where}.correct`, found.correct, expected.correct, ties);
    expected.correctPerClass.forEach((count, c) => {
      counted(`${where}.correctPerClass[${c}]`, (found.perClass as unknown[])[c], count, ties);
    });
    // A log-softmax in single precision ends in a difference of numbers of about 10, each rounded at 6e-8 of it.
    close(`${where}.loss`, found.loss, expected.loss, 2e-5 * expected.loss + 1e-6);
  };

  const ablation = (where: string, found: WrittenAblation, unit: number, expected: UnitAblation): void => {
    const { correct, correctPerClass, loss, turnedWrong, turnedRight } = found;
    answers(
      where,
      { correct: correct[unit], perClass: correctPerClass?.[unit] ?? [], loss: loss?.[unit] },
      expected.answers,
    );
    const ties = tiesOf(expected.answers) + tiesOf(truth.baseline);
    counted(`${where}.turnedWrong`, turnedWrong[unit], expected.turnedWrong, ties);
    counted(`${where}.turnedRight`, turnedRight[unit], expected.turnedRight, ties);
  };

  const statistics = (
    where: string,
    found: (name: string) => unknown,
    expected: UnitTruth,
    floor: number,
  ): void => {
    for (const name of ['mean', 'minimum', 'maximum', 'outputMinimum', 'outputMaximum'] as const) {
      close(`${where}.${name}`, found(name), expected[name], 5e-5 * Math.abs(expected[name]) + floor);
    }
    const scale = floor / rounding;
    close(
      `${where}.variance`,
      found('variance'),
      expected.variance,
      5e-5 * expected.variance + floor * scale,
    );
    close(`${where}.zeroFraction`, found('zeroFraction'), expected.zeroFraction, 1e-12);
    same(`${where}.silentSamples`, found('silentSamples'), expected.silentSamples);
    expected.classMeans.forEach((mean, c) => {
      const own = (found('classMeans') as unknown[])[c];
      close(`${where}.classMeans[${c}]`, own, mean, 5e-5 * Math.abs(mean ?? 0) + floor);
    });
    const { first, second, selectivityFloor } = classMeansOf(expected, floor);
    if (expected.preferredClass !== null && first - second < floor) setAside++;
    else same(`${where}.preferredClass`, found('preferredClass'), expected.preferredClass);
    const { selectivity } = expected;
    close(
      `${where}.selectivity`,
      found('selectivity'),
      selectivity,
      5e-5 * Math.abs(selectivity ?? 0) + selectivityFloor,
    );
    if (expected.nearestEdge < 1e-6) setAside++;
    else {
      close(`${where}.mutualInformation`, found('mutualInformation'), expected.mutualInformation, 1e-4);
      same(`${where}.bins`, found('bins'), expected.bins);
    }
    if (expected.l1Norm !== null)
      close(`${where}.l1Norm`, found('l1Norm'), expected.l1Norm, 1e-5 * expected.l1Norm);
  };

  const { correct, correctPerClass, loss } = result.baseline;
  answers('baseline', { correct, perClass: correctPerClass, loss }, truth.baseline);
  same('number of layers', result.layers.length, experiment.layers.length);
  experiment.layers.forEach((known, index) => {
    const written = result.layers[index];
    if (written === undefined) return;
    const id = `layers[${index}] ${written.id}`;
    same(id, describedAs(written, known.id), describedAs(known, known.id));
    if (written.unitCount !== known.unitCount) return;
    const units = truth.units[index];
    const largest = Math.max(
      ...units.flatMap((unit) => [Math.abs(unit.outputMinimum), Math.abs(unit.outputMaximum)]),
    );
    const columns = written.units as unknown as Readonly<Record<string, readonly unknown[] | undefined>>;
    units.forEach((unit, u) => {
      const where = `${id} unit ${u}`;
      statistics(where, (name) => columns[name]?.[u], unit, rounding * largest);
      for (const replacement of ['zero', 'mean'] as const) {
        const found = written.units.ablation?.[replacement];
        same(`${where} has been ablated to ${replacement}`, found !== undefined, true);
        if (found) ablation(`${where} ${replacement}`, found, u, unit.ablation[replacement]);
      }
      const clampedTo = written.units.ablation?.['mean']?.value?.[u];
      close(`${where} mean.value`, clampedTo, unit.mean, 5e-5 * Math.abs(unit.mean) + rounding * largest);
    });
  });
  return { differences, setAside, compared };
}

function tiesOf(answers: Answers): number {
  return answers.margins.filter((margin) => margin < nearTie).length;
}

/** The two largest class means, and what their rounding may move the selectivity index by. */
function classMeansOf(
  unit: UnitTruth,
  floor: number,
): { first: number; second: number; selectivityFloor: number } {
  const means = unit.classMeans.filter((mean) => mean !== null).sort((a, b) => b - a);
  const [first, second] = means;
  const rest = means.slice(1).reduce((sum, mean) => sum + mean, 0) / (means.length - 1);
  // The derivatives of (a - b) / (a + b) are 2 b / (a + b)^2 and -2 a / (a + b)^2.
  return {
    first,
    second,
    selectivityFloor: (2 * floor * (Math.abs(first) + Math.abs(rest))) / (first + rest) ** 2,
  };
}

function describedAs(layer: WrittenLayer | KnownLayer, knownId: string | undefined): unknown {
  const { kind, activation, shape, unitCount, id } = layer;
  return { kind, activation, shape, unitCount, ...(knownId === undefined ? {} : { id }) };
}
