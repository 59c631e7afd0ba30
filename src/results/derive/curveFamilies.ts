import type { ResultFile } from '../schema.js';
import { spreadOf, type Spread } from './spread.js';
import { samplesHaveClasses } from './task.js';

export type Curve = NonNullable<ResultFile['curves']>[number];

/** Curves that differ in nothing but the draw: the random orders of one scope, or a single ranked order. */
export interface CurveFamily extends Pick<
  Curve,
  'by' | 'direction' | 'mode' | 'scope' | 'control' | 'replacement'
> {
  readonly curves: readonly Curve[];
  /** Units in scope, or axes where they were turned; of a given order, units of the network. */
  readonly size: number;
  /** `null` where the curves don't reach from none to all units. */
  readonly auc: Spread | null;
  /** Over the curves, at each number of removed units. */
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly removed: number;
  /** Of the units in scope. */
  readonly fraction: number;
  /** Samples answered correctly; the band is from lowest to highest. */
  readonly correct: Spread;
  /** Mean loss, in nats; `null` where none were kept. */
  readonly loss: Spread | null;
}

/** The curves of a result by what they measure, in the order of the file. */
export function curveFamilies(result: ResultFile): CurveFamily[] {
  const families = new Map<string, { readonly size: number; readonly curves: Curve[] }>();
  for (const curve of result.curves ?? []) {
    const size = sizeOf(result, curve);
    const key = JSON.stringify([familyKey(curve), size, curve.removed]);
    const family = families.get(key);
    if (family) family.curves.push(curve);
    else families.set(key, { size, curves: [curve] });
  }
  return [...families.values()].map(({ size, curves }) => {
    const [{ by, direction, mode, scope, control, replacement, removed }] = curves;
    const areas = curves.flatMap(({ auc }) => (auc === null ? [] : [auc]));
    return {
      ...{ by, direction, mode, scope, control, replacement, curves, size },
      auc: areas.length === curves.length ? spreadOf(areas) : null,
      points: removed.map((count, i) => pointOf(curves, i, count, size)),
    };
  });
}

/** The same for families of two results that may be compared. */
export function familyKey(
  family: Pick<Curve, 'by' | 'direction' | 'mode' | 'scope' | 'control' | 'replacement'>,
): string {
  const { by, direction, mode, scope, control, replacement } = family;
  return JSON.stringify([by, direction, mode, scope, control, replacement]);
}

function pointOf(curves: readonly Curve[], i: number, removed: number, size: number): CurvePoint {
  const values = curves.map(({ correct }) => correct[i]);
  const correct = spreadOf(values);
  if (correct === null) throw new TypeError('A family has at least one curve.');
  const losses = curves.flatMap(({ loss }) => loss?.[i] ?? []);
  return {
    removed,
    fraction: size === 0 ? 0 : removed / size,
    correct,
    loss: losses.length === curves.length ? spreadOf(losses) : null,
  };
}

function sizeOf(result: ResultFile, { by, control, scope, units }: Curve): number {
  if (by !== 'given' && control === null) return units.length;
  const layers = result.layers.filter(({ id }) => control === null || id === scope);
  return layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
}

/**
 * Accuracy where a fraction of the units is removed, over the curves of a family, on the straight lines between
 * the points that were measured: what lets networks of different sizes compare.
 * @returns shares of the samples; `null` beyond the points.
 */
export function accuracyAt(family: CurveFamily, fraction: number, samples: number): Spread | null {
  return samples === 0 ? null : heightAt(family, fraction, ({ correct }, i) => correct[i] / samples);
}

/** Mean loss likewise; `null` also where one of the curves has none. */
export function lossAt(family: CurveFamily, fraction: number): Spread | null {
  if (family.curves.some(({ loss }) => loss?.some((value) => value === null) ?? true)) return null;
  return heightAt(family, fraction, ({ loss }, i) => loss?.[i] ?? 0);
}

function heightAt(
  { points, curves }: CurveFamily,
  fraction: number,
  valueOf: (curve: Curve, point: number) => number,
): Spread | null {
  const next = points.findIndex((point) => point.fraction >= fraction);
  if (next < 0 || (next === 0 && points[0].fraction > fraction)) return null;
  const before = Math.max(0, next - 1);
  const span = points[next].fraction - points[before].fraction;
  const share = span === 0 ? 1 : (fraction - points[before].fraction) / span;
  return spreadOf(curves.map((curve) => (1 - share) * valueOf(curve, before) + share * valueOf(curve, next)));
}

/** The floor under accuracy: the share of the largest class, which always naming it would reach; 0 where samples have no class. */
export function largestClassShare(result: ResultFile): number {
  const { dataset } = result;
  return dataset.samples === 0 || !samplesHaveClasses(result)
    ? 0
    : Math.max(0, ...dataset.classCounts) / dataset.samples;
}
