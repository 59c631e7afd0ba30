import { describe, expect, it } from 'vitest';
import {
  confidenceInterval,
  fewestSamples,
  halfWidth,
  type StoppedFor,
} from '../../../src/results/derive/confidenceInterval.js';
import { rounds } from '../../../src/analysis/rounds.js';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';

interface Population {
  readonly wrong: number;
  readonly right: number;
  readonly population: number;
}

/**
 * Draws all samples of a population one by one, every way that can go at once: `look` is told of each state's
 * counts, and says whether its paths end there. Returns the chance of the paths for which it says `missed`.
 */
function chanceOfMissing(
  { wrong, right, population }: Population,
  look: (counts: { turnedWrong: number; turnedRight: number; samples: number }) => 'on' | 'done' | 'missed',
): number {
  const width = right + 1;
  let missed = 0;
  let alive = new Map([[0, 1]]);
  for (let samples = 0; samples < population && alive.size > 0; samples++) {
    const left = population - samples;
    const next = new Map<number, number>();
    const add = (state: number, chance: number) => {
      if (chance > 0) next.set(state, (next.get(state) ?? 0) + chance);
    };
    for (const [state, chance] of alive) {
      const b = Math.floor(state / width);
      const c = state % width;
      add(state + width, (chance * (wrong - b)) / left);
      add(state + 1, (chance * (right - c)) / left);
      add(state, (chance * (left - (wrong - b) - (right - c))) / left);
    }
    for (const [state, chance] of next) {
      const turnedWrong = Math.floor(state / width);
      const found = look({ turnedWrong, turnedRight: state % width, samples: samples + 1 });
      if (found === 'missed') missed += chance;
      if (found !== 'on') next.delete(state);
    }
    alive = next;
  }
  return missed;
}

const leavesOut = (
  counts: { turnedWrong: number; turnedRight: number; samples: number },
  { wrong, right, population }: Population,
  stopped: StoppedFor,
): { missed: boolean; half: number } => {
  const interval = confidenceInterval({ ...counts, population }, stopped);
  const drop = (wrong - right) / population;
  return {
    missed: drop < interval.low - 1e-7 || drop > interval.high + 1e-7,
    half: halfWidth(interval),
  };
};

describe('the interval of a drop in accuracy', () => {
  it.each([
    { wrong: 0, right: 0, population: 600 },
    { wrong: 9, right: 0, population: 600 },
    { wrong: 16, right: 0, population: 600 },
    { wrong: 18, right: 0, population: 600 },
    { wrong: 21, right: 2, population: 600 },
    { wrong: 30, right: 10, population: 600 },
    { wrong: 12, right: 40, population: 600 },
  ])(
    'leaves out the truth in at most 1 % of all ways to draw until it is within 3 points ($wrong wrong and $right right of $population)',
    (truth) => {
      const looks = new Set(rounds(0.03, truth.population, 'narrow', 100));
      const missed = chanceOfMissing(truth, (counts) => {
        if (!looks.has(counts.samples)) return 'on';
        const { missed, half } = leavesOut(counts, truth, 'narrow');
        return half > 0.03 ? 'on' : missed ? 'missed' : 'done';
      });
      expect(missed).toBeLessThan(0.01);
    },
  );

  it.each([
    { wrong: 0, right: 0, population: 100 },
    { wrong: 1, right: 0, population: 100 },
    { wrong: 12, right: 5, population: 100 },
    { wrong: 25, right: 6, population: 60 },
    { wrong: 15, right: 15, population: 60 },
    { wrong: 5, right: 30, population: 60 },
  ])(
    'for any reason to stop ever leaves out the truth in at most 1 % of all orders ($wrong wrong and $right right of $population)',
    (truth) => {
      const missed = chanceOfMissing(truth, (counts) =>
        leavesOut(counts, truth, 'any').missed ? 'missed' : 'on',
      );
      expect(missed).toBeLessThan(0.01);
    },
  );

  it.each([
    { wrong: 0.002, right: 0.001, seed: 1 },
    { wrong: 0.005, right: 0, seed: 2 },
    { wrong: 0.012, right: 0.008, seed: 3 },
    { wrong: 0.001, right: 0.009, seed: 4 },
  ])('covers at least 99 % where half a point is wanted, $wrong turning wrong and $right right', (truth) => {
    const random = seededRandom(truth.seed);
    const runs = 1000;
    const looks = rounds(0.005, 1e9, 'narrow', 100);
    const drop = truth.wrong - truth.right;
    const changed = truth.wrong + truth.right;
    const skip = () => 1 + Math.floor(Math.log(1 - random()) / Math.log1p(-changed));
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      let [turnedWrong, turnedRight] = [0, 0];
      let next = skip();
      for (const samples of looks) {
        for (; next <= samples; next += skip()) {
          if (random() < truth.wrong / changed) turnedWrong++;
          else turnedRight++;
        }
        const interval = confidenceInterval({ turnedWrong, turnedRight, samples, population: 1e9 });
        if (halfWidth(interval) > 0.005) continue;
        if (interval.low <= drop && drop <= interval.high) covered++;
        break;
      }
    }
    // Three standard errors of 1,000 runs at 99 % are 0.9 points.
    expect(covered / runs).toBeGreaterThan(0.99 - 0.009);
  });

  it('holds the drop that was seen, and gets narrower the more samples agree with it', () => {
    let before = Infinity;
    for (const times of [1, 2, 4, 8, 16]) {
      const counts = {
        turnedWrong: 6 * times,
        turnedRight: 2 * times,
        samples: 400 * times,
        population: 1e9,
      };
      const interval = confidenceInterval(counts);
      expect(interval.low).toBeLessThan(0.01);
      expect(interval.high).toBeGreaterThan(0.01);
      expect(halfWidth(interval)).toBeLessThan(before);
      before = halfWidth(interval);
      const surer = confidenceInterval(counts, 'any');
      expect(surer.low).toBeLessThan(interval.low);
      expect(surer.high).toBeGreaterThan(interval.high);
    }
  });

  it('ends where the likelihood ratio says so that a search over all shares finds', () => {
    const [wrong, right, samples] = [9, 4, 500];
    const logLikelihood = (b: number, c: number) =>
      wrong * Math.log(b) + right * Math.log(c) + (samples - wrong - right) * Math.log(1 - b - c);
    const best = logLikelihood(wrong / samples, right / samples);
    const { low, high } = confidenceInterval({
      turnedWrong: wrong,
      turnedRight: right,
      samples,
      population: 1e12,
    });
    for (const end of [low, high]) {
      let likeliest = -Infinity;
      for (let c = 1e-5; c < 0.1; c += 1e-5) {
        if (c + end > 0) likeliest = Math.max(likeliest, logLikelihood(c + end, c));
      }
      expect(best - likeliest).toBeCloseTo(3.5 + 6 / (4 + wrong + right), 3);
    }
  });

  it('is turned around where wrong and right are', () => {
    const one = confidenceInterval({ turnedWrong: 9, turnedRight: 2, samples: 300, population: 5000 });
    const other = confidenceInterval({ turnedWrong: 2, turnedRight: 9, samples: 300, population: 5000 });
    expect(other.low).toBeCloseTo(-one.high, 7);
    expect(other.high).toBeCloseTo(-one.low, 7);
  });

  it('is the exact value once every sample was drawn, and everything before the first', () => {
    const all = { turnedWrong: 7, turnedRight: 3, samples: 1000, population: 1000 };
    expect(confidenceInterval(all)).toEqual({ low: 0.004, high: 0.004 });
    const none = { turnedWrong: 0, turnedRight: 0, samples: 0, population: 1000 };
    expect(confidenceInterval(none)).toEqual({ low: -1, high: 1 });
  });

  it('is not wider than what the samples not drawn can change', () => {
    const counts = { turnedWrong: 30, turnedRight: 20, samples: 99, population: 100 };
    const { low, high } = confidenceInterval(counts);
    expect(low).toBeGreaterThanOrEqual(0.09);
    expect(high).toBeLessThanOrEqual(0.11);
  });

  it.each([1e9, 60_000, 1000])(
    'is narrow enough with the fewest samples, and not with one less, of %i',
    (population) => {
      const half = (samples: number) =>
        halfWidth(confidenceInterval({ turnedWrong: 0, turnedRight: 0, samples, population }));
      const fewest = fewestSamples(0.005, population);
      expect(half(fewest)).toBeLessThanOrEqual(0.005);
      expect(half(fewest - 1)).toBeGreaterThan(0.005);
    },
  );
});
