import { constantValue } from './constants.js';
import { float, type Graph } from './graph.js';
import type { NodeProto } from './onnx_pb.js';

/** An activation function found in the graph: one operator, or several that together make one function. */
export interface Activation {
  /** ONNX's name of the function: `Relu`, `Gelu`, `Swish`. */
  readonly name: string;
  /** The tensor of its values. */
  readonly output: string;
}

/** Operators that work element by element and are no activation by themselves when one side is constant. */
const affine = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Neg', 'Identity', 'Cast', 'Dropout'],
  // Rounding to the steps of a quantised network, and back.
  ...['QuantizeLinear', 'DequantizeLinear'],
]);

const nonlinear = new Set([
  ...['Relu', 'LeakyRelu', 'PRelu', 'Clip', 'Elu', 'Selu', 'Celu', 'Gelu', 'Sigmoid', 'HardSigmoid'],
  ...['HardSwish', 'Swish', 'Mish', 'Tanh', 'Softplus', 'Softsign', 'ThresholdedRelu', 'Shrink', 'Erf'],
  ...['Exp', 'Log', 'Pow', 'Sqrt', 'Reciprocal', 'Abs', 'Max', 'Min', 'Sin', 'Cos'],
  ...['FastGelu', 'QuickGelu'],
]);

/** Whether an operator works on its inputs element by element. */
export function isElementwise({ opType }: NodeProto): boolean {
  return affine.has(opType) || nonlinear.has(opType);
}

/** More operators than any decomposed activation function in use has. */
const mostOperators = 16;

/**
 * The activation function applied to a tensor: element-wise operators, at least one of them non-linear,
 * through which everything that reads the tensor comes together again. So `Relu`, and also
 * x * Sigmoid(x) or Gelu written out with Erf, whatever the exporter's spelling. Null where the tensor is
 * read by anything else as well.
 */
export function activationOf(graph: Graph, tensor: string): Activation | null {
  const inside = new Set([tensor]);
  const taken = new Set<NodeProto>();
  for (;;) {
    const node = nextNode(graph, inside, taken);
    if (node === null || taken.size === mostOperators) return null;
    taken.add(node);
    inside.add(node.output[0] ?? '');
    const open = [...inside].filter((name) => isOpen(graph, name, taken));
    const [only] = open;
    if (open.length === 1 && only !== undefined && [...taken].some((one) => nonlinear.has(one.opType))) {
      const name = nameOf(graph, [...taken]);
      return { name, output: taken.size > 1 ? pastScale(graph, name, only) : only };
    }
  }
}

/** The next element-wise operator, all of whose inputs are at hand; null where a reader is of another kind. */
function nextNode(
  graph: Graph,
  inside: ReadonlySet<string>,
  taken: ReadonlySet<NodeProto>,
): NodeProto | null {
  for (const name of inside) {
    for (const node of graph.consumers(name)) {
      if (taken.has(node)) continue;
      if (!affine.has(node.opType) && !nonlinear.has(node.opType)) return null;
      if (graph.dataInputs(node).every((input) => inside.has(input))) return node;
    }
  }
  return null;
}

function isOpen(graph: Graph, tensor: string, taken: ReadonlySet<NodeProto>): boolean {
  const consumers = graph.consumers(tensor);
  return graph.isOutput(tensor) || consumers.length === 0 || consumers.some((node) => !taken.has(node));
}

function nameOf(graph: Graph, nodes: readonly NodeProto[]): string {
  const names = [...new Set(nodes.map(({ opType }) => opType).filter((op) => nonlinear.has(op)))];
  const multiplies = nodes.some((node) => node.opType === 'Mul' && graph.dataInputs(node).length === 2);
  const [first] = names;
  // x sigmoid(alpha x): a Gelu by its usual factor, and Swish by 1.
  const isSwish = nodes.some((node) => node.opType === 'QuickGelu' && float(node, 'alpha', 1.702) === 1);
  if (isSwish && names.length === 1) return 'Swish';
  if (first === 'FastGelu' || first === 'QuickGelu' || names.includes('Erf')) return 'Gelu';
  if (names.includes('Tanh') && names.includes('Softplus')) return 'Mish';
  if (names.includes('Tanh') && multiplies && nodes.length > 2) return 'Gelu';
  if (names.length === 1 && multiplies) {
    if (first === 'Sigmoid') return 'Swish';
    if (first === 'HardSigmoid' || first === 'Clip') return 'HardSwish';
  }
  return names.join('+');
}

/**
 * Gelu and HardSwish are often written with their constant factor last: x * (1 + erf(x / sqrt 2)) * 0.5.
 * That factor is part of the function.
 */
function pastScale(graph: Graph, name: string, tensor: string): string {
  const [node, ...others] = graph.consumers(tensor);
  if ((name !== 'Gelu' && name !== 'HardSwish') || !node || others.length > 0 || graph.isOutput(tensor))
    return tensor;
  if (node.opType !== 'Mul' && node.opType !== 'Div') return tensor;
  const constant = node.input.find((input) => input !== tensor) ?? '';
  const value = graph.isConstant(constant) ? constantValue(graph, constant) : null;
  return value?.values.length === 1 ? (node.output[0] ?? tensor) : tensor;
}

/** Whether an operator only shifts and scales its one data input by constants. */
export function isAffine(graph: Graph, node: NodeProto): boolean {
  if (node.opType === 'BatchNormalization') return true;
  if (!affine.has(node.opType)) return false;
  if (node.opType === 'Div' && graph.isConstant(node.input[0] ?? '')) return false;
  return graph.dataInputs(node).length === 1;
}

/**
 * The factor by which an affine operator multiplies each unit, by which batch norm is folded into incoming
 * weights; one entry a unit, null where it can't be read.
 */
export function scaleOf(graph: Graph, node: NodeProto, units: number): Float64Array | null {
  const ones = new Float64Array(units).fill(1);
  switch (node.opType) {
    case 'BatchNormalization': {
      const gamma = constantValue(graph, node.input[1] ?? '')?.values;
      const variance = constantValue(graph, node.input[4] ?? '')?.values;
      if (gamma?.length !== units || variance?.length !== units) return null;
      const epsilon = float(node, 'epsilon', 1e-5);
      return ones.map((_, i) => gamma[i] / Math.sqrt(variance[i] + epsilon));
    }
    case 'Mul':
    case 'Div': {
      const constant = node.input.find((input) => graph.isConstant(input)) ?? '';
      const factors = constantValue(graph, constant)?.values;
      if (!factors || (factors.length !== 1 && factors.length !== units)) return null;
      if (node.opType === 'Div' && constant === node.input[0]) return null;
      const factor = (i: number) => factors[factors.length === 1 ? 0 : i];
      return ones.map((_, i) => (node.opType === 'Mul' ? factor(i) : 1 / factor(i)));
    }
    default:
      return ones;
  }
}
