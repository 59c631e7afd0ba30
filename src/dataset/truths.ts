import { InputError } from '../inputError.js';
import { decodeNumbers, isText } from './elements.js';
import { readLabels, type Classes } from './labels.js';
import { readRows, rowLength, rowsBytes, shapeText, type StoredArray } from './storedArray.js';
import type { Targets, Task } from './task.js';

/** What the answers to samples are compared with. */
export interface Truths {
  readonly task: Task;
  /** One class index a sample; zeros where samples have no class. */
  readonly labels: Int32Array;
  /** Where samples have no single class. */
  readonly targets: Targets | null;
}

const pieceBytes = 2 ** 20;
/** What rows of class probabilities may sum to beside one another, as float32 rounds. */
const rounding = 1e-3;

/**
 * Reads what answers are compared with, for samples from `first` on, and tells the task by their shape and values where
 * none is named: a single output and labels of 0 and 1 are `binary`, other floats `regression`, where whole numbers
 * might be classes and are refused; as many 0s and 1s a
 * sample as outputs are `multi-label`, unless each row is one-hot; rows of other numbers are `regression`, unless they are
 * positive and have the same sum, as probabilities of classes do.
 * @param outputs values that the network gives a sample.
 * @param named the task that the descriptor names; null where it names none.
 * @throws InputError where they don't fit the task or the network.
 */
export async function readTruths(
  array: StoredArray,
  first: number,
  count: number,
  classes: Classes,
  outputs: number,
  named: Task | null,
): Promise<Truths> {
  checkOutputs(named, outputs);
  const width = rowLength(array.shape);
  const isTable = width === outputs && !isText(array.element);
  if (isTable && (named === null || named === 'multi-label' || named === 'regression')) {
    const kind = await kindOf(array, first, count);
    if (named === null && outputs === 1 && !kind.isBinary && array.element.kind !== 'f') {
      throw new InputError(
        `The network gives a single value a sample, but ${array.name} holds other whole numbers than 0 and 1, which may be classes; choose the network that belongs to them, or write "task": "regression" in a descriptor if they are what it predicts.`,
      );
    }
    const task = named ?? taskOf(kind, outputs);
    if (task === 'multi-label' && !kind.isBinary) {
      throw new InputError(
        `${array.name} holds other numbers than 0 and 1, but for the task multi-label each says whether a label holds; correct the labels or the descriptor's \`task\`.`,
      );
    }
    if (task === 'multi-label' || task === 'regression') {
      const targets = { width, values: await readNumbers(array, first, count) };
      return { task, labels: new Int32Array(count), targets };
    }
  } else if (named === 'multi-label' || named === 'regression') {
    const wanted = outputs === 1 ? 'one number' : `${outputs} numbers`;
    throw new InputError(
      `${array.name} has the shape ${shapeText(array.shape)}, but for the task ${named} the network needs ${wanted} a sample; name the array that holds them under \`labels\`.`,
    );
  }
  const labels = await readLabels(array, first, count, classes);
  return { task: outputs === 1 ? 'binary' : 'classification', labels, targets: null };
}

function checkOutputs(named: Task | null, outputs: number): void {
  if (named === 'binary' && outputs !== 1) {
    throw new InputError(
      `The descriptor's \`task\` is binary, for a network of one output, but this one gives ${outputs} values a sample; take classification.`,
    );
  }
  if (named === 'classification' && outputs === 1) {
    throw new InputError(
      "The descriptor's `task` is classification, but the network gives a single value a sample; take binary or regression.",
    );
  }
}

/** What the rows of a table of numbers look like. */
interface TableKind {
  /** Only 0 and 1. */
  readonly isBinary: boolean;
  /** No negative numbers, and the same sum in each row. */
  readonly areShares: boolean;
  /** That sum. */
  readonly sum: number;
}

function taskOf({ isBinary, areShares, sum }: TableKind, outputs: number): Task {
  if (outputs === 1) return isBinary ? 'binary' : 'regression';
  if (isBinary) return areShares && sum === 1 ? 'classification' : 'multi-label';
  return areShares ? 'classification' : 'regression';
}

async function kindOf(array: StoredArray, first: number, count: number): Promise<TableKind> {
  let [isBinary, areShares] = [true, true];
  let shared: number | null = null;
  for await (const row of rowsOf(array, first, count)) {
    let sum = 0;
    for (const value of row) {
      sum += value;
      if (value !== 0 && value !== 1) isBinary = false;
      if (!(value >= 0)) areShares = false;
    }
    shared ??= sum;
    if (Math.abs(sum - shared) > rounding * (1 + Math.abs(shared))) areShares = false;
  }
  return { isBinary, areShares, sum: shared ?? 0 };
}

async function readNumbers(array: StoredArray, first: number, count: number): Promise<Float32Array> {
  const width = rowLength(array.shape);
  const values = new Float32Array(count * width);
  let at = 0;
  for await (const row of rowsOf(array, first, count)) {
    for (const value of row) {
      if (!Number.isFinite(value)) {
        throw new InputError(
          `${array.name}: the target of sample ${first + at / width} (counted from 0) holds the value ${value}; remove that sample, or replace the value by a finite number.`,
        );
      }
      values[at++] = value;
    }
  }
  return values;
}

/** The rows of an array as numbers, each valid until the next is asked for. */
async function* rowsOf(array: StoredArray, first: number, count: number): AsyncGenerator<Iterable<number>> {
  const width = rowLength(array.shape);
  const step = array.stride / array.element.size;
  const rows = Math.min(count, Math.max(1, Math.floor(pieceBytes / array.stride)));
  const scratch = new Uint8Array(rowsBytes(array, rows));
  for (let done = 0; done < count; done += rows) {
    const now = Math.min(rows, count - done);
    const numbers = decodeNumbers(await readRows(array, first + done, now, scratch), array.element);
    for (let row = 0; row < now; row++) yield numbers.subarray(row * step, row * step + width);
  }
}
