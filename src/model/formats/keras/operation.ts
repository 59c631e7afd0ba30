import { isList, type Json, type JsonObject } from './layerConfig.js';
import type { LayerContext } from './layerContext.js';
import type { Value } from './value.js';

/** A function that a model calls between its layers, on what it is given by place and by name. */
export interface Operation {
  readonly at: LayerContext;
  /** Values and constants in the order of their places, then values that are given by name. */
  readonly operands: readonly (Value | { readonly constant: Json })[];
  /** Constants by name. */
  readonly options: JsonObject;
}

/** What an operation makes of the first of its values. */
export type Translator = (operation: Operation, first: Value) => Value;

export function isValue(operand: Operation['operands'][number] | undefined): operand is Value {
  return operand !== undefined && 'tensor' in operand;
}

export function valuesOf({ operands }: Operation): Value[] {
  return operands.filter(isValue);
}

/** A constant that is given by one of its names, or by its place behind the values. */
export function constantOf(
  { operands, options }: Operation,
  names: readonly string[],
  place = 0,
): Json | undefined {
  const name = names.find((one) => (options[one] ?? null) !== null);
  if (name !== undefined) return options[name];
  const constants = operands.flatMap((operand) => (isValue(operand) ? [] : [operand.constant]));
  return constants[place] ?? undefined;
}

export function flagOf(operation: Operation, names: readonly string[], place: number): boolean {
  return constantOf(operation, names, place) === true;
}

/** Numbers of a constant row by row with its shape; a single one has none. */
export function numbersOf(
  { at }: Operation,
  constant: Json | undefined,
): { dims: number[]; values: Float32Array } {
  const dims: number[] = [];
  for (let inner = constant; isList(inner); inner = inner[0]) dims.push(inner.length);
  const flat = isList(constant) ? (constant as unknown[]).flat(Infinity) : [constant];
  const isWhole = flat.length === dims.reduce((product, size) => product * size, 1);
  if (!isWhole || !flat.every((one) => typeof one === 'number')) at.unread('a constant that is no number');
  return { dims, values: Float32Array.from(flat as number[]) };
}

export function listOf(operation: Operation, constant: Json | undefined): number[] | undefined {
  return constant === undefined ? undefined : [...numbersOf(operation, constant).values];
}

/** Axes of a value that a constant names, from 1 on; never that of the samples. */
export function axesOf(operation: Operation, given: Json | undefined, { shape }: Value): number[] {
  const { at } = operation;
  const all = shape.map((_, i) => i + 1);
  if (given === undefined) return at.unread('no axis, which would mix the samples');
  const axes = (listOf(operation, given) ?? all).map((axis) => (axis < 0 ? axis + shape.length + 1 : axis));
  if (!axes.every((axis) => all.includes(axis))) at.unread(`the axis ${JSON.stringify(given)}`);
  return axes;
}
