import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { noiseLevels, type NoiseLevel } from './noiseLevels.js';
import { spreadOf, type Spread } from './spread.js';

/** How a network does as noise grows in one scope. */
export interface NoiseCurve {
  /** `network`, or a layer's id. */
  readonly scope: string;
  /** From no noise up. */
  readonly points: readonly NoisePoint[];
}

export interface NoisePoint {
  /** In standard deviations of each unit; 0 is the intact network. */
  readonly scale: number;
  /** Share answered correctly, over the draws. */
  readonly accuracy: Spread;
  /** Mean loss, in nats; `null` where none was kept. */
  readonly loss: Spread | null;
}

const known = new WeakMap<ResultFile, readonly NoiseCurve[]>();

/** The noise of a result scope by scope, each beginning with the intact network; worked out once. */
export function noiseCurves(result: ResultFile): readonly NoiseCurve[] {
  const curves = known.get(result) ?? curvesOf(result);
  known.set(result, curves);
  return curves;
}

function curvesOf(result: ResultFile): NoiseCurve[] {
  const { samples } = result.dataset;
  const levels = noiseLevels(result);
  const scopes = [...new Set(levels.map(({ scope }) => scope))];
  const own = intactPoint(result);
  return scopes.map((scope) => {
    const points = levels.filter((level) => level.scope === scope).map((level) => pointOf(level, samples));
    points.sort((a, b) => a.scale - b.scale);
    return { scope, points: points.at(0)?.scale === 0 ? points : [own, ...points] };
  });
}

function intactPoint(result: ResultFile): NoisePoint {
  const { correct, loss } = result.baseline;
  const accuracy = spreadOf([correct / statisticsSamples(result)]);
  if (accuracy === null) throw new TypeError('One value has a spread.');
  return { scale: 0, accuracy, loss: loss == null ? null : spreadOf([loss]) };
}

function pointOf({ scale, correct, loss }: NoiseLevel, samples: number): NoisePoint {
  const { count, mean, deviation, lowest, highest } = correct;
  return {
    scale,
    accuracy: {
      count,
      mean: mean / samples,
      deviation: deviation / samples,
      lowest: lowest / samples,
      highest: highest / samples,
    },
    loss,
  };
}

/** The curves of single layers. */
export function layerCurves(curves: readonly NoiseCurve[]): NoiseCurve[] {
  return curves.filter(({ scope }) => scope !== 'network');
}

/** The scales above zero that were tried, ascending. */
export function triedScales(curves: readonly NoiseCurve[]): number[] {
  const scales = curves.flatMap(({ points }) => points.map(({ scale }) => scale));
  return [...new Set(scales)].filter((scale) => scale > 0).sort((a, b) => a - b);
}

/**
 * The scale that tells curves apart best: where their means lie furthest from each other; of equals the smallest.
 * @returns `null` where fewer than two were tried at any.
 */
export function tellingScale(curves: readonly NoiseCurve[]): number | null {
  let best: { readonly scale: number; readonly range: number } | null = null;
  for (const scale of triedScales(curves)) {
    const means = pointsAt(curves, scale).map(({ point }) => point.accuracy.mean);
    if (means.length < 2) continue;
    const range = Math.max(...means) - Math.min(...means);
    if (best === null || range > best.range) best = { scale, range };
  }
  return best?.scale ?? null;
}

/** The curves that have a point at a scale, with that point. */
export function pointsAt<Of extends NoiseCurve>(
  curves: readonly Of[],
  scale: number,
): { readonly curve: Of; readonly point: NoisePoint }[] {
  return curves.flatMap((curve) => {
    const point = curve.points.find((one) => one.scale === scale);
    return point === undefined ? [] : [{ curve, point }];
  });
}
