import { InputError } from '../../inputError.js';
import { sizeOf } from '../tensor.js';
import { isList, isObject, type Json } from './keras/layerConfig.js';
import type { StoredWeight } from './keras/weights.js';
import { joinedBytes, rangeOf, type StoredBytes } from './storedBytes.js';
import { bytesOfElement, storedNumbers } from './storedElements.js';
import type { WeightFiles } from './weightFiles.js';

function malformed(file: string): InputError {
  return new InputError(`The list of weights in ${file} can't be read; convert the model again.`);
}

/**
 * Reads TensorFlow.js's list of weights: every weight of the groups, and the bytes that all take. A group's files hold its
 * weights one after another, without regard to where they end.
 * @param file the model's name, for messages.
 * @throws InputError where the list is malformed, or weights are missing or of a type that isn't read.
 */
export async function readManifest(
  manifest: Json | undefined,
  file: string,
  openBeside: WeightFiles['reader'],
): Promise<{ readonly weights: readonly StoredWeight[]; readonly bytes: number }> {
  if (!isList(manifest)) throw malformed(file);
  const weights: StoredWeight[] = [];
  let total = 0;
  for (const group of manifest) {
    if (!isObject(group) || !isList(group.paths) || !isList(group.weights)) throw malformed(file);
    const parts: StoredBytes[] = [];
    for (const path of group.paths) {
      if (typeof path !== 'string') throw malformed(file);
      parts.push(await openBeside(path, 0, null));
    }
    const bytes = joinedBytes(parts);
    total += bytes.size;
    let offset = 0;
    for (const described of group.weights) {
      const weight = storedWeight(described, file);
      const end = offset + weight.extent(rangeOf(bytes, offset, bytes.size - offset));
      if (end > bytes.size) {
        throw new InputError(
          `The weights of ${file} end within "${weight.name}": ${end} bytes are needed and ${bytes.size} are there; copy all of its files again.`,
        );
      }
      const [start, length] = [offset, end - offset];
      const values = () => weight.read(bytes.read(start, length));
      weights.push({ name: weight.name, dims: weight.dims, values });
      offset = end;
    }
    if (offset !== bytes.size) {
      throw new InputError(
        `The weights of ${file} should take ${offset} bytes and take ${bytes.size}; copy all of its files again.`,
      );
    }
  }
  return { weights, bytes: total };
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
    return { name, dims, extent: (bytes: StoredBytes) => extentOfTexts(bytes, size), read };
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
function extentOfTexts(bytes: StoredBytes, count: number): number {
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.size) return at + 4 * (count - i);
    const { buffer, byteOffset } = bytes.read(at, 4);
    at += 4 + new DataView(buffer, byteOffset).getUint32(0, true);
  }
  return at;
}
