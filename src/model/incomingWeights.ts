import { scaleOf } from './activations.js';
import { constantValue } from './constants.js';
import { float, integer, type Graph } from './graph.js';
import type { Layer } from './layers.js';

/**
 * L1 norm of each unit's incoming weights, after batch norm is folded in; null for a layer that has no
 * weights of its own (a residual sum) or whose weights can't be read.
 */
export function incomingNorms(graph: Graph, layer: Layer, units: number): Float64Array | null {
  if (layer.kind !== 'dense' && layer.kind !== 'conv') return null;
  const { node } = layer;
  const constant = graph.isConstant(node.input[1] ?? '') ? node.input[1] : node.input[0];
  const weights = constantValue(graph, constant ?? '');
  if (!weights) return null;
  const { values, dims } = weights;
  const norms = new Float64Array(units);
  const factor = node.opType === 'Gemm' ? Math.abs(float(node, 'alpha', 1)) : 1;
  const unitOf = unitIndex(node.opType, dims, {
    group: integer(node, 'group', 1),
    transposed: integer(node, 'transB', 0) === 1,
    constantFirst: constant === node.input[0],
  });
  for (let i = 0; i < values.length; i++) {
    const unit = unitOf(i);
    norms[unit] = norms[unit] + factor * Math.abs(values[i]);
  }
  for (const affine of layer.affine) {
    const scale = scaleOf(graph, affine, units);
    if (!scale) return null;
    for (let unit = 0; unit < units; unit++) norms[unit] = norms[unit] * Math.abs(scale[unit]);
  }
  return norms;
}

/** To which unit each of an operator's weights leads, by its place in the tensor. */
function unitIndex(
  operator: string,
  dims: readonly number[],
  { group, transposed, constantFirst }: { group: number; transposed: boolean; constantFirst: boolean },
): (weight: number) => number {
  const [first = 1, second = 1, ...rest] = dims;
  const kernel = rest.reduce((product, dim) => product * dim, 1);
  switch (operator) {
    case 'ConvTranspose':
      // [inputs, outputs / group, kernel]: a group of inputs leads to a group of outputs.
      return (i) =>
        Math.floor(i / (second * kernel * (first / group))) * second + (Math.floor(i / kernel) % second);
    case 'Conv':
      return (i) => Math.floor(i / (second * kernel));
    case 'Gemm':
      return transposed ? (i) => Math.floor(i / second) : (i) => i % second;
    default: {
      const columns = dims.at(-1) ?? 1;
      return constantFirst ? (i) => Math.floor(i / columns) : (i) => i % columns;
    }
  }
}
