import { isObject, Settings, type Json } from './layerConfig.js';
import type { LayerContext } from './layerContext.js';
import { axisInGraph, type Value } from './value.js';

/** Applies an activation function of Keras's by its name, or as it is spelt out in a description. */
export function activate(at: LayerContext, value: Value, activation: Json | undefined): Value {
  if (activation === undefined || activation === null) return value;
  if (typeof activation === 'string') return activateNamed(at, value, activation, new Settings({}, ''));
  if (isObject(activation)) {
    const { class_name: kind, config } = activation;
    if (typeof config === 'string') return activate(at, value, config);
    if (typeof kind === 'string' && isObject(config)) {
      return activateNamed(at, value, nameOfClass[kind] ?? kind, new Settings(config, at.settings.owner));
    }
  }
  return at.unread('an activation function of its own');
}

const nameOfClass: Readonly<Record<string, string>> = {
  ReLU: 'relu',
  LeakyReLU: 'leaky_relu',
  ELU: 'elu',
  Softmax: 'softmax',
};

type Formula = (at: LayerContext, x: string) => string;

const simple =
  (opType: string): Formula =>
  (at, x) =>
    at.node(opType, [x]);

/** x times a function of x. */
const gated =
  (gate: Formula): Formula =>
  (at, x) =>
    at.node('Mul', [x, gate(at, x)]);

/** The line of slope 1/6 through (0, 1/2), between 0 and 1. */
const hardSigmoid6: Formula = (at, x) =>
  at.node('HardSigmoid', [x], { alpha: { float: 1 / 6 }, beta: { float: 0.5 } });

const formulas: Readonly<Record<string, Formula>> = {
  linear: (_, x) => x,
  relu: simple('Relu'),
  relu6: (at, x) => at.node('Clip', [x, at.number(0), at.number(6)]),
  sigmoid: simple('Sigmoid'),
  tanh: simple('Tanh'),
  elu: simple('Elu'),
  celu: simple('Celu'),
  selu: (at, x) =>
    at.node('Selu', [x], { alpha: { float: 1.6732632423543772 }, gamma: { float: 1.0507009873554805 } }),
  softplus: simple('Softplus'),
  softsign: simple('Softsign'),
  exponential: simple('Exp'),
  hard_sigmoid: (at, x) =>
    at.translation.version >= 3
      ? hardSigmoid6(at, x)
      : at.node('HardSigmoid', [x], { alpha: { float: 0.2 }, beta: { float: 0.5 } }),
  swish: gated(simple('Sigmoid')),
  hard_silu: gated(hardSigmoid6),
  mish: gated((at, x) => at.node('Tanh', [at.node('Softplus', [x])])),
  gelu,
  gelu_new: geluByTanh,
  hard_tanh: (at, x) => at.node('Clip', [x, at.number(-1), at.number(1)]),
  tanh_shrink: (at, x) => at.node('Sub', [x, at.node('Tanh', [x])]),
  squareplus: (at, x) => {
    const root = at.node('Sqrt', [at.node('Add', [at.node('Mul', [x, x]), at.number(4)])]);
    return at.node('Mul', [at.node('Add', [x, root]), at.number(0.5)]);
  },
  log_sigmoid: (at, x) => at.node('Neg', [at.node('Softplus', [at.node('Neg', [x])])]),
};
const otherNames: Readonly<Record<string, string>> = {
  silu: 'swish',
  hard_swish: 'hard_silu',
  hardSigmoid: 'hard_sigmoid',
};

/** x P(X <= x) of the normal distribution: x (1 + erf(x / sqrt 2)) / 2. */
function gelu(at: LayerContext, x: string): string {
  const error = at.node('Erf', [at.node('Div', [x, at.number(Math.SQRT2)])]);
  const product = at.node('Mul', [x, at.node('Add', [error, at.number(1)])]);
  return at.node('Mul', [product, at.number(0.5)]);
}

/** Its approximation by tanh (Hendrycks & Gimpel 2016). */
function geluByTanh(at: LayerContext, x: string): string {
  const cube = at.node('Mul', [at.node('Pow', [x, at.number(3)]), at.number(0.044715)]);
  const inner = at.node('Mul', [at.node('Add', [x, cube]), at.number(Math.sqrt(2 / Math.PI))]);
  const product = at.node('Mul', [x, at.node('Add', [at.node('Tanh', [inner]), at.number(1)])]);
  return at.node('Mul', [product, at.number(0.5)]);
}

function activateNamed(at: LayerContext, value: Value, given: string, settings: Settings): Value {
  const name = otherNames[given] ?? given;
  if (name === 'softmax' || name === 'log_softmax') {
    const opType = name === 'softmax' ? 'Softmax' : 'LogSoftmax';
    const axis = axisInGraph(value, settings.number('axis', -1));
    return { ...value, tensor: at.node(opType, [value.tensor], { axis }) };
  }
  if (name === 'leaky_relu') return { ...value, tensor: leaky(at, value.tensor, settings, 0.2) };
  if (name === 'relu') return { ...value, tensor: rectified(at, value.tensor, settings) };
  if (name === 'elu' || name === 'celu') {
    const alpha = { float: settings.number('alpha', 1) };
    return { ...value, tensor: at.node(name === 'elu' ? 'Elu' : 'Celu', [value.tensor], { alpha }) };
  }
  if (name === 'gelu' && settings.flag('approximate', false)) {
    return { ...value, tensor: geluByTanh(at, value.tensor) };
  }
  const formula = Object.hasOwn(formulas, name) ? formulas[name] : undefined;
  if (!formula) return at.unread(`the activation function "${given}"`);
  return { ...value, tensor: formula(at, value.tensor) };
}

/** @param fallback the slope where the description tells none. */
export function leaky(at: LayerContext, x: string, settings: Settings, fallback: number): string {
  const alpha = settings.number('negative_slope', settings.number('alpha', fallback));
  return at.node('LeakyRelu', [x], { alpha: { float: alpha } });
}

/** ReLU with its bound above, its slope below 0 and its threshold, as far as they are set. */
export function rectified(at: LayerContext, x: string, settings: Settings): string {
  const slope = settings.number('negative_slope', 0);
  const most = settings.get('max_value');
  const threshold = settings.number('threshold', 0);
  if (slope !== 0 || threshold !== 0) {
    const leaking = leakingBelow(at, x, threshold, slope);
    return most === undefined ? leaking : at.node('Min', [leaking, at.number(settings.number('max_value'))]);
  }
  if (most === undefined) return at.node('Relu', [x]);
  return at.node('Clip', [x, at.number(0), at.number(settings.number('max_value'))]);
}

/** x from a threshold on; below, how far it is below times a slope. */
function leakingBelow(at: LayerContext, x: string, threshold: number, slope: number): string {
  if (threshold === 0) return at.node('LeakyRelu', [x], { alpha: { float: slope } });
  const bound = at.number(threshold);
  const below = at.node('Mul', [at.node('Sub', [x, bound]), at.number(slope)]);
  return at.node('Where', [at.node('GreaterOrEqual', [x, bound]), x, below]);
}
