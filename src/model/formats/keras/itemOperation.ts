import { isList, isObject, type Json } from './layerConfig.js';
import { constantOf, type Operation, type Translator } from './operation.js';
import type { Shape } from './value.js';

/** Beyond every size, either way. */
const farthest = 2 ** 31 - 1;

/** Parts of each sample: `x[:, 0]`, `x[..., ::-1]`. */
export const getItem: Translator = (operation, given) => {
  const { at } = operation;
  const value = at.plain(given);
  const key = constantOf(operation, ['slice_spec', 'key']);
  const items = isList(key) ? key : key === undefined ? [] : [key];
  const isEllipsis = (item: Json) =>
    item === '...' || (isObject(item) && /^__ellipsis__$|^ellipsis$/i.test(textOf(item.class_name)));
  const rank = value.shape.length + 1;
  const rest = rank - items.filter((item) => !isEllipsis(item)).length;
  const whole: Json = {};
  const found = items.findIndex(isEllipsis);
  const before = found < 0 ? items.length : found;
  const spread = [
    ...items.slice(0, before),
    ...Array.from({ length: Math.max(0, rest) }, () => whole),
    ...items.slice(before + 1),
  ];
  if (spread.length !== rank) return at.unread('more parts than dimensions');
  const parts = spread.map((item, axis) => partOf(operation, item, axis, value.shape));
  if (!parts[0].isWhole) return at.unread('a part of the samples');
  const cut = parts.map((part, axis) => ({ ...part, axis })).filter((part) => !part.isWhole);
  if (cut.length === 0) return value;
  const list = (pick: (part: (typeof cut)[number]) => number) => at.integers(cut.map(pick));
  let tensor = at.node('Slice', [
    value.tensor,
    list(({ start }) => start),
    list(({ stop }) => stop),
    list(({ axis }) => axis),
    list(({ step }) => step),
  ]);
  const single = cut.filter(({ isOne }) => isOne).map(({ axis }) => axis);
  if (single.length > 0) tensor = at.node('Squeeze', [tensor, at.integers(single)]);
  const shape = parts.slice(1).flatMap(({ size, isOne }) => (isOne ? [] : [size]));
  return { tensor, shape, order: 'keras' };
};

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What one item of a key takes along its axis, as ONNX's Slice is told. */
function partOf({ at }: Operation, item: Json, axis: number, shape: Shape) {
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
  if (item === null) return at.unread('a new dimension among its parts');
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
