import { activationOf } from './activations.js';
import { axesOf, constantValue } from './constants.js';
import { biasOf, denseOperator, normOf, type DenseOperator, type Norm } from './denseOperators.js';
import type { Graph } from './graph.js';
import type { NodeProto } from './onnx_pb.js';

/** A dense operator, with the bias and batch norm behind it folded in. */
export interface DenseStep {
  /** [outputs x inputs], row by row. */
  readonly weights: Float32Array;
  /** Zeros where there is none. */
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  /** Tensor of this step's sums, bias included. */
  readonly sums: string;
  /** ONNX's name of the operator that is applied to the sums element by element; null where there is none. */
  readonly activation: string | null;
  /** Tensor of the values after the activation; `sums` where there is none. */
  readonly output: string;
}

/** Dense operators, one behind the other, between a layer's units and the answers. */
export interface DenseChain {
  /**
   * How units become the first step's inputs: unit u at position p is input u * positions + p (`flat`), or
   * unit u's mean over its positions is input u (`mean`).
   */
  readonly entry: 'flat' | 'mean';
  /** Positions of a unit: 1 for a neuron. */
  readonly positions: number;
  /** At least one; the last one's sums are the answers. */
  readonly steps: readonly DenseStep[];
}

/** Where a layer's units stand in their tensor, [samples x units x positions ...]. */
export interface ChainUnits {
  readonly tensor: string;
  readonly unitCount: number;
  /** Positions before the unit axis, and behind it. */
  readonly outer: number;
  readonly inner: number;
  readonly dimsAfter: number;
  /** Dimensions of the tensor but the samples'. */
  readonly dimsBehind: readonly number[];
  readonly rowsPerSample: number;
}

/**
 * The dense operators between a layer's units and the answers, where there is nothing else on the way but
 * Flatten and its like, a mean over all positions, Dropout, Identity and batch norm.
 *
 * Null where another operator reads a tensor on the way; for units that don't stand in the first axis behind
 * the samples; for weights that aren't constants of type float32; for other forms of Gemm than x W + b; and
 * where an activation takes more than one operator. Layers with activations count as they are: the units are
 * taken behind theirs.
 * @param scores the tensor that answers are read from.
 */
export function denseChain(graph: Graph, units: ChainUnits, scores: string): DenseChain | null {
  const { unitCount, inner } = units;
  if (units.outer !== 1 || units.rowsPerSample !== 1) return null;
  const entered = enter(graph, units, scores);
  if (!entered) return null;
  const steps: DenseStep[] = [];
  let { tensor, norms } = entered;
  let width = entered.mean ? unitCount : unitCount * inner;
  for (;;) {
    const node = readerOf(graph, tensor);
    const operator = node && denseOperator(graph, node, tensor);
    if (operator?.inputs !== width) return null;
    const step = stepOf(graph, operator, norms, scores);
    if (!step) return null;
    steps.push(step);
    if (step.activation === null) return { entry: entered.mean ? 'mean' : 'flat', positions: inner, steps };
    width = step.outputs;
    const passed = passOn(graph, step.output, width, scores);
    if (passed.tensor === scores) return null;
    ({ tensor, norms } = passed);
  }
}

interface Passed {
  readonly tensor: string;
  /** What is applied to each value on the way. */
  readonly norms: readonly Norm[];
}

/** Operators that leave values and their order as they are. Which rows they make, the next weights' width tells. */
const reshaping = new Set(['Flatten', 'Reshape', 'Squeeze', 'Unsqueeze']);

/** Follows units to what their first dense operator reads. */
function enter(graph: Graph, units: ChainUnits, scores: string): (Passed & { mean: boolean }) | null {
  const { unitCount, inner } = units;
  const maps = passOn(graph, units.tensor, unitCount, scores, units.dimsAfter > 0);
  const node = readerOf(graph, maps.tensor);
  if (node && isMeanOfPositions(graph, node, units)) {
    const rows = passOn(graph, node.output[0] ?? '', unitCount, scores);
    return { ...rows, norms: [...maps.norms, ...rows.norms], mean: true };
  }
  const rows = passOn(graph, maps.tensor, unitCount * inner, scores);
  const spread = maps.norms.map(({ scale, shift }): Norm => {
    const over = (values: Float64Array) =>
      Float64Array.from({ length: unitCount * inner }, (_, i) => values[Math.floor(i / inner)]);
    return { scale: over(scale), shift: over(shift) };
  });
  return { ...rows, norms: [...spread, ...rows.norms], mean: false };
}

/**
 * Follows a tensor while its values stay what they are but for batch norm.
 * @param width values that batch norm tells apart.
 * @param asMaps stops where the layout changes.
 */
function passOn(graph: Graph, from: string, width: number, scores: string, asMaps = false): Passed {
  const norms: Norm[] = [];
  let tensor = from;
  for (;;) {
    const node = tensor === scores ? null : readerOf(graph, tensor);
    if (node?.input[0] !== tensor) return { tensor, norms };
    const norm = normOf(graph, node, width);
    if (norm) norms.push(norm);
    else if (!isPassing(graph, node) && (asMaps || !reshaping.has(node.opType))) return { tensor, norms };
    tensor = node.output[0] ?? '';
  }
}

/** The one operator that reads a tensor's values; null where there are several. */
function readerOf(graph: Graph, tensor: string): NodeProto | null {
  const readers = graph.consumers(tensor).filter(({ opType }) => opType !== 'Shape');
  const [only] = readers;
  const once = only?.input.filter((input) => input === tensor).length === 1;
  return readers.length === 1 && only && once ? only : null;
}

/** Whether an operator hands values on as they are: a Dropout does unless it trains. */
function isPassing(graph: Graph, node: NodeProto): boolean {
  if (node.opType === 'Identity') return true;
  if (node.opType !== 'Dropout') return false;
  const training = node.input[2] ?? '';
  const mask = node.output[1] ?? '';
  const trains = training !== '' && constantValue(graph, training)?.values[0] !== 0;
  return !trains && (mask === '' || graph.consumers(mask).length === 0);
}

function isMeanOfPositions(graph: Graph, node: NodeProto, { dimsAfter, dimsBehind }: ChainUnits): boolean {
  if (dimsAfter === 0 || dimsBehind.length !== 1 + dimsAfter) return false;
  if (node.opType === 'GlobalAveragePool') return true;
  if (node.opType !== 'ReduceMean') return false;
  const found = axesOf(graph, node)?.map((axis) => (axis < 0 ? axis + 2 + dimsAfter : axis)) ?? [];
  return found.length === dimsAfter && dimsBehind.slice(1).every((_, i) => found.includes(i + 2));
}

/** A dense operator with what follows it up to its activation, or to the answers. */
function stepOf(
  graph: Graph,
  operator: DenseOperator,
  before: readonly Norm[],
  scores: string,
): DenseStep | null {
  const { inputs, outputs } = operator;
  let sums = operator.output;
  const after: Norm[] = [];
  for (;;) {
    const passed = passOn(graph, sums, outputs, scores);
    after.push(...passed.norms);
    sums = passed.tensor;
    if (sums === scores) break;
    const node = readerOf(graph, sums);
    const constant = node?.opType === 'Add' ? node.input.find((input) => input !== sums) : undefined;
    const bias = constant === undefined ? null : biasOf(graph, constant, outputs);
    if (!node || !bias) break;
    after.push({ scale: new Float64Array(outputs).fill(1), shift: Float64Array.from(bias) });
    sums = node.output[0] ?? '';
  }
  const activation = sums === scores ? null : operatorOf(graph, sums);
  if (sums !== scores && !activation) return null;
  let folded: Folded | null = null;
  const values = () => (folded ??= fold(operator, before, after));
  return {
    inputs,
    outputs,
    sums,
    activation: activation?.opType ?? null,
    output: activation?.output[0] ?? sums,
    get weights() {
      return values().weights;
    },
    get bias() {
      return values().bias;
    },
  };
}

/** The one operator that an activation consists of, if it treats all units alike. */
function operatorOf(graph: Graph, sums: string): NodeProto | null {
  const found = activationOf(graph, sums);
  const node = found ? graph.producer(found.output) : undefined;
  if (node?.opType !== found?.name || node?.input[0] !== sums) return null;
  const constants = node.input.slice(1).filter((name) => name !== '');
  return constants.every((name) => constantValue(graph, name)?.values.length === 1) ? node : null;
}

interface Folded {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** One step's weights and bias with what stands before and behind the operator folded in, in float64. */
function fold(operator: DenseOperator, before: readonly Norm[], after: readonly Norm[]): Folded {
  const { inputs, outputs } = operator;
  const weights = operator.weights();
  if (before.length === 0 && after.every(({ scale }) => scale.every((factor) => factor === 1))) {
    const sum = (row: number) => after.reduce((all, { shift }) => all + shift[row], operator.bias[row]);
    return { weights, bias: Float32Array.from(operator.bias, (_, row) => sum(row)) };
  }
  const scale = new Float64Array(inputs).fill(1);
  const shift = new Float64Array(inputs);
  for (const norm of before) {
    for (let i = 0; i < inputs; i++) {
      scale[i] *= norm.scale[i];
      shift[i] = shift[i] * norm.scale[i] + norm.shift[i];
    }
  }
  const bias = Float64Array.from(operator.bias);
  for (let row = 0; row < outputs; row++) {
    const factor = after.reduce((product, norm) => product * norm.scale[row], 1);
    for (let i = 0; i < inputs; i++) {
      const at = row * inputs + i;
      bias[row] += weights[at] * shift[i];
      weights[at] = weights[at] * scale[i] * factor;
    }
    for (const norm of after) bias[row] = bias[row] * norm.scale[row] + norm.shift[row];
  }
  return { weights, bias: Float32Array.from(bias) };
}
