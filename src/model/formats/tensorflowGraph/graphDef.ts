import { InputError } from '../../../inputError.js';
import { isList, isObject, type Json, type JsonObject } from '../keras/layerConfig.js';

/** An operator of a TensorFlow graph. */
export interface NodeDef {
  readonly name: string;
  /** TensorFlow's name of the operator: `Conv2D`. */
  readonly op: string;
  /** What it reads, in order; what it only waits for is left out. */
  readonly inputs: readonly Source[];
  readonly attributes: NodeAttributes;
}

/** A tensor, as the node that makes it and which of its outputs it is. */
export interface Source {
  readonly node: string;
  readonly output: number;
}

/** TensorFlow's types of elements, as far as they are told apart here. */
export type ElementType = 'float' | 'int' | 'bool';

const elementTypes: Readonly<Record<string, ElementType>> = {
  ...{ DT_FLOAT: 'float', DT_HALF: 'float', DT_DOUBLE: 'float', DT_BFLOAT16: 'float' },
  ...{ DT_INT32: 'int', DT_INT64: 'int', DT_INT16: 'int', DT_INT8: 'int', DT_UINT8: 'int' },
  DT_BOOL: 'bool',
};
/** Some writers give types by their numbers. */
const typeNumbers: Readonly<Record<number, ElementType>> = {
  ...{ 1: 'float', 19: 'float', 2: 'float', 14: 'float' },
  ...{ 3: 'int', 9: 'int', 5: 'int', 6: 'int', 4: 'int' },
  10: 'bool',
};

/** Attributes of a node in the JSON of protocol buffers: whole numbers may be texts, texts are base64. */
export class NodeAttributes {
  constructor(readonly values: JsonObject) {}

  #value(name: string): JsonObject {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined;
    return isObject(value) ? value : {};
  }

  #list(name: string): JsonObject {
    const { list } = this.#value(name);
    return isObject(list) ? list : {};
  }

  flag(name: string, fallback: boolean): boolean {
    const { b } = this.#value(name);
    return typeof b === 'boolean' ? b : fallback;
  }

  number(name: string, fallback: number): number {
    const { i, f } = this.#value(name);
    const value = Number(i ?? f ?? fallback);
    return Number.isFinite(value) ? value : fallback;
  }

  integers(name: string): number[] {
    const { i } = this.#list(name);
    return isList(i) ? i.map(Number) : [];
  }

  text(name: string, fallback: string): string {
    return textOf(this.#value(name).s) ?? fallback;
  }

  texts(name: string): string[] {
    const { s } = this.#list(name);
    return isList(s) ? s.map((one) => textOf(one) ?? '') : [];
  }

  /** Null where it is missing, or neither number nor truth value. */
  type(name: string): ElementType | null {
    const { type } = this.#value(name);
    if (typeof type === 'number') return typeNumbers[type] ?? null;
    return typeof type === 'string' && Object.hasOwn(elementTypes, type) ? elementTypes[type] : null;
  }

  /** A dimension is null where it is open; null where the number of dimensions is. */
  shape(name: string): (number | null)[] | null {
    return shapeOf(this.#value(name).shape);
  }
}

/** A shape as protocol buffers write it in JSON. */
export function shapeOf(shape: Json | undefined): (number | null)[] | null {
  if (!isObject(shape) || shape.unknownRank === true) return null;
  if (!isList(shape.dim)) return [];
  return shape.dim.map((dim) => {
    const size = isObject(dim) ? Number(dim.size ?? 0) : NaN;
    return Number.isInteger(size) && size >= 0 ? size : null;
  });
}

/** Text of bytes that are written in base64 or, by some writers, as a list of their values. */
function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return atob(value);
  return isList(value) ? String.fromCharCode(...value.map(Number)) : null;
}

/** @throws InputError where a node is not described as one. */
export function readNodes(nodes: Json | undefined, file: string): NodeDef[] {
  const damaged = () =>
    new InputError(`The list of operators in ${file} is damaged; convert the model again.`);
  if (!isList(nodes)) throw damaged();
  return nodes.map((node) => {
    if (!isObject(node) || typeof node.name !== 'string' || typeof node.op !== 'string') throw damaged();
    const read = isList(node.input) ? node.input : [];
    return {
      name: node.name,
      op: node.op,
      inputs: read.flatMap((input) => {
        if (typeof input !== 'string') throw damaged();
        return input.startsWith('^') ? [] : [sourceOf(input)];
      }),
      attributes: new NodeAttributes(isObject(node.attr) ? node.attr : {}),
    };
  });
}

/** `name`, `name:1`, or of a function's nodes `name:output:1`. */
export function sourceOf(text: string): Source {
  const [node, ...rest] = text.split(':');
  return { node, output: Number(rest.at(-1) ?? 0) };
}
