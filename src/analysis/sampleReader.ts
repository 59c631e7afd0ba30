import type { Dataset } from '../dataset/dataset.js';
import { InputError } from '../inputError.js';
import { rankingHalf } from './halves.js';
import { OrderedSamples } from './orderedSamples.js';
import { derangement, drawOrder } from './orders.js';
import { fitsInMemory } from './plan.js';
import { expectedOf, type Expected } from './scores.js';
import type { Range, SampleSelection } from './shards.js';

/** @throws InputError where there is no such sample. */
export function checkSample(sample: number, count: number): void {
  if (Number.isInteger(sample) && sample >= 0 && sample < count) return;
  throw new InputError(`There is no sample ${sample}; samples are counted from 0 to ${count - 1}.`);
}

/** Some samples of a shard, one behind the other. */
export interface Batch {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  /** What answers are compared with: the labels where there are classes. */
  readonly expected: Expected;
  /** Which of its samples are in the half of the data that ranks (`halves.ts`). */
  readonly ranking: Uint8Array;
  /** Index of each sample in the data. */
  readonly samples: Int32Array;
  /** Where they stand in the random order of a seed; `null` where they follow the data's own order. */
  readonly drawn: { readonly draw: number; readonly first: number } | null;
}

/**
 * Reads a dataset in batches; keeps the samples of a shard for the next one of the same samples. What was read
 * last is overwritten by what is read next: large arrays are only given back when there has been time to.
 */
export class SampleReader {
  #kept: { readonly range: Range; readonly values: Float32Array } | null = null;
  #buffer = new Float32Array();
  #derangement: { readonly seed: number; readonly sources: Int32Array } | null = null;
  #drawn: { readonly seed: number; readonly samples: OrderedSamples } | null = null;
  /** Of each drawn sample the other one, by the derangement of another seed. */
  #partners: { readonly draw: number; readonly seed: number; readonly samples: OrderedSamples } | null = null;
  readonly #length: number;
  readonly #ranking: Uint8Array;
  readonly #expected: Expected;
  readonly #perSample: number;

  constructor(
    readonly dataset: Dataset,
    private readonly batchSize: number,
    classes: number,
    /** Bytes of samples that may be kept. */
    private readonly mostBytes: number,
  ) {
    this.#ranking = rankingHalf(dataset.labels, classes);
    this.#length = dataset.sampleShape.reduce((product, dim) => product * dim, 1);
    this.#expected = dataset.targets?.values ?? dataset.labels;
    this.#perSample = dataset.targets?.width ?? 1;
  }

  /**
   * The samples of a selection, a batch at a time. A batch's inputs hold until the next one is asked for.
   * @param size samples of a batch; those of one run of the network where nothing is said.
   */
  async *batches(selection: SampleSelection, size = this.batchSize): AsyncGenerator<Batch> {
    if (selection.draw !== undefined) yield* this.#drawnBatches(selection, selection.draw, size);
    else if (selection.without) yield* this.#remainingBatches(selection, selection.without, size);
    else yield* this.#rangeBatches(selection, size);
  }

  /** For each sample of a batch another one, by the derangement of all samples that the seed gives. */
  async others({ samples, drawn }: Batch, seed: number): Promise<Float32Array> {
    if (this.#derangement?.seed !== seed) {
      this.#derangement = { seed, sources: derangement(this.dataset.labels.length, seed) };
    }
    const { sources } = this.#derangement;
    if (!drawn) return this.gather(samples.map((sample) => sources[sample]));
    if (this.#partners?.draw !== drawn.draw || this.#partners.seed !== seed) {
      const order = this.#drawnSamples(drawn.draw).order.map((sample) => sources[sample]);
      const partners = this.#ordered(order);
      this.#partners = { draw: drawn.draw, seed, samples: partners };
    }
    return this.#partners.samples.read(drawn.first, samples.length);
  }

  async *#rangeBatches(range: Range, size: number): AsyncGenerator<Batch> {
    const length = this.#length;
    const whole = this.#keeps(range) ? await this.#samples(range) : null;
    for (let done = 0; done < range.count; done += size) {
      const count = Math.min(size, range.count - done);
      const first = range.first + done;
      let inputs = whole?.subarray(done * length, (done + count) * length);
      if (!inputs) {
        inputs = this.#room(count);
        await this.dataset.read(first, inputs);
      }
      yield {
        inputs,
        labels: this.dataset.labels.subarray(first, first + count),
        expected: this.#expected.subarray(first * this.#perSample, (first + count) * this.#perSample),
        ranking: this.#ranking.subarray(first, first + count),
        samples: Int32Array.from({ length: count }, (_, i) => first + i),
        drawn: null,
      };
    }
  }

  /** A range of places in the random order of a seed. */
  async *#drawnBatches(range: Range, draw: number, size: number): AsyncGenerator<Batch> {
    const drawn = this.#drawnSamples(draw);
    for (let done = 0; done < range.count; done += size) {
      const count = Math.min(size, range.count - done);
      const first = range.first + done;
      const inputs = await drawn.read(first, count);
      yield { ...this.#named(drawn.order.subarray(first, first + count)), inputs, drawn: { draw, first } };
    }
  }

  /** A range of the data less the first samples of a random order. */
  async *#remainingBatches(
    range: Range,
    without: NonNullable<SampleSelection['without']>,
    size: number,
  ): AsyncGenerator<Batch> {
    const length = this.#length;
    const left = new Uint8Array(range.count).fill(1);
    for (const sample of this.#drawnSamples(without.draw).order.subarray(0, without.count)) {
      if (sample >= range.first && sample < range.first + range.count) left[sample - range.first] = 0;
    }
    const remaining = Int32Array.from(left.keys())
      .filter((place) => left[place] === 1)
      .map((place) => range.first + place);
    const whole = this.#keeps(range) ? await this.#samples(range) : null;
    for (let done = 0; done < remaining.length; done += size) {
      const samples = remaining.subarray(done, done + size);
      const inputs = whole ? new Float32Array(samples.length * length) : await this.gather(samples);
      if (whole) {
        for (const [i, sample] of samples.entries()) {
          const from = (sample - range.first) * length;
          inputs.set(whole.subarray(from, from + length), i * length);
        }
      }
      yield { ...this.#named(samples), inputs, drawn: null };
    }
  }

  /** Whether the samples of a range are kept for the next shard of the same. */
  #keeps(range: Range): boolean {
    const bytes = Float32Array.BYTES_PER_ELEMENT * range.count * this.#length;
    return bytes <= this.mostBytes && fitsInMemory(range, this.#length);
  }

  #named(samples: Int32Array): Pick<Batch, 'samples' | 'labels' | 'expected' | 'ranking'> {
    const { labels } = this.dataset;
    return {
      samples,
      labels: samples.map((sample) => labels[sample]),
      expected: expectedOf(this.#expected, this.#perSample, samples),
      ranking: Uint8Array.from(samples, (sample) => this.#ranking[sample]),
    };
  }

  #drawnSamples(seed: number): OrderedSamples {
    if (this.#drawn?.seed !== seed) {
      const order = drawOrder(this.dataset.labels.length, seed);
      this.#drawn = { seed, samples: this.#ordered(order) };
    }
    return this.#drawn.samples;
  }

  #ordered(order: Int32Array): OrderedSamples {
    return new OrderedSamples(this.dataset, order, this.#length, this.mostBytes);
  }

  /** Any samples, by their indexes, in that order. They are read forward, as compressed files want. */
  gather(samples: Int32Array): Promise<Float32Array> {
    return this.#ordered(samples).read(0, samples.length);
  }

  async #samples(range: Range): Promise<Float32Array> {
    if (this.#kept?.range.first !== range.first || this.#kept.range.count !== range.count) {
      const values = this.#room(range.count);
      await this.dataset.read(range.first, values);
      this.#kept = { range, values };
    }
    return this.#kept.values;
  }

  /** Room for samples, in place of those that were read before. */
  #room(samples: number): Float32Array {
    this.#kept = null;
    const floats = samples * this.#length;
    if (this.#buffer.length < floats) this.#buffer = new Float32Array(floats);
    return this.#buffer.subarray(0, floats);
  }
}
