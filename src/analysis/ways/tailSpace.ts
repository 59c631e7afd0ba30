import type { DenseChain, DenseStep } from '../../model/denseChain.js';
import { closeSizes } from './closeCalls.js';
import type { IntactBlock } from './layerDeleter.js';
import { leadBounds, leadRoundings, leadsOf } from './leads.js';
import { rivalStep, writeRivals, type RivalStep } from './rivals.js';
import type { OpenTailKernel, TailJob, TailKernel } from './tailJob.js';

/** What one call of the kernel does. */
export interface TailCall {
  /** Places of units in their layer, of one chunk. */
  readonly columns: Int32Array;
  /** Whether units are replaced by something else on each sample. */
  readonly perSample: boolean;
  /** Whether answers that can't turn are left out. */
  readonly bounded: boolean;
}

export interface TailSizes {
  /** The most samples of a block. */
  readonly samples: number;
  /** Units of the layer. */
  readonly width: number;
  /** The most units of one call. */
  readonly chunk: number;
  /** Whether slopes differ between samples. */
  readonly slopesPerSample: boolean;
}

/** The kernel with its arrays, for the units of one layer. */
export class TailSpace {
  readonly #kernel: TailKernel;
  readonly #job: Whole;
  #bounds: Float32Array | null = null;
  #block: IntactBlock | null = null;
  readonly #weightLog: number;
  #samples = 0;

  /** @param chain of one or two steps. */
  constructor(
    private readonly chain: DenseChain,
    readonly sizes: TailSizes,
    openKernel: OpenTailKernel,
  ) {
    const [first, next] = chain.steps;
    const last = rivalStep(chain);
    const { rivals } = last;
    const classes = rivals + 1;
    const hidden = next ? ceiling(next.inputs, 32) : 0;
    const lengths = lengthsOf(sizes, rivals, hidden);
    const count = Object.values(lengths).reduce((sum, length) => sum + length, 0);
    const doubles = lengths.loss + lengths.lossChange;
    this.#kernel = openKernel(4 * (count + doubles) + 64 * Object.keys(lengths).length);
    const { memory } = this.#kernel;
    const { width, samples, chunk } = sizes;
    this.#job = {
      ...{ samples, units: chunk, width, classes, row: ceiling(rivals, 4), hidden, valueStride: 0 },
      ...{ slopeStride: 0, firstSlope: 0 },
      columns: memory.integers(lengths.columns),
      outputs: memory.floats(lengths.outputs),
      values: memory.floats(lengths.values),
      slopes: memory.floats(lengths.slopes),
      base: memory.floats(lengths.base),
      labels: memory.integers(lengths.labels),
      correct: memory.integers(lengths.correct),
      loss: memory.doubles(lengths.loss),
      sums: memory.floats(lengths.sums),
      weights: memory.floats(lengths.weights),
      weightLogs: memory.bytes(lengths.weightLogs),
      weightLog: 0,
      next: memory.floats(lengths.next),
      last: memory.floats(lengths.last),
      margins: memory.floats(lengths.margins),
      bounds: memory.floats(lengths.bounds),
      sizes: memory.floats(lengths.sizes),
      roundings: memory.floats(lengths.roundings),
      lossChange: memory.doubles(lengths.lossChange),
      turns: memory.integers(lengths.turns),
      room: memory.floats(lengths.room),
    };
    if (chain.entry === 'mean' || chain.positions === 1) this.#job.roundings.set(leadRoundings(chain));
    this.#weightLog = next ? this.#writeWeights(first, last) : 0;
  }

  /** The layer's clean outputs, [samples x width], to be written for each block. */
  get outputs(): Float32Array {
    return this.#job.outputs;
  }

  /** What they are replaced by: [width], or [samples x width]. */
  get values(): Float32Array {
    return this.#job.values;
  }

  /** Room for the slopes of so many units. */
  slopesOf(units: number): Float32Array {
    const { slopes, classes } = this.#job;
    return slopes.subarray(0, (this.sizes.slopesPerSample ? this.#samples : 1) * units * (classes - 1));
  }

  /** Whether a kernel works with slopes through a layer of ReLUs; else it works that layer out anew. */
  get usesSlopes(): boolean {
    return this.#kernel.usesSlopes || this.#job.hidden === 0;
  }

  /**
   * Takes over what the intact network gave on a block.
   * @returns whether it is another block than before.
   */
  load(block: IntactBlock): boolean {
    if (this.#block === block) return false;
    this.#block = block;
    this.#samples = block.samples;
    const job = this.#job;
    writeRivals(block.scores, job.classes, job.base, job.row);
    job.labels.set(block.labels);
    job.correct.set(block.intact.correct);
    job.loss.set(block.intact.loss);
    leadsOf(block.scores, block.labels, job.classes, job.margins);
    const [first, next] = this.chain.steps;
    const sums = block.tensors.get(first.sums);
    if (next && sums) copyRows(sums, next.inputs, job.sums, job.hidden);
    job.sizes.set(closeSizes(block.scores, job.classes));
    if (next && sums) markOverflows(sums, next.inputs, job.sizes);
    return true;
  }

  /** How many pairs of a sample and a unit have answers that may turn. */
  countPairs({ columns, perSample }: TailCall): number {
    let count = 0;
    for (let from = 0; from < columns.length; from += this.sizes.chunk) {
      const chunk = columns.subarray(from, from + this.sizes.chunk);
      const call = { columns: chunk, perSample, bounded: true };
      count += this.#kernel.countPairs(this.#jobOf(call, null, 0, null));
    }
    return count;
  }

  /**
   * Deletes a chunk of units on the block.
   * @param slopes in the room for them, of units from `first` on; null where the layer between is to be worked out anew.
   * @param loss to which changes of the units' losses are added; null where none are kept.
   * @returns for each answer that turned, sample * units + unit, and ~ that for each that is too close to call.
   */
  delete(call: TailCall, slopes: Float32Array | null, first: number, loss: Float64Array | null): Int32Array {
    const { lossChange } = this.#job;
    if (loss) lossChange.set(loss);
    const turns = this.#kernel.deleteUnits(this.#jobOf(call, slopes, first, loss));
    loss?.set(lossChange.subarray(0, loss.length));
    return turns;
  }

  #jobOf(
    { columns, perSample, bounded }: TailCall,
    slopes: Float32Array | null,
    firstSlope: number,
    loss: Float64Array | null,
  ): TailJob {
    const whole = this.#job;
    if (bounded) this.#bounds ??= this.#writeBounds();
    whole.columns.set(columns);
    return {
      ...whole,
      samples: this.#samples,
      units: columns.length,
      valueStride: perSample ? whole.width : 0,
      slopes: slopes && whole.slopes,
      slopeStride: slopes && this.sizes.slopesPerSample ? slopes.length / this.#samples : 0,
      firstSlope,
      weightLog: this.#weightLog,
      margins: bounded ? whole.margins : null,
      bounds: this.#bounds,
      lossChange: loss && whole.lossChange,
    };
  }

  #writeBounds(): Float32Array {
    this.#job.bounds.set(leadBounds(this.chain));
    return this.#job.bounds;
  }

  /** @returns the logarithm of the largest weight. */
  #writeWeights(first: DenseStep, { weights, inputs, rivals }: RivalStep): number {
    const job = this.#job;
    const { width, hidden, row } = job;
    for (let j = 0; j < inputs; j++) {
      for (let unit = 0; unit < width; unit++)
        job.weights[unit * hidden + j] = first.weights[j * width + unit];
      for (let k = 0; k < rivals; k++) {
        job.next[j * row + k] = weights[k * inputs + j];
        job.last[k * hidden + j] = weights[k * inputs + j];
      }
    }
    const highest = Math.ceil(8 * Math.log2(largest(first.weights) || 1));
    for (let i = 0; i < job.weights.length; i++) {
      const log = Math.ceil(8 * Math.log2(Math.abs(job.weights[i]))) - highest;
      job.weightLogs[i] = Math.max(log, -128);
    }
    return highest;
  }
}

/** A job with every array. */
type Whole = { readonly [Field in keyof TailJob]: NonNullable<TailJob[Field]> };

function lengthsOf({ samples, width, chunk, slopesPerSample }: TailSizes, rivals: number, hidden: number) {
  const row = ceiling(rivals, 4);
  return {
    columns: chunk,
    outputs: samples * width,
    values: samples * width,
    slopes: (slopesPerSample ? samples : 1) * chunk * rivals + 4,
    base: samples * row,
    labels: samples,
    correct: samples,
    loss: samples,
    sums: samples * hidden,
    weights: width * hidden,
    weightLogs: width * hidden,
    next: hidden * row,
    last: rivals * hidden,
    margins: samples,
    bounds: (rivals + 1) * width,
    sizes: samples,
    roundings: width,
    lossChange: chunk,
    turns: samples * chunk,
    room: floatsOfRoom(chunk, row, hidden),
  };
}

/** What `divide` in kernels/tail.ts hands out. */
function floatsOfRoom(units: number, row: number, hidden: number): number {
  const perUnit = 4 * units + 2 * (units + 4) * (row + 1);
  return perUnit + 2 * hidden + Math.ceil(2.25 * units * hidden);
}

/** The largest size of some numbers. */
function largest(values: Float32Array): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value));
  return size;
}

/** Copies rows into wider ones, which each row's first value fills up. */
function copyRows(from: Float32Array, width: number, to: Float32Array, stride: number): void {
  if (stride === width) return to.set(from);
  for (let row = 0; row * width < from.length; row++) {
    to.fill(from[row * width], row * stride, (row + 1) * stride);
    to.set(from.subarray(row * width, (row + 1) * width), row * stride);
  }
}

/** Samples with a sum that is no number are too close to call. */
function markOverflows(sums: Float32Array, width: number, sizes: Float32Array): void {
  for (let row = 0; row * width < sums.length; row++) {
    // Any such number is seen in the sum of zeros times all.
    let zeros = 0;
    for (let i = row * width; i < (row + 1) * width; i++) zeros += 0 * sums[i];
    if (zeros !== 0) sizes[row] = Infinity;
  }
}

function ceiling(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
