import { attribute, integer, integers, type Graph } from './graph.js';
import type { NodeProto } from './onnx_pb.js';
import { concatenated, sliced } from './constantParts.js';
import { dimsOf, sizeOf, tensorOf, type Tensor } from './tensor.js';

/**
 * The value of a constant tensor, looked for behind the operators that exporters leave between a weight and
 * the operator that uses it; null where it stands behind others, or is not constant.
 */
export function constantValue(graph: Graph, name: string): Tensor | null {
  const initializer = graph.initializers.get(name);
  if (initializer) return tensorOf(initializer);
  const node = graph.producer(name);
  if (!node || !graph.isConstant(name)) return null;
  if (node.opType === 'Constant') return constantNode(node);
  if (node.opType === 'DequantizeLinear') return dequantized(graph, node);
  if (node.opType === 'Concat') {
    const parts = node.input.map((part) => constantValue(graph, part));
    return parts.includes(null) ? null : concatenated(parts as Tensor[], integer(node, 'axis', 0));
  }
  const input = constantValue(graph, node.input[0] ?? '');
  if (!input) return null;
  switch (node.opType) {
    case 'Identity':
    case 'Cast':
    case 'Dropout':
      return input;
    case 'Transpose':
      return transpose(input, integers(node, 'perm') ?? input.dims.map((_, i) => input.dims.length - 1 - i));
    case 'Reshape': {
      const shape = constantValue(graph, node.input[1] ?? '');
      return shape && reshape(input, [...shape.values]);
    }
    case 'Flatten': {
      const axis = integer(node, 'axis', 1);
      const at = axis < 0 ? axis + input.dims.length : axis;
      return { ...input, dims: [sizeOf(input.dims.slice(0, at)), sizeOf(input.dims.slice(at))] };
    }
    case 'Squeeze':
    case 'Unsqueeze': {
      const axes = axesOf(graph, node);
      return axes && (node.opType === 'Squeeze' ? squeeze(input, axes) : unsqueeze(input, axes));
    }
    case 'Slice':
      return slice(graph, node, input);
    default:
      return null;
  }
}

/** The dimensions of a constant; its values are read only where these tell them. */
export function constantDims(graph: Graph, name: string): readonly number[] | null {
  const initializer = graph.initializers.get(name);
  if (initializer) return dimsOf(initializer);
  const node = graph.producer(name);
  if (!node || !graph.isConstant(name)) return null;
  switch (node.opType) {
    case 'Identity':
    case 'Cast':
    case 'Dropout':
    case 'DequantizeLinear':
      return constantDims(graph, node.input[0] ?? '');
    case 'Transpose': {
      const dims = constantDims(graph, node.input[0] ?? '');
      const perm = integers(node, 'perm');
      return dims && (perm ? perm.map((axis) => dims[axis] ?? 1) : [...dims].reverse());
    }
    default:
      return constantValue(graph, name)?.dims ?? null;
  }
}

/**
 * The initializer that a constant is made from, where it is made from one alone: weights keep their name
 * behind a Transpose.
 */
export function initializerBehind(graph: Graph, name: string): string | null {
  if (graph.initializers.has(name)) return name;
  const node = graph.producer(name);
  if (!node || !graph.isConstant(name) || node.input.length === 0) return null;
  return initializerBehind(graph, node.input[0] ?? '');
}

/** Axes of a Squeeze or Unsqueeze: an attribute up to opset 12, an input from 13 on. */
export function axesOf(graph: Graph, node: NodeProto): number[] | null {
  const listed = integers(node, 'axes');
  if (listed) return listed;
  const input = node.input[1];
  if (input === undefined) return node.opType === 'Squeeze' ? [] : null;
  const value = constantValue(graph, input);
  return value && [...value.values];
}

/**
 * (x - zero point) * scale in float32, with one scale for all or one along an axis; null for scales of blocks.
 */
function dequantized(graph: Graph, node: NodeProto): Tensor | null {
  const [stored = null, scale = null, zero] = node.input.map((name) =>
    name === '' ? undefined : constantValue(graph, name),
  );
  if (stored === null || scale === null || zero === null) return null;
  const { dims, values } = stored;
  const listed = integer(node, 'axis', 1);
  const axis = listed < 0 ? listed + dims.length : listed;
  const several = scale.values.length > 1;
  if (several && (scale.dims.length !== 1 || scale.values.length !== dims[axis])) return null;
  const inner = several ? sizeOf(dims.slice(axis + 1)) : 1;
  const result = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const at = several ? Math.floor(i / inner) % scale.values.length : 0;
    result[i] = (values[i] - (zero?.values[at] ?? 0)) * scale.values[at];
  }
  return { dims, values: result };
}

/** Attributes say from where to where up to version 9 of the operators, inputs from 10 on; steps are not followed. */
function slice(graph: Graph, node: NodeProto, whole: Tensor): Tensor | null {
  const listed = (name: string, input: number) =>
    integers(node, name) ?? (node.input[input] ? constantValue(graph, node.input[input])?.values : undefined);
  const [starts, ends] = [listed('starts', 1), listed('ends', 2)];
  if (!starts || !ends || node.input[4]) return null;
  const axes = listed('axes', 3) ?? starts.map((_, i) => i);
  let part: Tensor | null = whole;
  for (let i = 0; i < starts.length && part; i++) part = sliced(part, axes[i], starts[i], ends[i]);
  return part;
}

function constantNode(node: NodeProto): Tensor | null {
  const value = attribute(node, 'value')?.t;
  if (value) return tensorOf(value);
  const float = attribute(node, 'value_float');
  if (float) return { dims: [], values: Float64Array.of(float.f) };
  const int = attribute(node, 'value_int');
  if (int) return { dims: [], values: Float64Array.of(Number(int.i)) };
  const list = attribute(node, 'value_floats')?.floats ?? integers(node, 'value_ints');
  return list ? { dims: [list.length], values: Float64Array.from(list) } : null;
}

function transpose(tensor: Tensor, perm: readonly number[]): Tensor {
  const strides = tensor.dims.map((_, i) => sizeOf(tensor.dims.slice(i + 1)));
  const dims = perm.map((axis) => tensor.dims[axis] ?? 1);
  const steps = perm.map((axis) => strides[axis] ?? 0);
  const values = new (tensor.values instanceof Float32Array ? Float32Array : Float64Array)(
    tensor.values.length,
  );
  const index = new Array<number>(dims.length).fill(0);
  let from = 0;
  for (let to = 0; to < values.length; to++) {
    values[to] = tensor.values[from];
    // Count up like an odometer, last axis fastest.
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++index[axis] < dims[axis]) break;
      from -= steps[axis] * dims[axis];
      index[axis] = 0;
    }
  }
  return { dims, values };
}

function reshape(tensor: Tensor, shape: readonly number[]): Tensor | null {
  const dims = shape.map((dim, i) => (dim === 0 ? (tensor.dims[i] ?? 0) : dim));
  const known = dims.filter((dim) => dim !== -1).reduce((product, dim) => product * dim, 1);
  const full = dims.map((dim) => (dim === -1 ? tensor.values.length / known : dim));
  const fits = full.every(Number.isInteger) && sizeOf(full) === tensor.values.length;
  return fits ? { ...tensor, dims: full } : null;
}

function squeeze(tensor: Tensor, axes: readonly number[]): Tensor {
  const dropped = new Set(axes.map((axis) => (axis < 0 ? axis + tensor.dims.length : axis)));
  const keep = (dim: number, i: number) => (axes.length === 0 ? dim !== 1 : !dropped.has(i));
  return { ...tensor, dims: tensor.dims.filter(keep) };
}

function unsqueeze(tensor: Tensor, axes: readonly number[]): Tensor {
  const rank = tensor.dims.length + axes.length;
  const added = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  const old = tensor.dims[Symbol.iterator]();
  return {
    ...tensor,
    dims: Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (old.next().value ?? 1))),
  };
}
