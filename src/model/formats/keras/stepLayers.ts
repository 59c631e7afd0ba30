import type { LayerContext, LayerTranslator } from './layerContext.js';
import { isModel, readTopology } from './topology.js';
import type { Shape, Value } from './value.js';

/** Layers that do the same at every place of a sequence by themselves. */
const alongLast = new Set(['Dense', 'Activation', 'ReLU', 'LeakyReLU', 'ELU', 'ThresholdedReLU', 'Dropout']);

/** The part of a wrapper's weights that is its layer's: all of them. */
const wrapped = { attributes: ['layer'], mark: '', place: 0, of: 1 };

/** A layer at every step: steps are counted as samples while it works. */
const timeDistributed: LayerTranslator = (at, [given]) => {
  const { kind } = at.described('layer');
  if (alongLast.has(kind)) {
    const made = one(at, at.translation.layer(at.inner('layer', wrapped), [given]));
    return { ...made, mask: given.mask };
  }
  if (given.shape.length < 2) at.refuse('takes a sequence and is given single values');
  const input = at.plain(given);
  const [steps, ...rest] = input.shape;
  const folded = at.node('Reshape', [input.tensor, at.integers([-1, ...known(at, rest)])]);
  const value: Value = { tensor: folded, shape: rest, order: 'keras' };
  const made = at.plain(
    one(
      at,
      isModel(kind) ? innerModel(at, value) : at.translation.layer(at.inner('layer', wrapped), [value]),
    ),
  );
  const tensor = at.node('Reshape', [made.tensor, unfoldedShape(at, input, made.shape)]);
  return { tensor, shape: [steps, ...made.shape], order: 'keras', mask: input.mask };
};

function one(at: LayerContext, made: Value | readonly Value[]): Value {
  const [first, ...others] = 'tensor' in made ? [made] : made;
  if (others.length > 0) at.unread('a layer of several outputs');
  return first;
}

function innerModel(at: LayerContext, value: Value): readonly Value[] {
  const { path, group } = at.layer;
  const description = at.settings.get('layer');
  const name = at.described('layer').config.name;
  const inner = readTopology(
    description,
    at.translation.file,
    [...path, typeof name === 'string' ? name : 'layer'],
    [...group, 'layer'],
  );
  return at.translation.model(inner, [value]);
}

function known(at: LayerContext, shape: Shape): number[] {
  return shape.map((size) => size ?? at.unread('steps whose own shape the model leaves open'));
}

/** Samples and steps of the input, then what each step has become. */
function unfoldedShape(at: LayerContext, input: Value, made: Shape): string {
  const [steps] = input.shape;
  if (steps !== null) return at.integers([-1, steps, ...known(at, made)]);
  const shape = at.node('Shape', [input.tensor]);
  const samplesAndSteps = at.node('Slice', [shape, at.integers([0]), at.integers([2])]);
  return at.node('Concat', [samplesAndSteps, at.integers(known(at, made))], { axis: 0 });
}

/** Steps whose features all have a certain value don't count, and become 0. */
const masking: LayerTranslator = (at, [given]) => {
  const input = at.plain(given);
  const off = at.node('Abs', [
    at.node('Sub', [input.tensor, at.number(at.settings.number('mask_value', 0))]),
  ]);
  const furthest = at.node('ReduceMax', [off], { axes: [-1], keepdims: 1 });
  const counts = at.node('Greater', [furthest, at.number(0)]);
  const float = 1;
  const factor = at.node('Cast', [counts], { to: float });
  return {
    ...input,
    tensor: at.node('Mul', [input.tensor, factor]),
    mask: at.node('Squeeze', [counts, at.integers([-1])]),
  };
};

export const stepLayers: Readonly<Record<string, LayerTranslator>> = {
  TimeDistributed: timeDistributed,
  Masking: masking,
};
