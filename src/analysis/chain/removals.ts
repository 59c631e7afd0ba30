import type { GroupShard, Prefixes } from '../shards.js';
import { planRemoval, type Removal } from './removal.js';
import type { UnitChain } from './unitChain.js';

interface Kept {
  readonly sets: Prefixes;
  readonly values: Float32Array;
  readonly removal: Removal;
  readonly bytes: number;
}

/** Orders that are made ready for being removed, kept for the next samples; the last one in any case. */
export class Removals {
  /** The one that was used last is last. */
  readonly #kept: Kept[] = [];

  constructor(
    private readonly chain: UnitChain,
    private readonly pointsPerPortion: number,
    private readonly memoryBytes: number,
  ) {}

  /** @param lengths of `sets`, ascending, without those that remove nothing. */
  get({ values }: GroupShard, sets: Prefixes, lengths: readonly number[]): Removal {
    const at = this.#kept.findIndex(
      (kept) =>
        areEqual(kept.sets.order, sets.order) &&
        areEqual(kept.sets.lengths, sets.lengths) &&
        areEqual(kept.values, values),
    );
    const found = at === -1 ? this.#plan(values, sets, lengths) : this.#kept.splice(at, 1)[0];
    this.#kept.push(found);
    let bytes = this.#kept.reduce((sum, kept) => sum + kept.bytes, 0);
    while (bytes > this.memoryBytes && this.#kept.length > 1) bytes -= this.#kept.shift()?.bytes ?? 0;
    return found.removal;
  }

  #plan(values: Float32Array, sets: Prefixes, lengths: readonly number[]): Kept {
    const removal = planRemoval(this.chain, sets.order, lengths, values, this.pointsPerPortion);
    const arrays = [...removal.weights, ...removal.portions.flatMap(({ taken, bias }) => [taken, ...bias])];
    return { sets, values, removal, bytes: arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) };
  }
}

function areEqual(one: Int32Array | Float32Array, other: Int32Array | Float32Array): boolean {
  return one === other || (one.length === other.length && one.every((value, i) => value === other[i]));
}
