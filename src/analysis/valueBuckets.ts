/** Buckets of equal width between the least and the greatest value; one more holds all that are the least. */
const bucketCount = 2048;

/**
 * Values in buckets, in whose order theirs is: tells order statistics, and where values lie among some edges, without
 * sorting them all.
 */
export class ValueBuckets {
  readonly #values: Float32Array | Float64Array;
  readonly #least: number;
  /** Buckets a unit of value; 0 where all values are in one bucket, as where they are not finite. */
  readonly #perUnit: number;
  readonly #bucketOf: Uint16Array;
  /** How many values are in lower buckets, for each bucket; in the end all. */
  readonly #starts = new Uint32Array(bucketCount + 3);

  /** @param values not empty. */
  constructor(values: Float32Array | Float64Array) {
    let [least, greatest, sum] = [Infinity, -Infinity, 0];
    // By index: iterating over a typed array is ten times slower.
    for (let i = values.length - 1; i >= 0; i--) {
      const value = values[i];
      if (value < least) least = value;
      if (value > greatest) greatest = value;
      sum += value;
    }
    const perUnit = Number.isFinite(sum) && greatest > least ? bucketCount / (greatest - least) : 0;
    this.#values = values;
    this.#least = least;
    this.#perUnit = Number.isFinite(perUnit) ? perUnit : 0;
    this.#bucketOf = new Uint16Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const bucket = this.#bucket(values[i]);
      this.#bucketOf[i] = bucket;
      this.#starts[bucket + 1] = this.#starts[bucket + 1] + 1;
    }
    for (let bucket = 1; bucket < this.#starts.length; bucket++) {
      this.#starts[bucket] = this.#starts[bucket] + this.#starts[bucket - 1];
    }
  }

  /**
   * The values at some places of their ascending order, as a sorted copy has them.
   * @param places ascending, below the number of values.
   */
  at(places: readonly number[]): number[] {
    const sorted = new Map<number, Float64Array>();
    let bucket = 0;
    const wanted = places.map((place) => {
      while (this.#starts[bucket + 1] <= place) bucket++;
      return { bucket, place: place - this.#starts[bucket] };
    });
    for (const { bucket } of wanted) {
      if (this.#isLeast(bucket) || sorted.has(bucket)) continue;
      sorted.set(bucket, new Float64Array(this.#starts[bucket + 1] - this.#starts[bucket]));
    }
    this.#gather(sorted);
    return wanted.map(({ bucket, place }) => sorted.get(bucket)?.[place] ?? this.#least);
  }

  /**
   * How many of some edges are at or below each value.
   * @param edges ascending, between the least and the greatest value.
   */
  edgesBelow(edges: Float64Array): Uint8Array {
    const edgeBuckets = Array.from(edges, (edge) => this.#bucket(edge));
    const sure = new Uint8Array(this.#starts.length);
    const isOpen = new Uint8Array(this.#starts.length);
    for (const bucket of edgeBuckets) {
      isOpen[bucket] = 1;
      for (let higher = bucket + 1; higher < sure.length; higher++) sure[higher] = sure[higher] + 1;
    }
    const below = new Uint8Array(this.#values.length);
    for (let i = 0; i < below.length; i++) {
      const bucket = this.#bucketOf[i];
      below[i] = isOpen[bucket] === 1 ? countBelow(edges, this.#values[i]) : sure[bucket];
    }
    return below;
  }

  /** Whether all values of a bucket are the least, as most of a rectifier's are. */
  #isLeast(bucket: number): boolean {
    return bucket === 0 && this.#perUnit > 0;
  }

  /** Never lower for a higher value, whatever is rounded. */
  #bucket(value: number): number {
    if (this.#perUnit === 0 || value === this.#least) return 0;
    return 1 + Math.floor((value - this.#least) * this.#perUnit);
  }

  /** Fills in the values of some buckets, ascending. */
  #gather(buckets: ReadonlyMap<number, Float64Array>): void {
    const filled = new Int32Array(this.#starts.length).fill(-1);
    for (const bucket of buckets.keys()) filled[bucket] = 0;
    for (let i = 0; i < this.#values.length; i++) {
      const bucket = this.#bucketOf[i];
      const place = filled[bucket];
      if (place < 0) continue;
      const values = buckets.get(bucket);
      if (values) values[place] = this.#values[i];
      filled[bucket] = place + 1;
    }
    for (const values of buckets.values()) values.sort();
  }
}

/** Number of edges at or below a value, by bisection. */
function countBelow(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
