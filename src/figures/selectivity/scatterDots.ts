import type { Dots, Target } from '../figure.js';
import { layerShape } from '../layerShape.js';
import { signedRoot } from '../rootScale.js';
import { isWithin } from '../zoom.js';
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
  /** Signed roots of samples lost, each spread a little from its count. */
  readonly roots: Float64Array;
  /** The same under the hypothesis; `null` where none is shown. */
  readonly expectedRoots: Float64Array | null;
  /** Points of one look each, by their places; what is beyond chance comes last, and lies on top. */
  readonly looks: readonly Look[];
}

interface Look {
  readonly layerIndex: number;
  readonly beyondChance: boolean;
  readonly places: readonly number[];
}

export function scatterDots({ points, expectedMeans }: ScatterData): ScatterDots {
  const roots = new Float64Array(points.length);
  const hasExpected = points.some(({ expected }) => expected !== null) || expectedMeans.length > 0;
  const expectedRoots = hasExpected ? new Float64Array(points.length) : null;
  const looks = new Map<string, { layerIndex: number; beyondChance: boolean; places: number[] }>();
  points.forEach(({ row, samplesLost, expected }, i) => {
    const spread = jitter(row.unit.flat);
    roots[i] = signedRoot(samplesLost + spread);
    // Spread the other way, so that a ring over its own unit's mark is seen.
    if (expectedRoots !== null) expectedRoots[i] = expected === null ? NaN : signedRoot(expected - spread);
    const { layerIndex, beyondChance } = row;
    const key = `${layerIndex} ${beyondChance}`;
    const look = looks.get(key);
    if (look === undefined) looks.set(key, { layerIndex, beyondChance, places: [i] });
    else look.places.push(i);
  });
  const ordered = [...looks.values()].sort((a, b) => Number(a.beyondChance) - Number(b.beyondChance));
  return { points, roots, expectedRoots, looks: ordered };
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
      ...inSight(dots.points, dots.roots, places, frame),
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
export function expectedDots({ points, expectedRoots }: ScatterDots, frame: ScatterFrame): Dots[] {
  if (expectedRoots === null) return [];
  const faint = Math.min(1, Math.sqrt(crowd / Math.max(1, points.length)));
  return [
    {
      kind: 'dots',
      ...inSight(points, expectedRoots, null, frame),
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
export function scatterTargets({ points, roots }: ScatterDots, { x, yOfRoot }: ScatterFrame): Target[] {
  return points.map(({ row, selectivity }, i) => ({
    id: row.unit.flat,
    x: x(selectivity),
    y: yOfRoot(roots[i]),
    width: 0,
    height: 0,
  }));
}

function inSight(
  points: readonly ScatterPoint[],
  roots: Float64Array,
  places: readonly number[] | null,
  frame: ScatterFrame,
): { x: Float64Array; y: Float64Array } {
  const count = places?.length ?? points.length;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  let shown = 0;
  for (let i = 0; i < count; i++) {
    const place = places === null ? i : places[i];
    const x = frame.x(points[place].selectivity);
    const y = frame.yOfRoot(roots[place]);
    if (!isWithin(frame.ground, x, y)) continue;
    xs[shown] = x;
    ys[shown++] = y;
  }
  return { x: xs.subarray(0, shown), y: ys.subarray(0, shown) };
}
