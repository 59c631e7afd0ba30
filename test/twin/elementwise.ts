import { floatOf, textOf } from './attributes.js';
import type { NetworkNode } from './network.js';
import { broadcastDims, broadcastIndexes, sizeOf, type Tensor } from './tensor.js';

/** Applies a function to pairs of values, shapes being broadcast by numpy's rule. */
export function pairwise(a: Tensor, b: Tensor, apply: (left: number, right: number) => number): Tensor {
  const dims = broadcastDims(a.dims, b.dims);
  const left = broadcastIndexes(a.dims, dims);
  const right = broadcastIndexes(b.dims, dims);
  const data = Float64Array.from({ length: sizeOf(dims) }, (_, i) =>
    apply(a.data[left[i]], b.data[right[i]]),
  );
  return { dims, data };
}

export function each(x: Tensor, apply: (value: number) => number): Tensor {
  return { dims: x.dims, data: x.data.map(apply) };
}

/** `Clip`: bounds are inputs from opset 11 on, attributes before. */
export function clip(node: NetworkNode, inputs: readonly (Tensor | null)[]): Tensor {
  const [x, low, high] = inputs;
  if (!x) throw new Error('Clip has no input');
  const min = low ? low.data[0] : floatOf(node, 'min', -Infinity);
  const max = high ? high.data[0] : floatOf(node, 'max', Infinity);
  return each(x, (value) => Math.min(Math.max(value, min), max));
}

/** `BatchNormalization` with the running mean and variance, which are its last two inputs. */
export function batchNormalization(node: NetworkNode, x: Tensor, perChannel: readonly Tensor[]): Tensor {
  const [scale, bias, mean, variance] = perChannel.map((values) => values.data);
  const epsilon = floatOf(node, 'epsilon', 1e-5);
  const size = sizeOf(x.dims.slice(2));
  const data = x.data.map((value, i) => {
    const c = Math.floor(i / size) % x.dims[1];
    return ((value - mean[c]) / Math.sqrt(variance[c] + epsilon)) * scale[c] + bias[c];
  });
  return { dims: x.dims, data };
}

/** The activation functions of one input, by ONNX's definitions; null for any other operator. */
export function activationOf(node: NetworkNode): ((x: number) => number) | null {
  const alpha = (otherwise: number): number => floatOf(node, 'alpha', otherwise);
  switch (node.operator) {
    case 'Relu':
      return (x) => Math.max(x, 0);
    case 'LeakyRelu':
      return (x) => (x < 0 ? alpha(0.01) * x : x);
    case 'Elu':
      return (x) => (x < 0 ? alpha(1) * Math.expm1(x) : x);
    case 'Selu': {
      const scale = alpha(1.67326319217681884765625);
      const gamma = floatOf(node, 'gamma', 1.05070102214813232421875);
      return (x) => gamma * (x > 0 ? x : scale * Math.expm1(x));
    }
    case 'Gelu':
      return textOf(node, 'approximate', 'none') === 'tanh'
        ? (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
        : (x) => (x / 2) * (1 + erf(x / Math.SQRT2));
    case 'Erf':
      return erf;
    case 'Sigmoid':
      return (x) => 1 / (1 + Math.exp(-x));
    case 'HardSigmoid':
      return (x) => Math.max(0, Math.min(1, alpha(0.2) * x + floatOf(node, 'beta', 0.5)));
    case 'HardSwish':
      return (x) => x * Math.max(0, Math.min(1, x / 6 + 0.5));
    case 'Tanh':
      return Math.tanh;
    case 'Softplus':
      return (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    default:
      return null;
  }
}

/**
 * The error function: 2 / sqrt(pi) * exp(-x^2) times the sum over n of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1))
 * (Abramowitz and Stegun 7.1.6), whose terms all have one sign.
 */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
