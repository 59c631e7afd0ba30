import { isList, isObject, type Json } from './layerConfig.js';
import type { LayerContext } from './layerContext.js';
import { constantOf, type Translator } from './operation.js';
import type { Shape } from './value.js';

/** Beyond every size, either way. */
const farthest = 2 ** 31 - 1;

/** Parts of each sample: `x[:, 0]`, `x[..., ::-1]`, `x[:, None]`. */
export const getItem: Translator = (operation, given) => {
  const { at } = operation;
  const value = at.plain(given);
  const key = constantOf(operation, ['slice_spec', 'key']);
  const items = itemsFor(isList(key) ? key : key === undefined ? [] : [key], value.shape.length + 1);
  if (!items) return at.unread('more parts than dimensions');
  const parts = items
    .filter((item) => item !== null)
    .map((item, axis) => partOf(at, item, axis, value.shape));
  if (items[0] === null || !parts[0].isWhole) return at.unread('a part of the samples');
  const cut = parts.map((part, axis) => ({ ...part, axis })).filter((part) => !part.isWhole);
  let { tensor } = value;
  if (cut.length > 0) {
    const list = (pick: (part: (typeof cut)[number]) => number) => at.integers(cut.map(pick));
    tensor = at.node('Slice', [
      tensor,
      list(({ start }) => start),
      list(({ stop }) => stop),
      list(({ axis }) => axis),
      list(({ step }) => step),
    ]);
  }
  const single = cut.filter(({ isOne }) => isOne).map(({ axis }) => axis);
  if (single.length > 0) tensor = at.node('Squeeze', [tensor, at.integers(single)]);
  // What is left of the items makes the dimensions, those of null new ones.
  let read = 0;
  const sizes = items.flatMap((item): (number | null)[] => {
    if (item === null) return [1];
    const { isOne, size } = parts[read++];
    return isOne ? [] : [size];
  });
  const left = items.filter((item) => typeof item !== 'number');
  const added = left.flatMap((item, axis) => (item === null ? [axis] : []));
  if (added.length > 0) tensor = at.node('Unsqueeze', [tensor, at.integers(added)]);
  return { tensor, shape: sizes.slice(1), order: 'keras' };
};

/** One item a dimension, and null for each new one: an ellipsis, or else the end, stands for as many as are missing. */
function itemsFor(items: readonly Json[], rank: number): Json[] | null {
  const isEllipsis = (item: Json) =>
    item === '...' || (isObject(item) && /^__ellipsis__$|^ellipsis$/i.test(textOf(item.class_name)));
  const missing = rank - items.filter((item) => item !== null && !isEllipsis(item)).length;
  if (missing < 0) return null;
  const found = items.findIndex(isEllipsis);
  const place = found < 0 ? items.length : found;
  const whole = Array.from({ length: missing }, (): Json => ({}));
  return [...items.slice(0, place), ...whole, ...items.slice(place + 1)];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What one item of a key takes along its axis, as ONNX's Slice is told. */
function partOf(at: LayerContext, item: Json, axis: number, shape: Shape) {
  const size = axis === 0 ? null : shape[axis - 1];
  if (typeof item === 'number') {
    return {
      isWhole: false,
      isOne: true,
      start: item,
      stop: item === -1 ? farthest : item + 1,
      step: 1,
      size: 1,
    };
  }
  if (!isObject(item)) return at.unread('a part that a network tells');
  const settings = isObject(item.config) ? item.config : item;
  const bound = (key: string): number | null => {
    const value = settings[key] ?? null;
    return value === null || typeof value === 'number' ? value : at.unread('a part that a network tells');
  };
  const [start, stop, step] = [bound('start'), bound('stop'), bound('step') ?? 1];
  const isWhole = start === null && stop === null && step === 1;
  const first = start ?? (step > 0 ? 0 : farthest);
  const last = stop ?? (step > 0 ? farthest : -farthest);
  return { isWhole, isOne: false, start: first, stop: last, step, size: sizeOfPart(size, first, last, step) };
}

/** How many places a slice takes, as Python counts. */
function sizeOfPart(size: number | null, start: number, stop: number, step: number): number | null {
  if (size === null) return null;
  const [least, most] = step > 0 ? [0, size] : [-1, size - 1];
  const within = (place: number) =>
    Math.min(most, Math.max(least, place < 0 && place !== -farthest ? place + size : place));
  return Math.max(0, Math.ceil((within(stop) - within(start)) / step));
}
