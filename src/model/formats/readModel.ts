import type { Graph } from '../graph.js';
import { isHdf5, isKerasArchive, kerasMembers, readKerasArchive, readKerasHdf5 } from './kerasFiles.js';
import { readOnnx, type ExternalReader } from './onnx.js';
import { isTensorflowJs, readTensorflowJs } from './tensorflowJs.js';

/** How a model's file, and what belongs to it, is taken apart. */
export interface ModelReaders {
  /** For weights that lie in files beside the model. */
  readonly external: ExternalReader;
  /** Members of a zip file by name, as far as it holds them. */
  readonly unzip: (bytes: Uint8Array, members: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
}

/**
 * Reads a model of any format that is known, told by its content.
 * @param file the model's name, for messages.
 * @throws InputError where it can't be read.
 */
export async function readModel(bytes: Uint8Array, file: string, readers: ModelReaders): Promise<Graph> {
  if (isTensorflowJs(bytes)) return readTensorflowJs(bytes, file, readers.external);
  if (isHdf5(bytes)) return readKerasHdf5(bytes, file);
  if (isKerasArchive(bytes)) {
    return readKerasArchive(await readers.unzip(bytes, Object.values(kerasMembers)), file);
  }
  return readOnnx(bytes, file, readers.external);
}
