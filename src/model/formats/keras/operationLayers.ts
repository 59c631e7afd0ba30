import { activation, binary, clip, l2Normalize, reduction, unary } from './arithmeticOperations.js';
import { getItem } from './itemOperation.js';
import { isObject, type Json } from './layerConfig.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import { valuesOf, type Operation, type Translator } from './operation.js';
import { concatenation, expandDims, reshape, squeeze, transpose } from './shapeOperations.js';
import { operationKind } from './topology.js';
import type { Value } from './value.js';

const unchanged: Translator = (_, value) => value;

/** By their names in TensorFlow and in Keras 3, without the modules that they stand in. */
const translators: Readonly<Record<string, Translator>> = {
  add: binary('Add', 'Add'),
  subtract: binary('Sub', 'Subtract'),
  multiply: binary('Mul', 'Multiply'),
  truediv: binary('Div'),
  maximum: binary('Max', 'Maximum'),
  minimum: binary('Min', 'Minimum'),
  pow: binary('Pow'),
  bias_add: binary('Add'),
  ...Object.fromEntries(
    [
      'relu',
      'relu6',
      'sigmoid',
      'tanh',
      'softmax',
      'softplus',
      'softsign',
      'elu',
      'selu',
      'gelu',
      'swish',
      'leaky_relu',
    ].map((name) => [name, activation(name)]),
  ),
  ...{ exp: unary('Exp'), log: unary('Log'), sqrt: unary('Sqrt'), abs: unary('Abs'), negative: unary('Neg') },
  square: ({ at }, value) => ({ ...value, tensor: at.node('Mul', [value.tensor, value.tensor]) }),
  reduce_mean: reduction('ReduceMean'),
  reduce_sum: reduction('ReduceSum'),
  reduce_max: reduction('ReduceMax'),
  reduce_min: reduction('ReduceMin'),
  concat: concatenation,
  reshape,
  expand_dims: expandDims,
  squeeze,
  transpose,
  clip_by_value: clip,
  l2_normalize: l2Normalize,
  getitem: getItem,
  identity: unchanged,
  cast: unchanged,
  stop_gradient: unchanged,
};

/** Other names, those of Keras 3's classes with underscores, and of TensorFlow's operators. */
const otherNames: Readonly<Record<string, string>> = {
  ...{ add_v2: 'add', add_n: 'add', sub: 'subtract', mul: 'multiply' },
  ...{
    true_divide: 'truediv',
    divide: 'truediv',
    real_div: 'truediv',
    div: 'truediv',
    div_no_nan: 'truediv',
  },
  ...{ power: 'pow', neg: 'negative', absolute: 'abs', silu: 'swish' },
  ...{ mean: 'reduce_mean', sum: 'reduce_sum', max: 'reduce_max', amax: 'reduce_max' },
  ...{ min: 'reduce_min', amin: 'reduce_min' },
  ...{ concatenate: 'concat', concat_v2: 'concat', get_item: 'getitem', clip: 'clip_by_value' },
};

/** The name of a function without its modules, as they are spelt here: `__operators__.add`, `TrueDivide`. */
function plainName(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const underscored = last.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return Object.hasOwn(otherNames, underscored) ? otherNames[underscored] : underscored;
}

function run(at: LayerContext, name: string, operation: Operation): Value {
  const [first] = valuesOf(operation);
  const plain = plainName(name);
  if (!Object.hasOwn(translators, plain)) return at.unread(`the function ${name}`);
  return translators[plain](operation, first);
}

/** A function that is called as a layer: `TFOpLambda` of Keras 2, an operation of Keras 3. */
const called: LayerTranslator = (at, inputs) => {
  const { keywords, operands, options } = at.call;
  const placed = operands.map((operand) => ('origin' in operand ? inputs[operand.origin] : operand));
  const named = inputs.filter((_, i) => (keywords[i] ?? null) !== null);
  return run(at, at.settings.text('function', ''), { at, operands: [...placed, ...named], options });
};

/**
 * Reads a layer as an operation of Keras 3, where it can be none else: TensorFlow.js's converter leaves out from which module
 * a class is. A layer is given no constants by their places, and a name that no layer has is an operation's.
 * @param isKnown whether a layer has that name.
 */
export function operationWithoutModule(at: LayerContext, isKnown: boolean): LayerTranslator | null {
  const { kind } = at.layer;
  const isGiven = at.call.operands.some((operand) => 'constant' in operand && operand.constant !== null);
  if (at.translation.version < 3 || (isKnown && !isGiven)) return null;
  if (!Object.hasOwn(translators, plainName(kind))) return null;
  return (_, inputs) => called(at.withSettings({ function: kind }), inputs);
}

/** An operator of TensorFlow's that is called as a layer, its constants by their places: of TensorFlow 2.0 to 2.3. */
const operator: LayerTranslator = (at, inputs) => {
  const given = at.settings.get('node_def');
  const node = typeof given === 'string' ? parsed(given) : given;
  if (!isObject(node) || typeof node.op !== 'string')
    return at.unread('an operator that its description hides');
  const constants = at.settings.get('constants');
  const places = new Map(Object.entries(isObject(constants) ? constants : {}));
  const operands: (Value | { constant: Json })[] = [];
  const waiting = [...inputs];
  for (let place = 0; waiting.length > 0 || places.size > 0; place++) {
    const constant = places.get(String(place));
    if (constant !== undefined) operands.push({ constant });
    else if (waiting.length > 0) operands.push(...waiting.splice(0, 1));
    places.delete(String(place));
    if (place > 64) break;
  }
  return run(at, node.op, { at, operands, options: {} });
};

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export const operationLayers: Readonly<Record<string, LayerTranslator>> = {
  [operationKind]: called,
  TFOpLambda: called,
  SlicingOpLambda: called,
  TensorFlowOpLayer: operator,
};
