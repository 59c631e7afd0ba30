import { constantDims, constantValue } from './constants.js';
import { attribute, float, integer, type Graph } from './graph.js';
import { TensorProto_DataType as DataType, type NodeProto } from './onnx_pb.js';

/** An operator that multiplies rows of values by constant weights. */
export interface DenseOperator {
  readonly inputs: number;
  readonly outputs: number;
  /** A copy of the weights, [outputs x inputs], row by row. */
  readonly weights: () => Float32Array;
  /** Zeros where there is none. */
  readonly bias: Float32Array;
  readonly output: string;
}

/** The operator as x W + b in float32, where `tensor` is its x; null where it is another one. */
export function denseOperator(graph: Graph, node: NodeProto, tensor: string): DenseOperator | null {
  const [data, name = '', biasName = ''] = node.input;
  if (data !== tensor || !isFloat32(graph, name)) return null;
  const isGemm = node.opType === 'Gemm';
  if (!isGemm && node.opType !== 'MatMul') return null;
  const plain = !['alpha', 'beta'].some((factor) => float(node, factor, 1) !== 1);
  if (isGemm && (!plain || integer(node, 'transA', 0) !== 0)) return null;
  const dims = constantDims(graph, name);
  if (dims?.length !== 2) return null;
  const turned = isGemm && integer(node, 'transB', 0) === 1;
  const [outputs, inputs] = turned ? dims : [dims[1], dims[0]];
  const bias = biasName === '' ? new Float32Array(outputs) : biasOf(graph, biasName, outputs);
  if (!bias) return null;
  const weights = () => {
    const values = Float32Array.from(constantValue(graph, name)?.values ?? []);
    return turned ? values : transposed(values, inputs, outputs);
  };
  return { inputs, outputs, weights, bias, output: node.output[0] ?? '' };
}

/** Values are multiplied by one factor and shifted by one number each. */
export interface Norm {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/** A batch norm that has learned, over so many values; null for any other operator. */
export function normOf(graph: Graph, node: NodeProto, width: number): Norm | null {
  if (node.opType !== 'BatchNormalization' || integer(node, 'training_mode', 0) !== 0) return null;
  const [gamma, beta, mean, variance] = node.input
    .slice(1)
    .map((name) => constantValue(graph, name)?.values ?? new Float64Array());
  if ([gamma, beta, mean, variance].some((values) => values?.length !== width)) return null;
  const epsilon = float(node, 'epsilon', 1e-5);
  const scale = Float64Array.from(gamma, (factor, i) => factor / Math.sqrt(variance[i] + epsilon));
  return { scale, shift: scale.map((factor, i) => beta[i] - mean[i] * factor) };
}

/** Whether a constant is of type float32, as far as its operators tell. */
function isFloat32(graph: Graph, name: string): boolean {
  const initializer = graph.initializers.get(name);
  if (initializer) return initializer.dataType === DataType.FLOAT;
  const node = graph.producer(name);
  if (!node || !graph.isConstant(name)) return false;
  if (node.opType === 'Cast') return integer(node, 'to', 0) === DataType.FLOAT;
  if (node.opType === 'DequantizeLinear') return isFloat32(graph, node.input[1] ?? '');
  if (node.opType === 'Constant') return attribute(node, 'value')?.t?.dataType === DataType.FLOAT;
  return isFloat32(graph, node.input[0] ?? '');
}

/** One constant for each of so many sums; null where the tensor is none, or is laid out otherwise. */
export function biasOf(graph: Graph, name: string, outputs: number): Float32Array | null {
  const value = graph.isConstant(name) ? constantValue(graph, name) : null;
  if (value?.values.length === 1) return new Float32Array(outputs).fill(value.values[0]);
  return value?.values.length === outputs && value.dims.at(-1) === outputs
    ? Float32Array.from(value.values)
    : null;
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = values[row * columns + column];
    }
  }
  return result;
}
