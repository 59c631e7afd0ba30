import { InputError } from '../../inputError.js';
import { labelNames } from '../namePairs.js';
import type { StoredArray } from '../storedArray.js';
import type { DataContent } from './dataFormat.js';

/** A file of several named arrays. */
export interface ArrayNames {
  /** What messages call the file. */
  readonly file: string;
  readonly names: readonly string[];
  /** Opens the array of a name that is in `names`. @throws InputError */
  open(name: string): Promise<StoredArray>;
  close(): Promise<void>;
}

/** The content of a file of named arrays: inputs and labels are told by their names, or by the one that was asked for. */
export class NamedArrays implements DataContent {
  constructor(
    private readonly arrays: ArrayNames,
    readonly classNames: readonly string[] | null = null,
  ) {}

  inputs(key: string | null): Promise<StoredArray> {
    return this.open(key ?? this.only() ?? this.pair().inputs);
  }

  labels(key: string | null): Promise<StoredArray> {
    return this.open(key ?? this.only() ?? this.pair().labels);
  }

  async labelsOf(key: string | null): Promise<StoredArray | null> {
    if (key === null && this.only() !== null) return null;
    const labels = key === null ? [this.pair().labels] : this.partners(key);
    return labels.length === 1 ? this.open(labels[0]) : null;
  }

  close(): Promise<void> {
    return this.arrays.close();
  }

  private only(): string | null {
    return this.arrays.names.length === 1 ? this.arrays.names[0] : null;
  }

  private partners(key: string): string[] {
    return labelNames(key).filter((name) => this.arrays.names.includes(name));
  }

  /** The one pair of arrays whose names say that they are inputs and labels. */
  private pair(): { readonly inputs: string; readonly labels: string } {
    const found = this.arrays.names.flatMap((inputs) =>
      this.partners(inputs).map((labels) => ({ inputs, labels })),
    );
    if (found.length === 1) return found[0];
    const { file } = this.arrays;
    throw new InputError(
      `${file} holds the arrays ${this.listing()}, and their names leave open which are the inputs and which ` +
        `the labels; write a descriptor (NAME.dataset.json) with \`inputs\` as "${file}#NAME" and ` +
        `\`labels\` likewise.`,
    );
  }

  private async open(key: string): Promise<StoredArray> {
    if (this.arrays.names.includes(key)) return this.arrays.open(key);
    throw new InputError(`${this.arrays.file} holds no array \`${key}\`; it holds ${this.listing()}.`);
  }

  private listing(): string {
    const { names } = this.arrays;
    const shown = names.slice(0, 12).map((key) => `\`${key}\``);
    return shown.join(', ') + (names.length > shown.length ? ', ...' : '');
  }
}
