import { isList, isObject, type Json, type JsonObject } from './layerConfig.js';

/** A call's value: which layer made it, in which of its calls, as which of its outputs. */
export interface Origin {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
}

/** An argument that is given by its place: a value, by its number among the origins, or a constant. */
export type Operand = { readonly origin: number } | { readonly constant: Json };

/** What a layer is given in one call. */
export interface Call {
  readonly origins: readonly Origin[];
  /** By which keyword each origin is given; null where its place tells. */
  readonly keywords: readonly (string | null)[];
  /** What is given by its place, lists of values taken apart. */
  readonly operands: readonly Operand[];
  /** Keywords that are no tensors. */
  readonly options: JsonObject;
}

/** A call that is given its values by their places alone. */
export function callOn(origins: readonly Origin[]): Call {
  return {
    origins,
    keywords: origins.map(() => null),
    operands: origins.map((_, origin) => ({ origin })),
    options: {},
  };
}

/** How Keras 2 writes down a constant among the origins: `[mark, -1, value, {}]`. */
const constantMark = '_CONSTANT_VALUE';

function isConstant(value: readonly Json[]): boolean {
  return value[0] === constantMark;
}

/** The origin that a value is, as Keras 2 or 3 writes it; null where it is none itself. */
function originOf(value: Json | undefined): Origin | null {
  if (isObject(value)) {
    const isTensor = value.class_name === '__keras_tensor__' && isObject(value.config);
    return isTensor ? originOf((value.config as JsonObject).keras_history) : null;
  }
  if (!isList(value)) return null;
  const [layer, call, output] = value;
  const isOne = typeof layer === 'string' && typeof call === 'number' && typeof output === 'number';
  return isOne && layer !== constantMark ? { layer, call, output } : null;
}

/** Origins in any of the spellings: Keras 2's `[name, call, output, {}]`, and Keras 3's tensors within arguments. */
export function originsIn(value: Json | undefined): Origin[] {
  const one = originOf(value);
  if (one) return [one];
  if (isList(value)) return isConstant(value) ? [] : value.flatMap(originsIn);
  return isObject(value) ? Object.values(value).flatMap(originsIn) : [];
}

/** The calls that a functional model lists for a layer. */
export function readCalls(nodes: Json | undefined): Call[] {
  return isList(nodes) ? nodes.map(readCall) : [];
}

/** Keras 3 keeps keywords beside the arguments, Keras 2 behind the first origin: `[name, call, output, {}]`. */
function readCall(node: Json): Call {
  const isApart = isObject(node) && node.args !== undefined;
  const origins: Origin[] = [];
  const operands = operandsIn(isApart ? node.args : node, origins);
  const keywords: (string | null)[] = origins.map(() => null);
  const options: Record<string, Json> = {};
  const named = isApart ? asObject(node.kwargs) : firstKeywords(node);
  for (const [key, value] of Object.entries(named ?? {})) {
    const given = originsIn(value);
    if (given.length === 0) options[key] = value;
    origins.push(...given);
    keywords.push(...given.map(() => key));
  }
  return { origins, keywords, operands, options };
}

/** What is given by its place; the origins among it are added to those that are known. */
function operandsIn(value: Json | undefined, origins: Origin[]): Operand[] {
  if (value === undefined) return [];
  const one = originOf(value);
  if (one) return [{ origin: origins.push(one) - 1 }];
  if (!isList(value)) return [{ constant: value }];
  if (value.length === 0) return [];
  if (isConstant(value)) return [{ constant: value[2] ?? null }];
  const holdsMore = originsIn(value).length > 0 || value.some((item) => isList(item) && isConstant(item));
  return holdsMore ? value.flatMap((item) => operandsIn(item, origins)) : [{ constant: value }];
}

function asObject(value: Json | undefined): JsonObject | null {
  return isObject(value) ? value : null;
}

function firstKeywords(node: Json | undefined): JsonObject | null {
  if (!isList(node)) return null;
  const isOrigin = typeof node[0] === 'string' && typeof node[1] === 'number';
  return isOrigin ? asObject(node[3]) : firstKeywords(node[0]);
}
