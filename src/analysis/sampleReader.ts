import type { Dataset } from '../dataset/dataset.js';
import { rankingHalf } from './halves.js';
import { fitsInMemory } from './plan.js';
import type { Range } from './shards.js';

/** A batch of samples of a shard. */
export interface Batch {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  /** Which of its samples are in the half of the data that ranks (`halves.ts`). */
  readonly ranking: Uint8Array;
  /** Index of its first sample in the data. */
  readonly first: number;
}

/** Reads a dataset in batches; keeps the samples of a shard for the next one of the same samples. */
export class SampleReader {
  #kept: { readonly range: Range; readonly values: Float32Array } | null = null;
  readonly #length: number;
  readonly #ranking: Uint8Array;

  constructor(
    readonly dataset: Dataset,
    private readonly batchSize: number,
    classes: number,
  ) {
    this.#ranking = rankingHalf(dataset.labels, classes);
    this.#length = dataset.sampleShape.reduce((product, dim) => product * dim, 1);
  }

  /** The samples of a range, a batch at a time. */
  async *batches(range: Range): AsyncGenerator<Batch> {
    const length = this.#length;
    const whole = fitsInMemory(range, length) ? await this.#samples(range) : null;
    for (let done = 0; done < range.count; done += this.batchSize) {
      const count = Math.min(this.batchSize, range.count - done);
      const first = range.first + done;
      let inputs = whole?.subarray(done * length, (done + count) * length);
      if (!inputs) {
        inputs = new Float32Array(count * length);
        await this.dataset.read(first, inputs);
      }
      const labels = this.dataset.labels.subarray(first, first + count);
      yield { inputs, labels, ranking: this.#ranking.subarray(first, first + count), first };
    }
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
      this.#kept = null;
      const values = new Float32Array(range.count * this.#length);
      await this.dataset.read(range.first, values);
      this.#kept = { range, values };
    }
    return this.#kept.values;
  }
}
