import { intOf, valueOf } from './attributes.js';
import { conv, convTranspose } from './convolution.js';
import { activationOf, batchNormalization, clip, each, pairwise } from './elementwise.js';
import type { NetworkNode } from './network.js';
import { averagePool, globalAveragePool, maxPool } from './pooling.js';
import { gemm, matMul } from './products.js';
import { concat, flatten, reshape, softmax, transpose } from './shaping.js';
import type { Tensor } from './tensor.js';

/**
 * The first output of a node, in float64, by the operator's definition in the ONNX specification.
 * @param inputs `null` where an optional input is left out
 */
export function evaluateNode(node: NetworkNode, inputs: readonly (Tensor | null)[], opset: number): Tensor {
  const activation = activationOf(node);
  if (activation !== null) return each(needed(node, inputs, 0), activation);
  const input = (index: number): Tensor => needed(node, inputs, index);
  switch (node.operator) {
    case 'Conv':
      return conv(node, input(0), input(1), inputs[2] ?? null);
    case 'ConvTranspose':
      return convTranspose(node, input(0), input(1), inputs[2] ?? null);
    case 'Gemm':
      return gemm(node, input(0), input(1), inputs[2] ?? null);
    case 'MatMul':
      return matMul(input(0), input(1));
    case 'Add':
      return pairwise(input(0), input(1), (a, b) => a + b);
    case 'Sub':
      return pairwise(input(0), input(1), (a, b) => a - b);
    case 'Mul':
      return pairwise(input(0), input(1), (a, b) => a * b);
    case 'Div':
      return pairwise(input(0), input(1), (a, b) => a / b);
    case 'PRelu':
      return pairwise(input(0), input(1), (x, slope) => (x < 0 ? slope * x : x));
    case 'Clip':
      return clip(node, inputs);
    case 'BatchNormalization':
      return batchNormalization(node, input(0), [input(1), input(2), input(3), input(4)]);
    case 'MaxPool':
      return maxPool(node, input(0));
    case 'AveragePool':
      return averagePool(node, input(0));
    case 'GlobalAveragePool':
      return globalAveragePool(input(0));
    case 'Flatten':
      return flatten(node, input(0));
    case 'Reshape':
      return reshape(input(0), input(1));
    case 'Transpose':
      return transpose(node, input(0));
    case 'Concat':
      return concat(
        node,
        inputs.map((_, index) => input(index)),
      );
    case 'Softmax':
      return softmax(node, input(0), opset, false);
    case 'LogSoftmax':
      return softmax(node, input(0), opset, true);
    case 'Cast':
      return each(input(0), castTo(intOf(node, 'to', 1)));
    case 'Constant':
      return valueOf(node);
    case 'Identity':
    case 'Dropout':
      return input(0);
    default:
      throw new Error(`the twin has no ${node.operator}`);
  }
}

function needed(node: NetworkNode, inputs: readonly (Tensor | null)[], index: number): Tensor {
  const found = inputs[index];
  if (!found) throw new Error(`${node.operator} lacks its input ${index}`);
  return found;
}

/** Rounds to the element type of that code: 1 is single, 11 double precision, 6 and 7 are integers. */
function castTo(code: number): (value: number) => number {
  if (code === 1) return Math.fround;
  return code === 11 ? (value) => value : Math.trunc;
}
