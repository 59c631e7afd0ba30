import { activate } from './activationFunctions.js';
import type { Json } from './layerConfig.js';
import { alike, mergingLayers, together } from './mergingLayers.js';
import { ofUnitLength } from './normalizationLayers.js';
import { axesOf, constantOf, flagOf, isValue, numbersOf, valuesOf, type Translator } from './operation.js';
import { axisInGraph, type Value } from './value.js';

/** An operator for two: values or a constant, in any order. Constants spread as NumPy's, from behind. */
export function binary(opType: string, layer?: keyof typeof mergingLayers): Translator {
  return (operation, first) => {
    const { at } = operation;
    const values = valuesOf(operation);
    if (values.length > 2) return at.unread('more than two values');
    if (values.length === 2) {
      if (layer !== undefined) return mergingLayers[layer](at, values) as Value;
      const [one, other] = alike(at, values);
      const shape = together(at, one.shape, other.shape);
      return { ...one, shape, tensor: at.node(opType, [one.tensor, other.tensor]) };
    }
    const constant = numbersOf(operation, constantOf(operation, ['y', 'x2', 'x', 'x1', 'bias', 'value']));
    const value = constant.dims.length === 0 ? first : at.plain(first);
    const fits = constant.dims.every((size, i) => {
      const own = value.shape.at(i - constant.dims.length);
      return size === 1 || size === own;
    });
    if (constant.dims.length > value.shape.length || !fits) {
      return at.unread(`a constant of ${constant.dims.join(' x ')}`);
    }
    const given =
      constant.dims.length === 0
        ? at.number(constant.values[0])
        : at.constant('constant', constant.dims, () => constant.values);
    const behind = isValue(operation.operands[0]) ? at.call.keywords.some(isSecond) : true;
    return { ...value, tensor: at.node(opType, behind ? [given, value.tensor] : [value.tensor, given]) };
  };
}

/** Whether a keyword is that of the second of two: y of subtract(1, y=x). */
function isSecond(keyword: string | null): boolean {
  return keyword === 'y' || keyword === 'x2';
}

export const unary =
  (opType: string): Translator =>
  ({ at }, value) => ({ ...value, tensor: at.node(opType, [value.tensor]) });

export const activation =
  (name: string): Translator =>
  (operation, value) => {
    const { at } = operation;
    const settings: Record<string, Json> = {};
    for (const key of ['alpha', 'negative_slope', 'axis', 'approximate']) {
      const given = constantOf({ ...operation, operands: [] }, [key]);
      if (given !== undefined) settings[key] = given;
    }
    return activate(at, value, { class_name: name, config: settings });
  };

/** Reduces along axes. */
export function reduction(opType: 'ReduceMean' | 'ReduceSum' | 'ReduceMax' | 'ReduceMin'): Translator {
  return (operation, given) => {
    const { at } = operation;
    const axes = axesOf(operation, constantOf(operation, ['axis', 'reduction_indices'], 0), given);
    const keeps = flagOf(operation, ['keepdims', 'keep_dims'], 1);
    const value = keeps ? given : spaceOf(given, axes) ? given : at.plain(given);
    const places = axes.map((axis) => axisInGraph(value, axis));
    const keepdims = keeps ? 1 : 0;
    const tensor =
      opType === 'ReduceSum'
        ? at.node(opType, [value.tensor, at.integers(places)], { keepdims })
        : at.node(opType, [value.tensor], { axes: places, keepdims });
    const shape = value.shape.flatMap((size, i) => (!axes.includes(i + 1) ? [size] : keeps ? [1] : []));
    return { tensor, shape, order: keeps ? value.order : 'keras' };
  };
}

/** Whether axes are all of an image's space, so that its channels alone are left. */
function spaceOf({ shape }: Value, axes: readonly number[]): boolean {
  return axes.length === shape.length - 1 && !axes.includes(shape.length);
}

export const clip: Translator = (operation, value) => {
  const { at } = operation;
  const bounds = [
    ['clip_value_min', 'x_min'],
    ['clip_value_max', 'x_max'],
  ].map((names, i) => numbersOf(operation, constantOf(operation, names, i)));
  if (bounds.some(({ dims }) => dims.length > 0)) return at.unread('bounds that are no single numbers');
  return {
    ...value,
    tensor: at.node('Clip', [value.tensor, ...bounds.map(({ values }) => at.number(values[0]))]),
  };
};

export const l2Normalize: Translator = (operation, value) =>
  ofUnitLength(operation.at, value, axesOf(operation, constantOf(operation, ['axis', 'dim']) ?? -1, value));
