import type { LayerContext } from './layerContext.js';
import { mergingLayers } from './mergingLayers.js';
import { axesOf, constantOf, listOf, valuesOf, type Translator } from './operation.js';
import type { Value } from './value.js';

export const concatenation: Translator = (operation) => {
  const { at } = operation;
  const axis = constantOf(operation, ['axis']) ?? -1;
  const values = valuesOf(operation);
  return mergingLayers.Concatenate(at.withSettings({ axis }), values) as Value;
};

export const reshape: Translator = (operation, value) => {
  const { at } = operation;
  const target = listOf(operation, constantOf(operation, ['shape', 'newshape', 'new_shape']));
  if (!target || target.length < 2) return at.unread('a shape that a network makes');
  const [, ...sizes] = target;
  return one(
    at,
    at.translation.layer(at.part(all, '', { kind: 'Reshape', settings: { target_shape: sizes } }), [value]),
  );
};

const all = { attributes: [], mark: '', place: 0, of: 1 };

function one(at: LayerContext, made: Value | readonly Value[]): Value {
  return 'tensor' in made ? made : at.unread('several outputs');
}

export const expandDims: Translator = (operation, given) => {
  const { at } = operation;
  const value = at.plain(given);
  const rank = value.shape.length + 2;
  const [axis] = listOf(operation, constantOf(operation, ['axis'])) ?? [-1];
  const place = axis < 0 ? axis + rank : axis;
  if (!(place >= 1 && place < rank)) return at.unread(`the axis ${axis}`);
  const shape = [...value.shape.slice(0, place - 1), 1, ...value.shape.slice(place - 1)];
  return { tensor: at.node('Unsqueeze', [value.tensor, at.integers([place])]), shape, order: 'keras' };
};

export const squeeze: Translator = (operation, given) => {
  const { at } = operation;
  const value = at.plain(given);
  const ones = value.shape.flatMap((size, i) => (size === 1 ? [i + 1] : []));
  const named = constantOf(operation, ['axis', 'squeeze_dims']);
  const axes = named === undefined || JSON.stringify(named) === '[]' ? ones : axesOf(operation, named, value);
  const shape = value.shape.filter((_, i) => !axes.includes(i + 1));
  return { tensor: at.node('Squeeze', [value.tensor, at.integers(axes)]), shape, order: 'keras' };
};

export const transpose: Translator = (operation, value) => {
  const { at } = operation;
  const [samples, ...dims] = listOf(operation, constantOf(operation, ['perm', 'axes'])) ?? [];
  if (samples !== 0) return at.unread('an order that moves the samples');
  return one(at, at.translation.layer(at.part(all, '', { kind: 'Permute', settings: { dims } }), [value]));
};
