import * as l10n from '@vscode/l10n';
import { InputError } from '../inputError.js';
import { decodeNumbers, decodeTexts, isText, type Numbers } from './elements.js';
import { readRows, rowLength, rowsBytes, shapeText, type StoredArray } from './storedArray.js';

const pieceBytes = 2 ** 20;

/** The classes that labels may name. */
export interface Classes {
  readonly count: number;
  /** In the order of their indexes; null where they have no names. */
  readonly names: readonly string[] | null;
}

/**
 * Reads the labels of `count` samples from sample `first` on, as class indexes from 0. Stored are class indexes,
 * one-hot rows (the largest entry counts, ties go to the lowest), or class names.
 * @throws InputError where they are no such labels, or one of them is no class.
 */
export async function readLabels(
  array: StoredArray,
  first: number,
  count: number,
  classes: Classes,
): Promise<Int32Array> {
  const width = rowLength(array.shape);
  checkKind(array, width, classes);
  const indexes = new Map(classes.names?.map((name, index) => [name, index]));
  const labels = new Int32Array(count);
  const rows = Math.min(count, Math.max(1, Math.floor(pieceBytes / array.stride)));
  const scratch = new Uint8Array(rowsBytes(array, rows));
  const step = array.stride / array.element.size;
  for (let done = 0; done < count; done += rows) {
    const now = Math.min(rows, count - done);
    const bytes = await readRows(array, first + done, now, scratch);
    if (isText(array.element)) {
      const texts = decodeTexts(bytes, array.element);
      for (let i = 0; i < now; i++)
        labels[done + i] = indexOfName(texts[i], indexes, array, first + done + i);
      continue;
    }
    const numbers = decodeNumbers(bytes, array.element);
    for (let i = 0; i < now; i++) {
      const sample = first + done + i;
      labels[done + i] =
        width > 1
          ? largest(numbers, i * step, width, array, sample)
          : classIndex(numbers[i * step], array, sample, classes.count);
    }
  }
  return labels;
}

function checkKind(array: StoredArray, width: number, classes: Classes): void {
  const { name, shape } = array;
  if (isText(array.element)) {
    if (classes.names === null) {
      throw new InputError(
        l10n.t('{0} holds labels that are text; list the class names under `classes` in a descriptor.', name),
      );
    }
    if (width === 1) return;
  }
  const isColumn = shape.slice(1).every((size) => size === 1);
  const isOneHot = shape.length === 2 && width === classes.count && !isText(array.element);
  if (!isColumn && !isOneHot) {
    throw new InputError(
      l10n.t(
        "{0} has the shape {1}, but labels are one class index a sample, or one-hot rows as wide as the model's output, {2}; name the array that holds the labels.",
        name,
        shapeText(shape),
        classes.count,
      ),
    );
  }
}

function classIndex(value: number, array: StoredArray, sample: number, count: number): number {
  if (value >= 0 && value < count && Number.isInteger(value)) return value;
  throw new InputError(
    Number.isInteger(value)
      ? l10n.t(
          '{0}: the label of sample {1} (counted from 0) is {2}, but the model tells {3} classes apart, counted from 0 to {4}; correct the labels, or choose the model that belongs to them.',
          array.name,
          sample,
          value,
          count,
          count - 1,
        )
      : l10n.t(
          '{0}: the label of sample {1} (counted from 0) is {2}, but a class index is a whole number; correct the labels, or choose the model that belongs to them.',
          array.name,
          sample,
          value,
        ),
  );
}

function largest(numbers: Numbers, from: number, width: number, array: StoredArray, sample: number): number {
  let best = 0;
  for (let i = 0; i < width; i++) {
    const value = numbers[from + i];
    if (Number.isNaN(value)) {
      throw new InputError(
        l10n.t(
          '{0}: the one-hot label of sample {1} (counted from 0) holds NaN; correct the labels.',
          array.name,
          sample,
        ),
      );
    }
    if (value > numbers[from + best]) best = i;
  }
  return best;
}

function indexOfName(
  name: string,
  indexes: ReadonlyMap<string, number>,
  array: StoredArray,
  sample: number,
): number {
  const index = indexes.get(name);
  if (index !== undefined) return index;
  throw new InputError(
    l10n.t(
      '{0}: the label of sample {1} (counted from 0) is "{2}", which is not among `classes` in the descriptor; add it there, or correct the label.',
      array.name,
      sample,
      name,
    ),
  );
}
