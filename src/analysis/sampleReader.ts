import type { Dataset } from '../dataset/dataset.js';
import { rankingHalf } from './halves.js';
import { derangement } from './orders.js';
import { fitsInMemory } from './plan.js';
import type { Range, SampleSelection } from './shards.js';

/** Some samples of a shard, one behind the other. */
export interface Batch {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  /** Which of its samples are in the half of the data that ranks (`halves.ts`). */
  readonly ranking: Uint8Array;
  /** Index of each sample in the data. */
  readonly samples: Int32Array;
}

/** Reads a dataset in batches; keeps the samples of a shard for the next one of the same samples. */
export class SampleReader {
  #kept: { readonly range: Range; readonly values: Float32Array } | null = null;
  #derangement: { readonly seed: number; readonly sources: Int32Array } | null = null;
  readonly #length: number;
  readonly #ranking: Uint8Array;

  constructor(
    readonly dataset: Dataset,
    private readonly batchSize: number,
    classes: number,
    /** Bytes of samples that may be kept. */
    private readonly mostBytes: number,
  ) {
    this.#ranking = rankingHalf(dataset.labels, classes);
    this.#length = dataset.sampleShape.reduce((product, dim) => product * dim, 1);
  }

  /**
   * The samples of a selection, a batch at a time.
   * @param size samples of a batch; those of one run of the network where nothing is said.
   */
  async *batches(selection: SampleSelection, size = this.batchSize): AsyncGenerator<Batch> {
    const length = this.#length;
    const bytes = Float32Array.BYTES_PER_ELEMENT * selection.count * length;
    const isKept = bytes <= this.mostBytes && fitsInMemory(selection, length);
    const whole = isKept ? await this.#samples(selection) : null;
    for (let done = 0; done < selection.count; done += size) {
      const count = Math.min(size, selection.count - done);
      const first = selection.first + done;
      let inputs = whole?.subarray(done * length, (done + count) * length);
      if (!inputs) {
        inputs = new Float32Array(count * length);
        await this.dataset.read(first, inputs);
      }
      yield {
        inputs,
        labels: this.dataset.labels.subarray(first, first + count),
        ranking: this.#ranking.subarray(first, first + count),
        samples: Int32Array.from({ length: count }, (_, i) => first + i),
      };
    }
  }

  /** For each of some samples another one, by the derangement of all samples that the seed gives. */
  others(samples: Int32Array, seed: number): Int32Array {
    if (this.#derangement?.seed !== seed) {
      this.#derangement = { seed, sources: derangement(this.dataset.labels.length, seed) };
    }
    const { sources } = this.#derangement;
    return samples.map((sample) => sources[sample]);
  }

  /** Any samples, by their indexes, in that order. They are read forward, as compressed files want. */
  async gather(samples: Int32Array): Promise<Float32Array> {
    const length = this.#length;
    const values = new Float32Array(samples.length * length);
    const places = Array.from(samples.keys()).sort((a, b) => samples[a] - samples[b]);
    for (const place of places) {
      await this.dataset.read(samples[place], values.subarray(place * length, (place + 1) * length));
    }
    return values;
  }

  async #samples(range: Range): Promise<Float32Array> {
    if (this.#kept?.range.first !== range.first || this.#kept.range.count !== range.count) {
      const length = range.count * this.#length;
      // Samples of an earlier shard are written over, where they are as many.
      const room = this.#kept?.values.length === length ? this.#kept.values : null;
      this.#kept = null;
      const values = room ?? new Float32Array(length);
      await this.dataset.read(range.first, values);
      this.#kept = { range, values };
    }
    return this.#kept.values;
  }
}
