import type { Dataset } from '../dataset/dataset.js';

/** Floats of the samples that are kept. */
const floatsKept = 2 ** 23;
/** Samples that are not wanted, but read with those around them: fewer reads of the file. */
const widestGap = 2;
/** Floats of one read. */
const floatsPerRead = 2 ** 18;

/**
 * Samples of a dataset in an order of its own, such as a random one. Files are read forward, and compressed
 * ones can't be read otherwise: so the samples of many places of the order are gathered in one go through the
 * data, as many as are kept.
 */
export class OrderedSamples {
  #first = 0;
  #count = 0;
  #values = new Float32Array(0);

  /**
   * @param order the index in the data of the sample at each place.
   * @param mostBytes what may be kept, if that is less than is useful.
   */
  constructor(
    private readonly dataset: Dataset,
    readonly order: Int32Array,
    private readonly sampleSize: number,
    private readonly mostBytes: number,
  ) {}

  /** The samples at `count` places from `first` on, [samples x sample]; valid until the next call. */
  async read(first: number, count: number): Promise<Float32Array> {
    if (first < this.#first || first + count > this.#first + this.#count) {
      const floats = Math.min(floatsKept, this.mostBytes / Float32Array.BYTES_PER_ELEMENT);
      const most = Math.max(count, Math.floor(floats / this.sampleSize));
      this.#count = 0;
      await this.#gather(first, Math.min(most, this.order.length - first));
    }
    const from = (first - this.#first) * this.sampleSize;
    return this.#values.subarray(from, from + count * this.sampleSize);
  }

  async #gather(first: number, count: number): Promise<void> {
    const { order, sampleSize } = this;
    if (this.#values.length < count * sampleSize) this.#values = new Float32Array(count * sampleSize);
    const places = Int32Array.from({ length: count }, (_, i) => first + i);
    places.sort((a, b) => order[a] - order[b]);
    const samplesPerRead = Math.max(1, Math.floor(floatsPerRead / sampleSize));
    for (let at = 0; at < count;) {
      const start = order[places[at]];
      let end = at + 1;
      while (
        end < count &&
        order[places[end]] - order[places[end - 1]] <= widestGap &&
        order[places[end]] - start < samplesPerRead
      ) {
        end++;
      }
      const read = new Float32Array((order[places[end - 1]] - start + 1) * sampleSize);
      await this.dataset.read(start, read);
      for (; at < end; at++) {
        const from = (order[places[at]] - start) * sampleSize;
        this.#values.set(read.subarray(from, from + sampleSize), (places[at] - first) * sampleSize);
      }
    }
    this.#first = first;
    this.#count = count;
  }
}
