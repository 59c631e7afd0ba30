import { InputError } from '../../inputError.js';
import { sizeOf } from '../tensor.js';
import { isList, isObject, type Json } from './keras/layerConfig.js';
import type { StoredWeight } from './keras/weights.js';
import type { ExternalReader } from './onnx.js';
import { bytesOfElement, storedNumbers } from './storedElements.js';

function malformed(file: string): InputError {
  return new InputError(`The list of weights in ${file} can't be read; convert the model again.`);
}

/**
 * Reads TensorFlow.js's list of weights. A group's files hold its weights one after another, without regard to where they end.
 * @param file the model's name, for messages.
 * @throws InputError where the list is malformed, or weights are missing or of a type that isn't read.
 */
export async function readManifest(
  manifest: Json | undefined,
  file: string,
  readExternal: ExternalReader,
): Promise<StoredWeight[]> {
  if (!isList(manifest)) throw malformed(file);
  const all: StoredWeight[] = [];
  for (const group of manifest) {
    if (!isObject(group) || !isList(group.paths) || !isList(group.weights)) throw malformed(file);
    const parts: Uint8Array[] = [];
    for (const path of group.paths) {
      if (typeof path !== 'string') throw malformed(file);
      parts.push(await readExternal(path, 0, null));
    }
    const bytes = joined(parts);
    let offset = 0;
    for (const described of group.weights) {
      const weight = storedWeight(described, file);
      const end = offset + weight.extent(bytes.subarray(offset));
      if (end > bytes.length) {
        throw new InputError(
          `The weights of ${file} end within "${weight.name}": ${end} bytes are needed and ${bytes.length} are there; copy all of its files again.`,
        );
      }
      const own = bytes.subarray(offset, end);
      all.push({ name: weight.name, dims: weight.dims, values: () => weight.read(own) });
      offset = end;
    }
    if (offset !== bytes.length) {
      throw new InputError(
        `The weights of ${file} should take ${offset} bytes and take ${bytes.length}; copy all of its files again.`,
      );
    }
  }
  return all;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** A weight as the manifest describes it; quantised ones are `scale * whole + min`. */
function storedWeight(described: Json, file: string) {
  if (!isObject(described) || typeof described.name !== 'string' || !isList(described.shape)) {
    throw malformed(file);
  }
  const { name, quantization } = described;
  const dims = described.shape.map((size) => {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) throw malformed(file);
    return size;
  });
  const { dtype = null, scale = 1, min = 0 } = isObject(quantization) ? quantization : described;
  const type = dtype ?? described.dtype;
  const width = typeof type === 'string' ? bytesOfElement(type) : undefined;
  const unread = () =>
    new InputError(
      `The weight "${name}" of ${file} is of the type ${JSON.stringify(type)}, which can't be read; convert the model again without it.`,
    );
  const size = sizeOf(dims);
  if (type === 'string') {
    const read = () => {
      throw unread();
    };
    return { name, dims, extent: (bytes: Uint8Array) => extentOfTexts(bytes, size), read };
  }
  if (width === undefined || typeof scale !== 'number' || typeof min !== 'number') throw unread();
  const isWhole = isObject(quantization) && dtype !== 'float16';
  const read = (bytes: Uint8Array): Float32Array => {
    const values = storedNumbers(bytes, type as string, size);
    return isWhole ? values.map((value) => value * scale + min) : values;
  };
  return { name, dims, extent: () => size * width, read };
}

/** Bytes that texts take, each behind its length: graphs hold some that nothing computes with. */
function extentOfTexts(bytes: Uint8Array, count: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let i = 0; i < count; i++) at += 4 + (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  return at;
}
