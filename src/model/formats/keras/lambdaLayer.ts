import { isList, isObject, type Json } from './layerConfig.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import { readPythonCode, returnValue, type PythonCode } from './pythonCode.js';
import type { Value } from './value.js';

/** What is worked out: a value, or a number. */
type Term = Value | number;

interface Arithmetic {
  readonly opType: string;
  readonly of: (one: number, other: number) => number;
}

const add: Arithmetic = { opType: 'Add', of: (one, other) => one + other };
const subtract: Arithmetic = { opType: 'Sub', of: (one, other) => one - other };
const multiply: Arithmetic = { opType: 'Mul', of: (one, other) => one * other };
const divide: Arithmetic = { opType: 'Div', of: (one, other) => one / other };
const power: Arithmetic = { opType: 'Pow', of: (one, other) => one ** other };

/** Python's numbers of its instructions, which are the same in 2.7 and from 3.4 to 3.12. */
const loadFast = 124;
const loadConstant = 100;
const negative = 11;
/** Mark a place, or leave room. */
const idle = new Set([0, 9, 151]);
const arithmetic = new Map([
  [19, power],
  [20, multiply],
  [21, divide],
  [23, add],
  [24, subtract],
  [27, divide],
]);
/** From 3.11 on, one instruction whose argument tells which. */
const anyArithmetic = 122;
const arithmeticByArgument = new Map([
  [0, add],
  [5, multiply],
  [8, power],
  [10, subtract],
  [11, divide],
]);

/**
 * A function of the user's own, which files hold as Python's instructions. One that only does arithmetic with its input and
 * numbers, as those that scale images, is translated instruction by instruction; nothing is run.
 */
export const lambda: LayerTranslator = (at, inputs) => {
  const code = codeOf(at.settings.get('function'));
  const given = at.settings.get('arguments');
  const isAlone = inputs.length === 1 && (!isObject(given) || Object.keys(given).length === 0);
  const made = code?.takes === 1 && isAlone ? follow(at, code, inputs[0]) : null;
  if (made === null || typeof made === 'number') {
    return at.refuse(
      "(Lambda) holds a function of Python's that does more than arithmetic, which is never run from a file; export the model to ONNX, for instance with tf2onnx",
    );
  }
  return made;
};

/** Of `[code, defaults, closure]`, or Keras 3's `{ class_name: "__lambda__", config: { code } }`. */
function codeOf(given: Json | undefined): PythonCode | null {
  const config = isObject(given) && isObject(given.config) ? given.config : null;
  const [text, defaults = null, closure = null] = isList(given)
    ? given
    : [config?.code, config?.defaults, config?.closure];
  if (typeof text !== 'string' || defaults !== null || closure !== null) return null;
  const bytes = bytesOf(text);
  return bytes && readPythonCode(bytes);
}

/** In base 64, or, before Keras 2.1, a letter a byte. */
function bytesOf(text: string): Uint8Array | null {
  if (/^[\w+/=\s]+$/.test(text)) {
    try {
      return Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (letter) => letter.charCodeAt(0));
    } catch {
      return null;
    }
  }
  const codes = Array.from(text, (letter) => letter.charCodeAt(0));
  return codes.every((code) => code < 256) ? Uint8Array.from(codes) : null;
}

/** What a function gives; null where it does anything else than arithmetic. */
function follow(at: LayerContext, { instructions, constants }: PythonCode, input: Value): Term | null {
  const stack: Term[] = [];
  for (const [operation, argument] of instructions) {
    const one =
      arithmetic.get(operation) ?? (operation === anyArithmetic && arithmeticByArgument.get(argument));
    if (one) {
      const [right, left] = [stack.pop(), stack.pop()];
      if (left === undefined || right === undefined) return null;
      stack.push(worked(at, one, left, right));
    } else if (operation === loadFast && argument === 0) stack.push(input);
    else if (operation === loadConstant) {
      const constant = constants.at(argument) ?? null;
      if (constant === null) return null;
      stack.push(constant);
    } else if (operation === negative) {
      const last = stack.pop();
      if (last === undefined) return null;
      stack.push(worked(at, multiply, last, -1));
    } else if (operation === returnValue) return stack.length === 1 ? stack[0] : null;
    else if (!idle.has(operation)) return null;
  }
  return null;
}

function worked(at: LayerContext, { opType, of }: Arithmetic, left: Term, right: Term): Term {
  if (typeof left === 'number' && typeof right === 'number') return of(left, right);
  const [value] = [left, right].filter((term) => typeof term !== 'number');
  const tensors = [left, right].map((term) => (typeof term === 'number' ? at.number(term) : term.tensor));
  return { ...value, tensor: at.node(opType, tensors) };
}
