import { KernelMemory } from '../kernels/kernelMemory.js';
import { closeShare } from './closeCalls.js';
import type { TailJob, TailKernel } from './tailJob.js';

/** The kernel in plain TypeScript and float64: for where WebAssembly has no SIMD, and to test that against. */
export class PlainTailKernel implements TailKernel {
  readonly memory: KernelMemory;
  readonly usesSlopes = false;

  constructor(bytes: number) {
    this.memory = new KernelMemory(new ArrayBuffer(bytes + KernelMemory.reserved));
  }

  countPairs(job: TailJob): number {
    let count = 0;
    for (let sample = 0; sample < job.samples; sample++) {
      for (let unit = 0; unit < job.units; unit++) if (mayChange(job, sample, unit)) count++;
    }
    return count;
  }

  deleteUnits(job: TailJob): Int32Array {
    let turns = 0;
    for (let sample = 0; sample < job.samples; sample++) {
      const label = job.labels[sample];
      for (let unit = 0; unit < job.units; unit++) {
        if (!mayChange(job, sample, unit)) continue;
        const logits = job.hidden === 0 ? slid(job, sample, unit) : propagated(job, sample, unit);
        const highest = logits.reduce((best, logit) => Math.max(best, logit));
        const correct = logits.indexOf(highest) === label ? 1 : 0;
        const at = sample * job.units + unit;
        if (isClose(logits, label, leastLead(job, sample, unit))) job.turns[turns++] = ~at;
        else if (correct !== job.correct[sample]) job.turns[turns++] = at;
        if (!job.lossChange) continue;
        const best = logits.indexOf(highest);
        const others = logits.reduce(
          (sum, logit, k) => (k === best ? sum : sum + Math.exp(logit - highest)),
          0,
        );
        const loss = Math.fround(Math.log1p(others) + highest - logits[label]);
        job.lossChange[unit] += loss - job.loss[sample];
      }
    }
    return job.turns.subarray(0, turns);
  }
}

function stepOf(job: TailJob, sample: number, column: number): number {
  const value = job.values[sample * job.valueStride + column];
  return Math.fround(value - job.outputs[sample * job.width + column]);
}

function mayChange(job: TailJob, sample: number, unit: number): boolean {
  const column = job.columns[unit];
  const step = stepOf(job, sample, column);
  if (step === 0) return false;
  if (!job.margins || !job.bounds) return true;
  const bound = job.bounds[job.labels[sample] * job.width + column];
  return !(Math.fround(Math.abs(step) * bound) < job.margins[sample]);
}

/** What a lead has to be more than, beside a share of the largest logit. */
function leastLead(job: TailJob, sample: number, unit: number): number {
  const column = job.columns[unit];
  return job.sizes[sample] + job.roundings[column] * Math.abs(stepOf(job, sample, column));
}

/** @param size what a lead has to be more than, beside a share of the largest logit. */
function isClose(logits: Float64Array, label: number, size: number): boolean {
  const other = logits.reduce((best, logit, k) => (k === label ? best : Math.max(best, logit)), -Infinity);
  const lead = Math.abs(logits[label] - other);
  const highest = Math.max(logits[label], other);
  return !(lead > size + closeShare * Math.abs(highest) && lead < Infinity);
}

/** The intact network's logits, from the first class's on. */
function baseOf({ base, row, classes }: TailJob, sample: number): Float64Array {
  return Float64Array.from({ length: classes }, (_, k) => (k === 0 ? 0 : base[sample * row + k - 1]));
}

/** Logits that move along their slopes. */
function slid(job: TailJob, sample: number, unit: number): Float64Array {
  const column = job.columns[unit];
  const step = stepOf(job, sample, column);
  const slopes = sample * job.slopeStride + (column - job.firstSlope) * (job.classes - 1);
  const logits = baseOf(job, sample);
  for (let k = 1; k < job.classes; k++) logits[k] += step * (job.slopes?.[slopes + k - 1] ?? 0);
  return logits;
}

/** Logits by the ReLU of the layer behind. */
function propagated(job: TailJob, sample: number, unit: number): Float64Array {
  const { hidden, row, sums, weights, next } = job;
  const column = job.columns[unit];
  const step = stepOf(job, sample, column);
  const logits = baseOf(job, sample);
  if (!sums || !weights || !next) return logits;
  for (let j = 0; j < hidden; j++) {
    const sum = sums[sample * hidden + j];
    const change = Math.max(sum + step * weights[column * hidden + j], 0) - Math.max(sum, 0);
    if (change === 0) continue;
    for (let k = 1; k < logits.length; k++) logits[k] += change * next[j * row + k - 1];
  }
  return logits;
}
