import type { Usage } from './usage.js';

/** What the benchmarks work with. */
export interface Bench {
  /** The interpreter that has PyTorch. */
  readonly python: string;
  /** The folder of data that a person named, if any. */
  readonly data: string | undefined;
  /** ResNet-20's ONNX file, if a person named it. */
  readonly resnet: string | undefined;
  /** A tenth of the samples: to see that all works. */
  readonly quick: boolean;
  /** Where networks, descriptors and downloads stay. */
  readonly cache: string;
  /** For results; empty when the run begins, gone when it ends. */
  readonly scratch: string;
}

/** One run of both sides, one after the other. */
export interface Round {
  readonly ours: Usage;
  readonly against: Usage;
  /** `null` where there is nothing to compare. */
  readonly check: Check | null;
  /** What this benchmark measures beside time and memory: a share, milliseconds. */
  readonly value?: number;
  /** The same where there are several, by name. */
  readonly values?: Readonly<Record<string, number>>;
}

/** What was compared between the two sides. */
export interface Check {
  /** As `12 units equal`. */
  readonly words: string;
  /** Each a sentence; none where all is well. */
  readonly faults: readonly string[];
}

/** One line of the table: a number that each round gives, and what it should be. */
export interface Figure {
  readonly work: string;
  measure(round: Round): number;
  readonly unit: 'x' | '%' | 'ms' | 'frames/s';
  /** One of these two; neither of what is only told. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Benchmark {
  readonly name: string;
  /** What it is measured against. */
  readonly against: string;
  /** Whether PyTorch has to be there; so it is unless told. */
  readonly needsPeer?: boolean;
  readonly figures: readonly Figure[];
  /**
   * Makes what its rounds need.
   * @returns a function that runs round 0, 1, ...
   * @throws BenchmarkUnavailable where something is missing that this machine can't provide.
   */
  prepare(bench: Bench): Promise<(round: number) => Promise<Round>>;
}

/** A benchmark can't be run here. The message is one sentence that says why, and what would help. */
export class BenchmarkUnavailable extends Error {
  override name = 'BenchmarkUnavailable';
}

/** How much less CPU time ours takes. */
export const cpuRatio = ({ ours, against }: Round): number => against.cpuSeconds / ours.cpuSeconds;
