import { InputError } from '../../inputError.js';
import type { Graph } from '../graph.js';
import { isHdf5, isKerasArchive, kerasMembers, readKerasArchive, readKerasHdf5 } from './kerasFiles.js';
import { readOnnx } from './onnx.js';
import { explainOtherFormat } from './otherFormats.js';
import { allOf, storedBytes, type SomeBytes, type StoredBytes } from './storedBytes.js';
import { graphOutline } from './tensorflowGraph/graphOutline.js';
import {
  isFrozenGraph,
  isSavedModel,
  readFrozenGraph,
  readSavedModel,
} from './tensorflowGraph/savedModel.js';
import { isTensorflowJs, readTensorflowJs } from './tensorflowJs.js';
import type { ExternalReader, WeightFiles } from './weightFiles.js';

/** Bytes of a file that is not read in parts. */
const mostWhole = 2 ** 31;
/** What a format is told by. */
const startBytes = 2 ** 20;

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
  readonly unzip: (bytes: StoredBytes, members: readonly string[]) => Promise<ReadonlyMap<string, SomeBytes>>;
}

/**
 * Reads a model of any format that is known, told by its content.
 * @param file the model's name, for messages.
 * @throws InputError where it can't be read.
 */
export async function readModel(given: SomeBytes, file: string, readers: ModelReaders): Promise<ReadModel> {
  const stored = storedBytes(given);
  const { external, weights = null } = readers;
  if (isHdf5(stored.read(0, 8)))
    return { graph: await readKerasHdf5(stored, file, weights), format: 'keras' };
  if (isKerasArchive(stored)) {
    const members = await readers.unzip(stored, Object.values(kerasMembers));
    return { graph: await readKerasArchive(members, file, weights), format: 'keras' };
  }
  const outline = given instanceof Uint8Array ? null : outlineOfGraph(stored);
  if (outline) {
    const graph = await readFrozenGraph(outline, file, external, stored, weights);
    return { graph, format: 'tensorflow' };
  }
  if (stored.size > mostWhole) {
    const explanation = explainOtherFormat(stored.read(0, startBytes), file);
    throw new InputError(
      `${file} ${explanation ?? 'is larger than 2 GB, the most an ONNX file may be; export the model with its weights in external data files.'}`,
    );
  }
  const bytes = allOf(given);
  if (isTensorflowJs(bytes)) {
    return { graph: await readTensorflowJs(bytes, file, external, weights), format: 'tensorflow.js' };
  }
  if (isSavedModel(bytes)) {
    return { graph: await readSavedModel(bytes, file, external, weights), format: 'tensorflow' };
  }
  if (isFrozenGraph(bytes)) {
    return { graph: await readFrozenGraph(bytes, file, external), format: 'tensorflow' };
  }
  return { graph: await readOnnx(bytes, file, external, weights), format: 'onnx' };
}

/** The outline of a frozen graph; null of any other file. */
function outlineOfGraph(stored: StoredBytes): Uint8Array | null {
  // A graph begins with a node, and that with its name.
  const firstNode = 0x0a;
  if (stored.read(0, 1)[0] !== firstNode) return null;
  try {
    const outline = graphOutline(stored);
    return isFrozenGraph(outline) ? outline : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
