import type { Provider } from './providers.js';

/** A batch of samples, run through a network on a provider. */
export interface BatchTrial {
  readonly provider: Provider;
  /** By the clock, the provider warmed up. */
  readonly seconds: number;
  /** [samples x classes], row by row. */
  readonly scores: Float32Array;
  /** How many such batches all of the work takes if nothing of it is saved. */
  readonly batches: number;
}

/** Work that all cores together do within this time isn't worth starting another process for. */
const worthwhileSeconds = 60;
/** How many times as fast as all cores together a provider has to be: its copies and starts cost too. */
const clearly = 1.5;
/** Relative to the largest score: what float32 loses by another order of adding, with room; half floats lose more. */
const scoreTolerance = 1e-4;

/** Whether another provider could save time worth mentioning over the CPU. */
export function isWorthMeasuring(cpu: BatchTrial, cores: number): boolean {
  return (cpu.seconds * cpu.batches) / cores > worthwhileSeconds;
}

/**
 * The provider to take: the CPU, unless another gives the same scores clearly sooner than all cores together.
 * The number of processes that were asked for plays no part, since the result must not depend on it.
 */
export function fasterProvider(cpu: BatchTrial, others: readonly BatchTrial[], cores: number): Provider {
  let best = { provider: cpu.provider, seconds: cpu.seconds / cores / clearly };
  for (const other of others) {
    if (other.seconds < best.seconds && sameScores(cpu.scores, other.scores)) best = other;
  }
  return best.provider;
}

function sameScores(expected: Float32Array, scores: Float32Array): boolean {
  const size = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    scores.length === expected.length &&
    scores.every((score, i) => Math.abs(score - expected[i]) <= scoreTolerance * size)
  );
}
