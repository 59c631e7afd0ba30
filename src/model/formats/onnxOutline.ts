import { field, messageOutline, wholeField } from './messageOutline.js';
import type { StoredBytes } from './storedBytes.js';

/** Numbers of fields in onnx.proto: of the way to a weight's bytes, and of what says where else they are. */
const way = { graph: 7, initializer: 5, rawData: 9 } as const;
const { externalData, dataLocation } = { externalData: 13, dataLocation: 14 };
const external = 1;

/**
 * A model file without its large weights: the bytes of the same model whose tensors name the file itself as the place of
 * their data, so that little of a large file is read.
 * @param name of the file, as external data would be told.
 * @throws RangeError where the file is no such model, or ends early.
 */
export function onnxOutline(file: StoredBytes, name: string): Uint8Array {
  return messageOutline(file, Object.values(way), (offset, length) => {
    const entries = { location: name, offset: String(offset), length: String(length) };
    return [
      ...Object.entries(entries).flatMap(([key, value]) =>
        field(externalData, [...field(1, [utf8(key)]), ...field(2, [utf8(value)])]),
      ),
      wholeField(dataLocation, external),
    ];
  });
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
