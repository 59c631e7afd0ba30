import type { Benchmark } from './benchmark.js';
import { curveBenchmark } from './curves.js';
import { growthBenchmarks } from './growth.js';
import { panelBenchmark } from './panel.js';
import { precisionBenchmark } from './precision.js';
import { processBenchmark } from './processes.js';
import { sweepBenchmarks } from './sweeps.js';
import { toggleBenchmark } from './toggle.js';

/** All benchmarks, in the order of the table. */
export const benchmarks: readonly Benchmark[] = [
  ...sweepBenchmarks,
  curveBenchmark,
  precisionBenchmark,
  toggleBenchmark,
  processBenchmark,
  ...growthBenchmarks,
  panelBenchmark,
];
