import { areaUnderCurve } from '../../src/results/derive/areaUnderCurve.js';
import type { Curve } from '../../src/results/derive/curveFamilies.js';
import type { ResultFile } from '../../src/results/schema.js';
import { sampleResult } from './sampleResult.js';

/** Points of the curves below, as shares of the units in scope. */
export const curvedShares = [0, 0.25, 0.5, 0.75, 1] as const;

/**
 * A curve of made-up counts.
 * @param correct of 200 samples, one entry for each of `curvedShares`.
 */
export function curveOf(
  result: ResultFile,
  correct: readonly number[],
  change: Partial<Pick<Curve, 'by' | 'direction' | 'mode' | 'scope' | 'control' | 'seed'>> = {},
): Curve {
  const scope = change.scope ?? 'network';
  const layers = result.layers.filter(({ id }) => scope === 'network' || id === scope);
  const size = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  const removed = curvedShares.map((share) => Math.round(share * size));
  return {
    ...{ by: 'random', direction: null, mode: 'remove', scope, control: null, seed: 0, replacement: 'zero' },
    units: Array.from({ length: size }, (_, unit) => unit),
    removed,
    correct: [...correct],
    loss: correct.map((count) => 3 - count / 100),
    auc: areaUnderCurve(removed, correct, size, result.dataset.samples),
    ...change,
  };
}

/**
 * The sample with curves of the network and its layers: three random orders, of which areas spread, the most selective
 * first below them and the least selective first among them; and with noise, of which fc1 suffers more than fc2.
 */
export function curvedResult(): ResultFile {
  const result = sampleResult();
  const [selective, unselective] = [
    { by: 'selectivity', direction: 'desc' },
    { by: 'selectivity', direction: 'asc' },
  ];
  const random = [
    [180, 170, 150, 110, 80],
    [180, 160, 140, 100, 80],
    [180, 165, 130, 90, 80],
  ];
  const less = [180, 178, 172, 165, 150];
  return {
    ...result,
    curves: [
      ...random.map((correct, seed) => curveOf(result, correct, { seed })),
      curveOf(result, [180, 110, 85, 80, 80], selective),
      curveOf(result, [180, 168, 140, 100, 80], unselective),
      ...random.map((correct, seed) => curveOf(result, correct, { seed, scope: 'fc1' })),
      ...[0, 1].map((seed) =>
        curveOf(
          result,
          less.map((count) => count - seed),
          { seed, scope: 'fc2' },
        ),
      ),
    ],
    noise: [
      ...noiseOf('network', { 0.5: [178, 180], 1: [150, 154], 2: [100, 108] }),
      ...noiseOf('fc1', { 0.5: [179, 181], 1: [160, 162], 2: [120, 124] }),
      ...noiseOf('fc2', { 0.5: [180, 180], 1: [176, 178], 2: [160, 164] }),
    ],
  };
}

/** Noise of made-up counts: of each scale one entry a draw. */
export function noiseOf(
  scope: string,
  counts: Readonly<Record<string, readonly number[]>>,
): NonNullable<ResultFile['noise']> {
  return Object.entries(counts).flatMap(([scale, draws]) =>
    draws.map((correct, seed) => ({ scope, scale: Number(scale), seed, correct, loss: 2 - correct / 100 })),
  );
}
