import type { Json, JsonObject } from '../keras/layerConfig.js';
import type { StoredBytes } from '../storedBytes.js';
import { bytesOfElement, storedNumbers } from '../storedElements.js';
import { sizeOf } from '../../tensor.js';
import { NodeAttributes } from './graphDef.js';
import { contentInFile } from './graphOutline.js';
import type { WireFields } from './wireFields.js';

/** A function of a TensorFlow graph: a graph of its own, which nodes call. */
export interface FunctionDef {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly nodes: readonly RawNode[];
  /** What each output is: a node's output as text. */
  readonly outputs: readonly string[];
}

/** A node as its message says, its inputs as text. */
export interface RawNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: NodeAttributes;
  /** The function that it calls. */
  readonly calls: string | null;
  /** The values of a constant. */
  readonly tensor: WireFields | null;
}

/** Reads TensorFlow's NodeDef. */
function nodeOf(fields: WireFields): RawNode {
  const attributes = fields.entries(5).map(([name, entry]) => [name, entry.message(2)] as const);
  const attribute = (name: string) => attributes.find(([own]) => own === name)?.[1];
  return {
    name: fields.text(1),
    op: fields.text(2),
    inputs: fields.texts(3).filter((input) => !input.startsWith('^')),
    attributes: new NodeAttributes(
      Object.fromEntries(attributes.map(([name, value]) => [name, value ? attributeOf(value) : {}])),
    ),
    calls: attribute('f')?.message(10)?.text(1) ?? null,
    tensor: attribute('value')?.message(8) ?? null,
  };
}

/** Reads TensorFlow's AttrValue, in the form that it has in JSON. Tensors and functions are left out. */
function attributeOf(value: WireFields): JsonObject {
  const list = value.message(1);
  if (list) {
    return {
      list: {
        ...(list.has(2) && { s: list.texts(2).map((text) => btoa(text)) }),
        ...(list.has(3) && { i: list.integers(3) }),
        ...(list.has(4) && { f: list.floats(4) }),
        ...(list.has(6) && { type: list.integers(6) }),
      },
    };
  }
  if (value.has(2)) return { s: [...(value.bytes(2) ?? [])] };
  if (value.has(3)) return { i: value.integers(3)[0] };
  if (value.has(4)) return { f: value.floats(4)[0] };
  if (value.has(5)) return { b: value.integers(5)[0] !== 0 };
  if (value.has(6)) return { type: value.integers(6)[0] };
  const shape = value.message(7);
  return shape ? { shape: shapeMessage(shape) } : {};
}

/** Reads TensorFlow's TensorShapeProto, in the form that it has in JSON. */
export function shapeMessage(shape: WireFields): Json {
  if (shape.integers(3)[0] === 1) return { unknownRank: true };
  return { dim: shape.messages(2).map((dim) => ({ size: dim.integers(1)[0] ?? 0 })) };
}

/** Reads TensorFlow's GraphDef: its nodes, and the functions that they call. */
export function graphOf(fields: WireFields): { nodes: RawNode[]; functions: Map<string, FunctionDef> } {
  const functions = (fields.message(2)?.messages(1) ?? []).map((one) => functionOf(one));
  return {
    nodes: fields.messages(1).map(nodeOf),
    functions: new Map(functions.map((one) => [one.name, one])),
  };
}

function functionOf(fields: WireFields): FunctionDef {
  const signature = fields.message(1);
  const returned = new Map(fields.entries(4).map(([name, entry]) => [name, entry.text(2)]));
  const names = (field: number) => signature?.messages(field).map((argument) => argument.text(1)) ?? [];
  return {
    name: signature?.text(1) ?? '',
    inputs: names(2),
    nodes: fields.messages(3).map(nodeOf),
    outputs: names(3).map((name) => returned.get(name) ?? ''),
  };
}

/** TensorFlow's numbers of types, as far as their elements are read. */
export const typeNames: Readonly<Record<number, string>> = {
  ...{ 1: 'float32', 2: 'float64', 3: 'int32', 4: 'uint8', 5: 'int16', 6: 'int8', 9: 'int64', 10: 'bool' },
  ...{ 14: 'bfloat16', 17: 'uint16', 19: 'float16' },
};

/**
 * Reads the numbers of TensorFlow's TensorProto; what is listed short goes on with its last number.
 * @param file of the outline that the tensor may be from.
 */
export function tensorOf(
  tensor: WireFields,
  file: StoredBytes | null = null,
): { dims: number[]; values(): Float32Array } {
  const dims =
    tensor
      .message(2)
      ?.messages(2)
      .map((dim) => dim.integers(1)[0] ?? 0) ?? [];
  const size = sizeOf(dims);
  return {
    dims,
    values: () => {
      const bytes = tensor.bytes(4) ?? (file ? contentInFile(tensor, file) : undefined);
      const type = typeNames[tensor.integers(1)[0] ?? 0] ?? '';
      const width = bytesOfElement(type);
      if (bytes && width !== undefined && bytes.length >= size * width)
        return storedNumbers(bytes, type, size);
      const listed = [tensor.floats(5), tensor.doubles(6), tensor.integers(7), tensor.integers(10)].flat();
      listed.push(...tensor.integers(11));
      return Float32Array.from({ length: size }, (_, i) => listed[Math.min(i, listed.length - 1)] ?? 0);
    },
  };
}

/** The texts of TensorFlow's TensorProto. */
export function textsOf(tensor: WireFields): string[] {
  return tensor.texts(8);
}
