import type { Dots, Target } from '../figure.js';
import { layerShape } from '../layerShape.js';
import { signedRoot } from '../rootScale.js';
import { jitter } from './jitter.js';
import type { ScatterData, ScatterPoint } from './scatterData.js';
import type { ScatterFrame } from './scatterFrame.js';

const circleRadius = 2.8;
const diamondRadius = 3.7;
const ringRadius = 3.6;
/** From so many marks on, what shows is how many lie over each other: each is fainter. */
const crowd = 1000;

/** Where points stand before the plot has a size: worked out once, and scaled whenever it is drawn. */
export interface ScatterDots {
  /** In flat order. */
  readonly points: readonly ScatterPoint[];
  readonly selectivities: Float64Array;
  /** Signed roots of samples lost, each spread a little from its count. */
  readonly roots: Float64Array;
  /** The same under the hypothesis; `null` where none is shown. */
  readonly expectedRoots: Float64Array | null;
  /** Points of one look each, by their places; what is beyond chance comes last, and lies on top. */
  readonly looks: readonly Look[];
  /** How many units cost so many samples. */
  readonly unitsByCost: ReadonlyMap<number, number>;
}

interface Look {
  readonly layerIndex: number;
  readonly beyondChance: boolean;
  readonly places: readonly number[];
}

export function scatterDots({ points, expectedMeans }: ScatterData): ScatterDots {
  const selectivities = new Float64Array(points.length);
  const roots = new Float64Array(points.length);
  const hasExpected = points.some(({ expected }) => expected !== null) || expectedMeans.length > 0;
  const expectedRoots = hasExpected ? new Float64Array(points.length) : null;
  const looks = new Map<number, { layerIndex: number; beyondChance: boolean; places: number[] }>();
  const unitsByCost = new Map<number, number>();
  points.forEach(({ row, selectivity, samplesLost, expected }, i) => {
    selectivities[i] = selectivity;
    unitsByCost.set(samplesLost, (unitsByCost.get(samplesLost) ?? 0) + 1);
    const spread = jitter(row.unit.flat);
    roots[i] = signedRoot(samplesLost + spread);
    // Spread the other way, so that a ring over its own unit's mark is seen.
    if (expectedRoots !== null) expectedRoots[i] = expected === null ? NaN : signedRoot(expected - spread);
    const { layerIndex, beyondChance } = row;
    const key = 2 * layerIndex + Number(beyondChance);
    const look = looks.get(key);
    if (look === undefined) looks.set(key, { layerIndex, beyondChance, places: [i] });
    else look.places.push(i);
  });
  const ordered = [...looks.values()].sort((a, b) => Number(a.beyondChance) - Number(b.beyondChance));
  return { points, selectivities, roots, expectedRoots, looks: ordered, unitsByCost };
}

/** The measured marks that are in sight; paler where rings of a hypothesis are to be seen among them. */
export function measuredDots(dots: ScatterDots, frame: ScatterFrame, layers: number): Dots[] {
  const faint = Math.min(1, Math.sqrt(crowd / Math.max(1, dots.points.length)));
  const pale = dots.expectedRoots === null ? { fill: 0.42, stroke: 0.95 } : { fill: 0.25, stroke: 0.5 };
  return dots.looks.map(({ layerIndex, beyondChance, places }) => {
    const shape = layerShape(layerIndex);
    const paint = { layer: layerIndex, of: layers };
    return {
      kind: 'dots',
      ...inSight(dots.selectivities, dots.roots, places, frame),
      shape,
      radius: shape === 'circle' ? circleRadius : diamondRadius,
      fill: paint,
      fillOpacity: beyondChance ? 1 : pale.fill * faint,
      stroke: paint,
      strokeOpacity: beyondChance ? 1 : pale.stroke * faint,
    };
  });
}

/** The same units as rings where the hypothesis puts them. */
export function expectedDots(
  { points, selectivities, expectedRoots }: ScatterDots,
  frame: ScatterFrame,
): Dots[] {
  if (expectedRoots === null) return [];
  const faint = Math.min(1, Math.sqrt(crowd / Math.max(1, points.length)));
  return [
    {
      kind: 'dots',
      ...inSight(selectivities, expectedRoots, null, frame),
      shape: 'circle',
      radius: ringRadius,
      fill: 'hypothesis',
      fillOpacity: 0.2 * faint,
      stroke: 'hypothesis',
      strokeOpacity: 0.75 * faint,
    },
  ];
}

/** A target for each measured mark, in flat order; those out of sight are there for the keyboard. */
export function scatterTargets(dots: ScatterDots, frame: ScatterFrame): Target[] {
  return dots.points.map((_, i) => targetAt(dots, frame, i));
}

/** One of them, found by halves: points are in flat order. */
export function scatterTargetOf(dots: ScatterDots, frame: ScatterFrame, unit: number): Target | null {
  const { points } = dots;
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle].row.unit.flat < unit) low = middle + 1;
    else high = middle;
  }
  return points.at(low)?.row.unit.flat === unit ? targetAt(dots, frame, low) : null;
}

function targetAt({ points, roots }: ScatterDots, { x, yOfRoot }: ScatterFrame, i: number): Target {
  const { row, selectivity } = points[i];
  return { id: row.unit.flat, x: x(selectivity), y: yOfRoot(roots[i]), width: 0, height: 0 };
}

/** Both scales are straight: two of their values give all others, without a call for each of many marks. */
function inSight(
  selectivities: Float64Array,
  roots: Float64Array,
  places: readonly number[] | null,
  frame: ScatterFrame,
): { x: Float64Array; y: Float64Array } {
  const { x: left, y: top, width, height } = frame.ground;
  const [right, bottom] = [left + width, top + height];
  const [fromX, fromY] = [frame.x(0), frame.yOfRoot(0)];
  const [toX, up] = [frame.x(1), frame.yOfRoot(1) - fromY];
  const count = places?.length ?? roots.length;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  let shown = 0;
  for (let i = 0; i < count; i++) {
    const place = places === null ? i : places[i];
    // In this form a selectivity of 1 lies on the edge, not a rounding beyond it.
    const x = fromX * (1 - selectivities[place]) + toX * selectivities[place];
    const y = fromY + up * roots[place];
    // Not so where there is no place, as NaN says.
    if (!(x >= left && x <= right && y >= top && y <= bottom)) continue;
    xs[shown] = x;
    ys[shown++] = y;
  }
  return { x: xs.subarray(0, shown), y: ys.subarray(0, shown) };
}
