import { lostCount } from './lostSamples.js';
import { rank } from './ranking.js';
import { seededRandom } from './seededRandom.js';
import { spearman } from './spearman.js';
import type { Interval } from './spearmanInterval.js';
import type { UnitRow } from './unitRows.js';

/** What one might expect: selective units matter more, matter less, or selectivity says nothing of it. */
export const hypotheses = ['more', 'less', 'none'] as const;
export type Hypothesis = (typeof hypotheses)[number];

/** The rank correlation that values are re-paired at. */
const rankCorrelations: Readonly<Record<Hypothesis, number>> = { more: 0.85, less: -0.85, none: 0 };

/** A layer's own values under a hypothesis: as many samples lost as measured, but by other units. */
export interface Expectation {
  /** Samples that a unit would cost, by its flat index. */
  readonly lost: ReadonlyMap<number, number>;
  /** Spearman's rho of what is re-paired, by the layer's place; `null` where it is undefined. */
  readonly rhos: ReadonlyMap<number, number | null>;
}

/**
 * Re-pairs selectivity and samples lost within each layer, seeded: both sides keep exactly the values that were
 * measured, only their relation differs. The order is that of a pair of normal variables whose Pearson correlation is
 * 2 sin(pi rho / 6), which have the rank correlation rho (Pearson 1907, "On further methods of determining
 * correlation"); ties make it a little less.
 */
export function expectationUnder(
  hypothesis: Hypothesis,
  rows: readonly UnitRow[],
  seed: number,
): Expectation {
  const pearson = 2 * Math.sin((Math.PI / 6) * rankCorrelations[hypothesis]);
  const own = Math.sqrt(1 - pearson * pearson);
  const normal = normalDraws(seed);
  const lost = new Map<number, number>();
  const rhos = new Map<number, number | null>();
  for (const [layerIndex, units] of pairsByLayer(rows)) {
    const selectivity = units.map((unit) => unit.selectivity);
    const scores = Float64Array.from(units, normal).sort();
    const mixed = new Array<number>(units.length);
    rank(selectivity, 'asc').forEach((i, place) => (mixed[i] = pearson * scores[place] + own * normal()));
    const counts = Float64Array.from(units, (unit) => unit.lost).sort();
    const paired = new Array<number>(units.length);
    rank(mixed, 'asc').forEach((i, place) => (paired[i] = counts[place]));
    units.forEach(({ flat }, i) => lost.set(flat, paired[i]));
    rhos.set(layerIndex, spearman(selectivity, paired).rho);
  }
  return { lost, rhos };
}

interface Pair {
  readonly flat: number;
  readonly selectivity: number;
  readonly lost: number;
}

function pairsByLayer(rows: readonly UnitRow[]): Map<number, Pair[]> {
  const byLayer = new Map<number, Pair[]>();
  for (const row of rows) {
    const lost = lostCount(row);
    if (row.selectivity === null || lost === null) continue;
    const pair = { flat: row.unit.flat, selectivity: row.selectivity, lost };
    const ofLayer = byLayer.get(row.layerIndex);
    if (ofLayer === undefined) byLayer.set(row.layerIndex, [pair]);
    else ofLayer.push(pair);
  }
  return byLayer;
}

/** Standard normal draws by Box and Muller's transform. */
function normalDraws(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Which hypothesis a layer resembles; where it is none of the three, the side that it leans to, and how far. */
export type Resemblance =
  Hypothesis | 'weaklyMore' | 'weaklyLess' | 'stronglyMore' | 'stronglyLess' | 'several';

/**
 * A layer resembles the hypothesis whose rank correlation the 95 % interval of the measured one holds: zero, or what
 * the re-paired values came to. `several` where it holds more than one. Where it holds none, the data lie between
 * two of them (weakly), or beyond.
 */
export function resemblance(interval: Interval, more: number, less: number): Resemblance {
  const { low, high } = interval;
  const held = (
    [
      ['more', more],
      ['less', less],
      ['none', 0],
    ] as const
  ).filter(([, rho]) => low <= rho && rho <= high);
  if (held.length > 1) return 'several';
  if (held.length === 1) return held[0][0];
  if (low > 0) return high < more ? 'weaklyMore' : 'stronglyMore';
  return low > less ? 'weaklyLess' : 'stronglyLess';
}
