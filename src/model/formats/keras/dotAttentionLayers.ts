import { argumentsOf, type Arguments } from './attentionLayers.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import type { Value } from './value.js';

/** Scores of each query for each key, [samples, queries, keys]. */
type Scores = (at: LayerContext, given: Arguments) => string;

/** Added where a step may not be looked at, as Keras does. */
const unseen = -1e9;

/** Softmax of the scores over the keys, times the values. */
function attention(scoresOf: Scores): LayerTranslator {
  return (at, inputs) => {
    const given = argumentsOf(at, inputs);
    const { query, value, seen } = given;
    if (at.settings.flag('causal', false)) return at.unread('causal');
    // Masks are made for several heads, which stand second there.
    const heads = at.integers([1]);
    let scores = at.node('Unsqueeze', [scoresOf(at, given), heads]);
    for (const mask of seen) scores = at.node('Where', [mask, scores, at.number(unseen)]);
    const shares = at.node('Squeeze', [at.node('Softmax', [scores], { axis: -1 }), heads]);
    const tensor = at.node('MatMul', [shares, value.tensor]);
    const made: Value = { tensor, shape: [query.shape[0], value.shape[1]], order: 'keras', mask: query.mask };
    return query.mask === undefined ? made : withoutUnseen(at, made, query.mask);
  };
}

/** Steps that don't count give zeros. */
function withoutUnseen(at: LayerContext, made: Value, mask: string): Value {
  const float = 1;
  const counts = at.node('Unsqueeze', [at.node('Cast', [mask], { to: float }), at.integers([2])]);
  return { ...made, tensor: at.node('Mul', [made.tensor, counts]) };
}

/** Luong et al. 2015: Q K^T, times one number that is learned where the layer says so. */
const dotScores: Scores = (at, { query, key }) => {
  if (at.settings.text('score_mode', 'dot') !== 'dot') at.unread('another score_mode than "dot"');
  const scores = at.node('MatMul', [query.tensor, at.node('Transpose', [key.tensor], { perm: [0, 2, 1] })]);
  if (!at.settings.flag('use_scale', false)) return scores;
  const { scale } = at.weights({ scale: [] });
  return at.node('Mul', [scores, at.constant('scale', [], () => scale.values())]);
};

/** Bahdanau et al. 2015: the sum of tanh(Q + K), each feature times a number that is learned. */
const additiveScores: Scores = (at, { query, key }) => {
  const one = at.node('Unsqueeze', [query.tensor, at.integers([2])]);
  const other = at.node('Unsqueeze', [key.tensor, at.integers([1])]);
  let both = at.node('Tanh', [at.node('Add', [one, other])]);
  if (at.settings.flag('use_scale', true)) {
    const { scale } = at.weights({ scale: [query.shape[1]] });
    both = at.node('Mul', [both, at.constant('scale', scale.dims, () => scale.values())]);
  }
  return at.node('ReduceSum', [both, at.integers([-1])], { keepdims: 0 });
};

export const dotAttentionLayers: Readonly<Record<string, LayerTranslator>> = {
  Attention: attention(dotScores),
  AdditiveAttention: attention(additiveScores),
};
