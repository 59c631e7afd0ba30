import type { Graph } from '../graph.js';
import { readOnnx, type ExternalReader } from './onnx.js';
import { isTensorflowJs, readTensorflowJs } from './tensorflowJs.js';

/**
 * Reads a model of any format that is known, told by its content.
 * @param file the model's name, for messages.
 * @param readExternal for weights that lie in files beside the model.
 * @throws InputError where it can't be read.
 */
export async function readModel(
  bytes: Uint8Array,
  file: string,
  readExternal: ExternalReader,
): Promise<Graph> {
  if (isTensorflowJs(bytes)) return readTensorflowJs(bytes, file, readExternal);
  return readOnnx(bytes, file, readExternal);
}
