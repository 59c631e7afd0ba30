import type { NetworkNode } from './network.js';
import { constantTensor, type Tensor } from './tensor.js';

/** An attribute's value as the file holds it (single precision), or `otherwise`, rounded alike, where it is not set. */
export function floatOf(node: NetworkNode, name: string, otherwise: number): number {
  const value = node.attributes?.[name];
  return Math.fround(value !== undefined && 'float' in value ? value.float : otherwise);
}

export function intOf(node: NetworkNode, name: string, otherwise: number): number {
  const value = node.attributes?.[name];
  return value !== undefined && 'int' in value ? value.int : otherwise;
}

export function intsOf(node: NetworkNode, name: string): readonly number[] | null {
  const value = node.attributes?.[name];
  return value !== undefined && 'ints' in value ? value.ints : null;
}

export function textOf(node: NetworkNode, name: string, otherwise: string): string {
  const value = node.attributes?.[name];
  return value !== undefined && 'text' in value ? value.text : otherwise;
}

/** The tensor of a `Constant` node, whichever of its attributes holds it. */
export function valueOf(node: NetworkNode): Tensor {
  for (const value of Object.values(node.attributes ?? {})) {
    if ('tensor' in value) return constantTensor(value.tensor);
    if ('float' in value) return { dims: [], data: Float64Array.of(Math.fround(value.float)) };
    if ('int' in value) return { dims: [], data: Float64Array.of(value.int) };
    if ('ints' in value) return { dims: [value.ints.length], data: Float64Array.from(value.ints) };
  }
  throw new Error(`node ${node.outputs[0]} holds no constant that can be read`);
}
