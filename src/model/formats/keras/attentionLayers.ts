import type { LayerContext, LayerTranslator } from './layerContext.js';
import type { Value } from './value.js';
import type { StoredWeight } from './weights.js';

/** The dense layers of multi-head attention, in the order of their weights, as files name them. */
const projections = ['query', 'key', 'value', 'output'] as const;
type Projection = (typeof projections)[number];

const partOf = (name: Projection) => ({
  attributes: [`_${name}_dense`, `${name}_dense`],
  mark: name === 'output' ? 'attention_output/' : `${name}/`,
  place: projections.indexOf(name),
  of: projections.length,
});

/** Added where a step may not be looked at, as Keras does. */
const unseen = -1e9;

/**
 * Softmax(Q K^T / sqrt d) V, head by head, then a projection of all heads together (Vaswani et al. 2017). Weights are
 * [features, heads, size] as Keras keeps them, and [heads, size, outputs] of the last.
 */
const multiHeadAttention: LayerTranslator = (at, inputs) => {
  const { query, value, key, seen } = argumentsOf(at, inputs);
  for (const { shape } of [query, value, key]) {
    if (shape.length !== 2) at.unread(`inputs of ${shape.length} dimensions a sample`);
  }
  if (at.settings.get('attention_axes') !== undefined) {
    const axes = at.settings.get('attention_axes');
    if (JSON.stringify(axes) !== '[1]' && axes !== 1) at.unread('attention_axes');
  }
  const heads = at.settings.count('num_heads');
  const size = at.settings.count('key_dim');
  const valueSize = at.settings.get('value_dim') === undefined ? size : at.settings.count('value_dim');
  const apart = (given: Value, name: Projection, width: number, perm: readonly number[]) => {
    const made = projected(at, given, name, [given.shape[1], heads, width], 1);
    const split = at.node('Reshape', [made.tensor, at.integers([0, 0, heads, width])]);
    return at.node('Transpose', [split], { perm });
  };
  const queries = apart(query, 'query', size, [0, 2, 1, 3]);
  const keys = apart(key, 'key', size, [0, 2, 3, 1]);
  const values = apart(value, 'value', valueSize, [0, 2, 1, 3]);
  const scaled = at.node('Mul', [queries, at.number(1 / Math.sqrt(size))]);
  let scores = at.node('MatMul', [scaled, keys]);
  for (const mask of seen) scores = at.node('Where', [mask, scores, at.number(unseen)]);
  const weights = at.node('Softmax', [scores], { axis: -1 });
  const together = at.node('Transpose', [at.node('MatMul', [weights, values])], { perm: [0, 2, 1, 3] });
  const joined: Value = {
    tensor: at.node('Reshape', [together, at.integers([0, 0, heads * valueSize])]),
    shape: [query.shape[0], heads * valueSize],
    order: 'keras',
    mask: query.mask,
  };
  const output = projected(at, joined, 'output', [heads, valueSize, null], 2);
  if (at.call.options.return_attention_scores !== true) return output;
  return [output, { tensor: weights, shape: [heads, query.shape[0], key.shape[0]], order: 'keras' }];
};

export interface Arguments {
  readonly query: Value;
  readonly value: Value;
  readonly key: Value;
  /** Which steps each step may look at: bool, to spread over [samples, heads, queries, keys]. */
  readonly seen: readonly string[];
}

/** Of call(query, value, key=None, query_mask=None, value_mask=None, key_mask=None, attention_mask=None, ...). */
export function argumentsOf(at: LayerContext, inputs: readonly Value[]): Arguments {
  const { keywords, options } = at.call;
  const named = (name: string) => inputs.find((_, i) => keywords[i] === name);
  const placed = inputs.filter((_, i) => (keywords[i] ?? null) === null);
  const query = at.plain(placed[0] ?? named('query') ?? at.unread('no query'));
  const value = at.plain(placed[1] ?? named('value') ?? at.unread('no value'));
  const key = at.plain(placed[2] ?? named('key') ?? value);
  const others = keywords.filter(
    (name) => name !== null && !['query', 'value', 'key', 'attention_mask'].includes(name),
  );
  if (others.length > 0 || placed.length > 3)
    at.unread(`the argument ${others[0] ?? 'attention_mask by its place'}`);
  const seen: string[] = [];
  const bool = 9;
  const given = named('attention_mask');
  if (given) {
    const whole = at.node('Cast', [given.tensor], { to: bool });
    seen.push(given.shape.length === 3 ? whole : at.node('Unsqueeze', [whole, at.integers([1])]));
  }
  const keyMask = value.mask ?? key.mask;
  if (keyMask !== undefined) seen.push(at.node('Unsqueeze', [keyMask, at.integers([1, 2])]));
  if (options.use_causal_mask === true) seen.push(causalMask(at, query, key));
  return { query, value, key, seen };
}

/** Each step sees itself and what came before: [queries, keys]. */
function causalMask(at: LayerContext, query: Value, key: Value): string {
  const places = (of: Value, axis: number) => {
    const length = at.node('Slice', [at.node('Shape', [of.tensor]), at.integers([1]), at.integers([2])]);
    const ones = at.node('Expand', [at.integers([1]), length]);
    const counted = at.node('CumSum', [ones, at.integers([0])]);
    return at.node('Unsqueeze', [counted, at.integers([axis])]);
  };
  return at.node('GreaterOrEqual', [places(query, 1), places(key, 0)]);
}

/** A dense layer whose kernel has more than two axes, the first `inputs` of which are summed over. */
function projected(
  at: LayerContext,
  given: Value,
  name: Projection,
  shape: readonly (number | null)[],
  inputs: number,
): Value {
  const hasBias = at.settings.flag('use_bias', true);
  const own = at.part(partOf(name), name);
  const { kernel, bias } = own.weights({ kernel: shape, bias: hasBias ? shape.slice(inputs) : null });
  const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);
  const width = product(kernel.dims.slice(inputs));
  const constant = (role: string, dims: readonly number[], weight: StoredWeight) =>
    own.constant(role, dims, () => weight.values());
  const matrix = constant('kernel', [product(kernel.dims.slice(0, inputs)), width], kernel);
  let tensor = own.node('MatMul', [given.tensor, matrix]);
  if (bias) tensor = own.node('Add', [tensor, constant('bias', [width], bias)]);
  return { ...given, tensor, shape: [given.shape[0], width] };
}

export const attentionLayers: Readonly<Record<string, LayerTranslator>> = {
  MultiHeadAttention: multiHeadAttention,
};
