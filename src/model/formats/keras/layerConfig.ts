import { InputError } from '../../../inputError.js';

/** A layer as a Keras model describes it. */
export interface LayerConfig {
  /** Keras's name of the class: `Conv2D`. */
  readonly kind: string;
  /** The layer's name, below those of the models it is nested in, the outermost first. */
  readonly path: readonly string[];
  /** Names by which Keras 3 files this layer's weights: made from classes and counted, one a level. */
  readonly group: readonly string[];
  readonly settings: Settings;
}

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** What a layer's description says, each setting checked for its type when it is asked for. */
export class Settings {
  /** @param owner what messages call the layer: `The layer "conv1" in model.json`. */
  constructor(
    readonly values: JsonObject,
    readonly owner: string,
  ) {}

  /** A setting as it stands; undefined where it is missing or null. */
  get(key: string): Json | undefined {
    return this.values[key] ?? undefined;
  }

  text(key: string, fallback: string): string {
    const value = this.get(key) ?? fallback;
    return typeof value === 'string' ? value : this.#refuse(key);
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.get(key) ?? fallback;
    return typeof value === 'boolean' ? value : this.#refuse(key);
  }

  number(key: string, fallback?: number): number {
    const value = this.get(key) ?? fallback;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#refuse(key);
  }

  /** A whole number from 1 on. */
  count(key: string, fallback?: number): number {
    const value = this.number(key, fallback);
    return Number.isInteger(value) && value > 0 ? value : this.#refuse(key);
  }

  /** Whole numbers from `least` on, one a dimension; a single one stands for all. */
  counts(key: string, dimensions: number, fallback?: number, least = 1): number[] {
    const value = this.get(key) ?? fallback;
    const list =
      typeof value === 'number' ? new Array<number>(dimensions).fill(value) : this.list(value, key);
    const fits = list.length === dimensions && list.every((one) => Number.isInteger(one) && one >= least);
    return fits ? list : this.#refuse(key);
  }

  list(value: Json | undefined, key: string): number[] {
    const isNumber = (one: Json): one is number => typeof one === 'number';
    return isList(value) && value.every(isNumber) ? [...value] : this.#refuse(key);
  }

  #refuse(key: string): never {
    throw new InputError(
      `${this.owner} has a setting \`${key}\` of ${JSON.stringify(this.get(key) ?? null).slice(0, 60)}, which can't be read; save the model again.`,
    );
  }
}
