import * as l10n from '@vscode/l10n';
import { InputError } from '../inputError.js';
import type { ByteSource } from './byteSource.js';
import { convertSamples, findNotFinite, type Normalisation } from './conversion.js';
import type { StoredDataset } from './storedDataset.js';
import type { StoredPart } from './storedPart.js';
import { hashSources } from './hashSources.js';
import { decodeNumbers, type Numbers } from './elements.js';
import type { Arrangement } from './layout.js';
import { showSample } from './showSample.js';
import type { StoredSample } from './storedSample.js';
import type { Targets, Task } from './task.js';
import { readRows, rowLength, rowsBytes, type StoredArray } from './storedArray.js';

const pieceBytes = 2 ** 20;

/** What an `ArrayDataset` is made of, all of it checked. */
export interface ArrayDatasetParts extends Pick<
  StoredDataset,
  | 'name'
  | 'noun'
  | 'labelKind'
  | 'classes'
  | 'labels'
  | 'understood'
  | 'task'
  | 'targets'
  | 'padding'
  | 'conversion'
> {
  readonly inputs: StoredArray;
  readonly arrangement: Arrangement;
  readonly normalisation: Normalisation;
  /** Row of `inputs` that is sample 0. */
  readonly firstRow: number;
  /** What `sha256` covers, in this order. */
  readonly hashed: readonly ByteSource[];
  readonly close: () => Promise<void>;
}

/** A dataset whose inputs are rows of an array in a file. */
export class ArrayDataset implements StoredDataset {
  readonly name: string;
  readonly noun: string;
  readonly labelKind: string;
  readonly classes: readonly string[] | null;
  readonly sampleShape: readonly number[];
  readonly labels: Int32Array;
  readonly task: Task;
  readonly targets: Targets | null;
  readonly padding: number | undefined;
  readonly understood: readonly string[];
  readonly conversion: StoredDataset['conversion'];
  private scratch = new Uint8Array(0);
  /** Settles when the last read that was asked for is done: sources are read by one at a time. */
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ArrayDatasetParts) {
    this.name = parts.name;
    this.noun = parts.noun;
    this.labelKind = parts.labelKind;
    this.classes = parts.classes;
    this.sampleShape = parts.arrangement.sampleShape;
    this.labels = parts.labels;
    this.task = parts.task ?? 'classification';
    this.targets = parts.targets ?? null;
    this.padding = parts.padding;
    this.understood = parts.understood;
    this.conversion = parts.conversion;
  }

  read(first: number, into: Float32Array): Promise<void> {
    return this.queue(() => this.fill(first, into));
  }

  show(sample: number): Promise<StoredSample> {
    return this.queue(() => this.shown(sample));
  }

  stored(samples: readonly number[]): Promise<StoredPart> {
    return this.queue(() => this.storedPart(samples));
  }

  sha256(): Promise<string> {
    return this.queue(() => hashSources(this.parts.hashed));
  }

  close(): Promise<void> {
    return this.queue(this.parts.close);
  }

  private queue<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.reading.then(task);
    this.reading = result.catch(() => undefined);
    return result;
  }

  private async fill(first: number, into: Float32Array): Promise<void> {
    const { inputs, arrangement, normalisation, firstRow } = this.parts;
    const size = rowLength(inputs.shape);
    const count = into.length / size;
    if (!Number.isInteger(count) || first < 0 || first + count > this.labels.length) {
      throw new RangeError(
        `cannot read ${count} samples from sample ${first} on: there are ${this.labels.length}`,
      );
    }
    const { element, stride } = inputs;
    const { ofBytes, isIdentity } = normalisation;
    const mayNotBeFinite = ofBytes ? findNotFinite(ofBytes) >= 0 : element.kind === 'f' || !isIdentity;
    const rows = Math.max(1, Math.floor(pieceBytes / stride));
    for (let done = 0; done < count; done += rows) {
      const now = Math.min(rows, count - done);
      const bytes = await readRows(
        inputs,
        firstRow + first + done,
        now,
        this.scratchFor(rowsBytes(inputs, now)),
      );
      const numbers = decodeNumbers(bytes, element);
      convertSamples(numbers, stride / element.size, now, arrangement, normalisation, into, done * size);
    }
    if (mayNotBeFinite) this.checkFinite(first, into, size);
  }

  private async shown(sample: number): Promise<StoredSample> {
    const { inputs, arrangement, normalisation } = this.parts;
    const { numbers, label } = await this.storedRow(sample);
    const { element, shape } = inputs;
    const form = { image: arrangement.image, element, scale: normalisation.scale };
    return showSample({ sample, label }, numbers, rowLength(shape), form);
  }

  private async storedPart(samples: readonly number[]): Promise<StoredPart> {
    const array = this.parts.inputs;
    const size = rowLength(array.shape);
    const values = new Float64Array(samples.length * size);
    const labels = new Int32Array(samples.length);
    for (const [place, sample] of samples.entries()) {
      const { numbers, label } = await this.storedRow(sample);
      values.set(numbers.subarray(0, size), place * size);
      labels[place] = label;
    }
    return { array, values, labels, targets: targetsOf(this.targets, samples) };
  }

  /** One sample as it is stored; its values hold until the next is read, and there may be more behind them. */
  private async storedRow(sample: number): Promise<{ readonly numbers: Numbers; readonly label: number }> {
    const { inputs, firstRow } = this.parts;
    const label = this.labels.at(sample);
    if (sample < 0 || label === undefined) {
      throw new RangeError(`cannot show sample ${sample}: there are ${this.labels.length}`);
    }
    const bytes = await readRows(inputs, firstRow + sample, 1, this.scratchFor(rowsBytes(inputs, 1)));
    return { numbers: decodeNumbers(bytes, inputs.element), label };
  }

  private checkFinite(first: number, into: Float32Array, size: number): void {
    const at = findNotFinite(into);
    if (at < 0) return;
    const row = this.parts.firstRow + first + Math.floor(at / size);
    const { name } = this.parts.inputs;
    throw new InputError(
      this.parts.normalisation.isIdentity
        ? l10n.t(
            '{0}: sample {1} (counted from 0) holds the value {2}; remove that sample, or replace the value by a finite number.',
            name,
            row,
            into[at],
          )
        : l10n.t(
            '{0}: sample {1} (counted from 0) holds the value {2}; remove that sample, or replace the value by a finite number, or correct `scale`, `mean` and `std`.',
            name,
            row,
            into[at],
          ),
    );
  }

  private scratchFor(bytes: number): Uint8Array {
    if (this.scratch.length < bytes) this.scratch = new Uint8Array(bytes);
    return this.scratch;
  }
}

function targetsOf(targets: Targets | null, samples: readonly number[]): Targets | null {
  if (targets === null) return null;
  const { width, values } = targets;
  const rows = samples.flatMap((sample) => [...values.subarray(sample * width, (sample + 1) * width)]);
  return { width, values: Float32Array.from(rows) };
}
