import type { Graph } from '../graph.js';
import { isHdf5, isKerasArchive, kerasMembers, readKerasArchive, readKerasHdf5 } from './kerasFiles.js';
import { readOnnx, type ExternalReader, type WeightFiles } from './onnx.js';
import {
  isFrozenGraph,
  isSavedModel,
  readFrozenGraph,
  readSavedModel,
} from './tensorflowGraph/savedModel.js';
import { isTensorflowJs, readTensorflowJs } from './tensorflowJs.js';

/** A model, and what kind of file it was read from. */
export interface ReadModel {
  readonly graph: Graph;
  readonly format: 'onnx' | 'keras' | 'tensorflow' | 'tensorflow.js';
}

/** How a model's file, and what belongs to it, is taken apart. */
export interface ModelReaders {
  /** For weights that lie in files beside the model. */
  readonly external: ExternalReader;
  /** For weights that are too large to be held; all are read where there is none. */
  readonly weights?: WeightFiles;
  /** Members of a zip file by name, as far as it holds them. */
  readonly unzip: (bytes: Uint8Array, members: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
}

/**
 * Reads a model of any format that is known, told by its content.
 * @param file the model's name, for messages.
 * @throws InputError where it can't be read.
 */
export async function readModel(bytes: Uint8Array, file: string, readers: ModelReaders): Promise<ReadModel> {
  if (isTensorflowJs(bytes)) {
    return { graph: await readTensorflowJs(bytes, file, readers.external), format: 'tensorflow.js' };
  }
  if (isHdf5(bytes)) return { graph: await readKerasHdf5(bytes, file), format: 'keras' };
  if (isKerasArchive(bytes)) {
    const members = await readers.unzip(bytes, Object.values(kerasMembers));
    return { graph: await readKerasArchive(members, file), format: 'keras' };
  }
  if (isSavedModel(bytes)) {
    return { graph: await readSavedModel(bytes, file, readers.external), format: 'tensorflow' };
  }
  if (isFrozenGraph(bytes)) {
    return { graph: await readFrozenGraph(bytes, file, readers.external), format: 'tensorflow' };
  }
  return { graph: await readOnnx(bytes, file, readers.external, readers.weights ?? null), format: 'onnx' };
}
