import type { LayerContext } from './layerContext.js';
import { rearranged } from './rearranged.js';
import type { StoredWeight } from './weights.js';

/** ONNX's operators that run a cell over the steps of a sequence. */
export type RecurrentOperator = 'LSTM' | 'GRU' | 'RNN';

/** A cell's weights as ONNX's operator takes them, for one direction. */
export interface CellWeights {
  /** Features of a step that it takes. */
  readonly features: number;
  /** [gates * units, features]. */
  kernel(): Float32Array;
  /** [gates * units, units]. */
  recurrence(): Float32Array;
  /** [2 * gates * units]: of the kernel, then of the recurrence; null for a cell without. */
  readonly bias: (() => Float32Array) | null;
}

/** For each of ONNX's gates, which of Keras's it is: i o f c of i f c o; z r h alike. */
export const gateOrders: Readonly<Record<RecurrentOperator, readonly number[]>> = {
  LSTM: [0, 3, 1, 2],
  GRU: [0, 1, 2],
  RNN: [0],
};

/**
 * Reads a cell's weights: [features, gates * units], [units, gates * units], and a bias, of which a GRU that resets
 * after the product has two rows.
 */
export function cellWeights(
  at: LayerContext,
  opType: RecurrentOperator,
  units: number,
  features: number | null,
): CellWeights {
  const order = gateOrders[opType];
  const width = order.length * units;
  const hasBias = at.settings.flag('use_bias', true);
  const apart = gatesApart(at, opType, hasBias);
  const fromCudnn = at.layer.kind.startsWith('CuDNN');
  const biasSize = fromCudnn ? [2 * width] : biasShape(at, opType, width);
  const { kernel, recurrent_kernel, bias } =
    apart ??
    at.weights({
      kernel: [features, width],
      recurrent_kernel: [units, width],
      bias: hasBias ? biasSize : null,
    });
  const [given = 1] = kernel.dims;
  const byGate = (values: Float32Array, rows: number) => gatesInOrder(values, rows, units, order);
  return {
    features: given,
    kernel: () => byGate(fromCudnn ? turnedGates(kernel, units, 'kernel') : kernel.values(), given),
    recurrence: () =>
      byGate(
        fromCudnn ? turnedGates(recurrent_kernel, units, 'recurrence') : recurrent_kernel.values(),
        units,
      ),
    bias: bias && (() => biasInOrder(bias.values(), width, (values) => byGate(values, 1))),
  };
}

function biasShape(at: LayerContext, opType: RecurrentOperator, width: number): readonly number[] {
  return opType === 'GRU' && resetsAfter(at) ? [2, width] : [width];
}

/**
 * Whether a GRU resets the product of the state, not the state. Where the description is silent, it comes from before
 * that was a choice, unless the bias has two rows.
 */
export function resetsAfter(at: LayerContext): boolean {
  if (at.layer.kind === 'CuDNNGRU') return true;
  if (at.settings.get('reset_after') !== undefined) return at.settings.flag('reset_after', false);
  return at.settings.flag('use_bias', true) && at.stored().at(-1)?.dims.length === 2;
}

/** [rows, gates * units] as [gates * units, rows], its gates in another order. */
function gatesInOrder(
  values: Float32Array,
  rows: number,
  units: number,
  order: readonly number[],
): Float32Array {
  const turned = rearranged(values, [rows, order.length * units], [1, 0]);
  const result = new Float32Array(turned.length);
  const length = units * rows;
  order.forEach((from, to) => result.set(turned.subarray(from * length, (from + 1) * length), to * length));
  return result;
}

/** One bias or two, as two: a cell with one adds it to the kernel's product. */
function biasInOrder(
  values: Float32Array,
  width: number,
  inOrder: (values: Float32Array) => Float32Array,
): Float32Array {
  const both = new Float32Array(2 * width);
  both.set(inOrder(values.subarray(0, width)));
  if (values.length > width) both.set(inOrder(values.subarray(width)), width);
  return both;
}

/**
 * Of the cells for cuDNN, Keras keeps each gate's part as cuDNN lays it out: the kernel's as [units, features] numbers
 * in a row under the shape [features, units], the recurrence's transposed (`preprocess_weights_for_loading` of Keras 2).
 */
function turnedGates(weight: StoredWeight, units: number, role: 'kernel' | 'recurrence'): Float32Array {
  const [rows, width] = weight.dims;
  const values = weight.values();
  const result = new Float32Array(values.length);
  for (let first = 0; first < width; first += units) {
    for (let row = 0; row < rows; row++) {
      for (let unit = 0; unit < units; unit++) {
        // Where this number stands among the gate's own, row by row.
        const place = role === 'kernel' ? unit * rows + row : unit * units + row;
        const from = Math.floor(place / units) * width + first + (place % units);
        result[row * width + first + unit] = values[from];
      }
    }
  }
  return result;
}

/** For each gate of today's order, where Keras 1 lists it among the gates' weights: i c f o of an LSTM. */
const gatesOfKeras1: Readonly<Record<RecurrentOperator, readonly number[]>> = {
  LSTM: [0, 2, 1, 3],
  GRU: [0, 1, 2],
  RNN: [0],
};

/** Keras 1 keeps a kernel, a recurrence and a bias for each gate; joined here as later versions have them. */
function gatesApart(at: LayerContext, opType: RecurrentOperator, hasBias: boolean) {
  const stored = at.stored();
  const order = gatesOfKeras1[opType];
  if (order.length === 1 || stored.length !== 3 * order.length || !hasBias) return null;
  const join = (role: number) => joinedColumns(order.map((gate) => stored[3 * gate + role]));
  return { kernel: join(0), recurrent_kernel: join(1), bias: join(2) };
}

/** Matrices side by side. */
function joinedColumns(parts: readonly StoredWeight[]): StoredWeight {
  const [{ name, dims }] = parts;
  const columns = dims.at(-1) ?? 1;
  const width = parts.reduce((sum, part) => sum + (part.dims.at(-1) ?? 1), 0);
  return {
    name,
    dims: [...dims.slice(0, -1), width],
    values() {
      const rows = dims.length > 1 ? dims[0] : 1;
      const result = new Float32Array(rows * width);
      parts.forEach((part, i) => {
        const values = part.values();
        for (let row = 0; row < rows; row++) {
          result.set(values.subarray(row * columns, (row + 1) * columns), row * width + i * columns);
        }
      });
      return result;
    },
  };
}
