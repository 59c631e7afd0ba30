import { sizeOf, type Tensor } from './tensor.js';

/** Tensors one behind the other along an axis; null where they don't fit. */
export function concatenated(parts: readonly Tensor[], axis: number): Tensor | null {
  const [first] = parts;
  const at = axis < 0 ? axis + first.dims.length : axis;
  const isAlike = ({ dims }: Tensor) =>
    dims.length === first.dims.length && dims.every((dim, i) => i === at || dim === first.dims[i]);
  if (at < 0 || at >= first.dims.length || !parts.every(isAlike)) return null;
  const joined = parts.reduce((sum, { dims }) => sum + dims[at], 0);
  const dims = first.dims.map((dim, i) => (i === at ? joined : dim));
  const values = roomFor(parts, sizeOf(dims));
  let to = 0;
  for (let row = 0; row < sizeOf(dims.slice(0, at)); row++) {
    for (const part of parts) {
      const length = sizeOf(part.dims.slice(at));
      values.set(part.values.subarray(row * length, (row + 1) * length), to);
      to += length;
    }
  }
  return { dims, values };
}

/** The elements of a tensor from `start` to before `end` along an axis, counted from its end where negative. */
export function sliced(tensor: Tensor, axis: number, start: number, end: number): Tensor | null {
  const { dims } = tensor;
  const at = axis < 0 ? axis + dims.length : axis;
  const length = dims[at] as number | undefined;
  if (length === undefined) return null;
  const place = (index: number) => Math.min(length, Math.max(0, index < 0 ? index + length : index));
  const [from, to] = [place(start), place(end)];
  const kept = dims.map((dim, i) => (i === at ? Math.max(0, to - from) : dim));
  const inner = sizeOf(dims.slice(at + 1));
  const values = roomFor([tensor], sizeOf(kept));
  const width = kept[at] * inner;
  for (let row = 0; row < sizeOf(dims.slice(0, at)); row++) {
    const first = (row * length + from) * inner;
    values.set(tensor.values.subarray(first, first + width), row * width);
  }
  return { dims: kept, values };
}

function roomFor(parts: readonly Tensor[], size: number): Float32Array | Float64Array {
  const isSingle = parts.every(({ values }) => values instanceof Float32Array);
  return isSingle ? new Float32Array(size) : new Float64Array(size);
}
