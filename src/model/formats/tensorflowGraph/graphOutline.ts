import { field, messageOutline, wholeField } from '../messageOutline.js';
import type { StoredBytes } from '../storedBytes.js';
import type { WireFields } from './wireFields.js';

/** Numbers of fields on the way to a constant's bytes: node, attribute, its value, tensor, content. */
const way = [1, 5, 2, 8, 4];
/** A number that TensorFlow's TensorProto has no field of: where in the file the content is. */
const place = 1000;

/**
 * A frozen graph without the numbers of its large constants: the bytes of the same graph, whose tensors say where in the file
 * these are.
 * @throws RangeError where the file is no such graph, or ends early.
 */
export function graphOutline(file: StoredBytes): Uint8Array {
  return messageOutline(file, way, (offset, length) =>
    field(place, [wholeField(1, offset), wholeField(2, length)]),
  );
}

/** What a tensor of an outline left in the file; undefined where it has its content itself. */
export function contentInFile(tensor: WireFields, file: StoredBytes): Uint8Array | undefined {
  const found = tensor.message(place);
  return found && file.read(found.integers(1)[0], found.integers(2)[0]);
}

/** Whether a tensor has its content as bytes, be it left in the file. */
export function hasContent(tensor: WireFields): boolean {
  return tensor.has(way[way.length - 1]) || tensor.has(place);
}
