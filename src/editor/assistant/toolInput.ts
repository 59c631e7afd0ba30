import { InputError } from '../../inputError.js';

/** What a language model has handed to a tool: checked here, as the editor does not hold it to the schema. */
export class ToolInput {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(input: unknown) {
    this.#values = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
  }

  /** @throws InputError where it is missing, or no text. */
  text(key: string, example: string): string {
    const value = this.optionalText(key, example);
    if (value === null) throw new InputError(`The tool needs "${key}": a text, such as ${example}.`);
    return value;
  }

  /** @returns `null` where it is missing or empty. @throws InputError where it is no text. */
  optionalText(key: string, example: string): string | null {
    const value = this.#values[key];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string') throw new InputError(`"${key}" has to be a text, such as ${example}.`);
    return value;
  }

  /** A text, or a number as one. @throws InputError where it is missing, or neither. */
  textOrNumber(key: string, example: string): string {
    const value = this.#values[key];
    return typeof value === 'number' ? String(value) : this.text(key, example);
  }

  /** @throws InputError where it is no whole number from `lowest` to `highest`. */
  count(key: string, fallback: number, lowest: number, highest: number): number {
    const value = this.#values[key];
    if (value === undefined || value === null) return fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest) {
      return value;
    }
    throw new InputError(`"${key}" has to be a whole number from ${lowest} to ${highest}.`);
  }

  /** @throws InputError where it is missing, or none of the words. */
  oneOf<Word extends string>(key: string, words: readonly Word[]): Word {
    const value = this.#values[key];
    const found = words.find((word) => word === value);
    if (found === undefined) throw new InputError(`"${key}" has to be one of ${words.join(', ')}.`);
    return found;
  }
}
