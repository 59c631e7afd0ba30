import * as l10n from '@vscode/l10n';
import { createHash, type Hash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../inputError.js';
import { onnxOutline } from '../model/formats/onnxOutline.js';
import { readModel, type ModelReaders, type ReadModel } from '../model/formats/readModel.js';
import { isNarrow } from '../model/formats/widened.js';
import type { Graph } from '../model/graph.js';
import { isInFile } from '../model/tensor.js';
import { FilesBeside } from './filesBeside.js';
import { StoredFile, unreadable } from './storedFile.js';
import { readZipMembers } from './zipMembers.js';

/** A model as read from disk. */
export interface ModelFile {
  readonly graph: Graph;
  readonly format: ReadModel['format'];
  /** The file's name, for messages. */
  readonly name: string;
  /** Whether large weights stay in files: the network is too large to be run for a look at it. */
  readonly leavesWeights: boolean;
  /** The folder of the files in which engines find the weights that stay there; null where there are none. */
  readonly weightsFolder: string | null;
  /**
   * Length of the file and of the parts of others that it takes its weights from; of weights that stay in files half, since
   * engines map these, or twice where they hold wider copies.
   */
  readonly bytes: number;
  /** Of the file's bytes, then of each external data file's in the order of their names; in hexadecimal. */
  sha256(): Promise<string>;
}

/** Weights of more bytes stay in their files. */
const mostWeights = 2 ** 28;

/**
 * Reads a model file, and the data files beside it that it names.
 * @param given the file, or the folder of a SavedModel.
 * @param mostInMemory bytes of weights; more stay in their files, and are read when they are wanted.
 * @param isRun whether the network is to be run: then only those stay that engines find in files, which are ONNX's.
 * @throws InputError where it can't be read, or names data outside its own folder.
 */
export async function readModelFile(
  given: string,
  mostInMemory = mostWeights,
  isRun = true,
): Promise<ModelFile> {
  const path = await fileOf(given);
  const name = basename(path);
  const refuse = (error: unknown) => {
    throw unreadable(name, error);
  };
  const { size } = await stat(path).catch(refuse);
  const beside = new FilesBeside(path, name);
  const readers = (most: number): ModelReaders => ({
    external: beside.external,
    weights: { mostInMemory: most, isRun, reader: beside.reader },
    unzip: (zip, members) => readZipMembers(zip, members, name),
  });
  let digest: Hash | null = null;
  let own = size;
  let read: ReadModel;
  if (size <= mostInMemory) {
    const bytes = await readFile(path).catch(refuse);
    own = bytes.length;
    digest = createHash('sha256').update(bytes);
    read = await readModel(bytes, name, readers(mostInMemory));
  } else {
    const file = new StoredFile(path, name, size);
    read = await file.whileOpen(() => {
      if (!mayBeOnnx(file)) return readModel(file, name, readers(mostInMemory));
      const outline = outlineOf(file, name);
      own = outline.length;
      // What the outline of a file leaves out is too much in any case.
      return readModel(outline, name, readers(-1));
    });
  }
  const { graph, format } = read;
  const leavesWeights = [...graph.initializers.values()].some(isInFile);
  const isMapped = leavesWeights && format === 'onnx';
  return {
    graph,
    format,
    name,
    leavesWeights,
    weightsFolder: isMapped ? resolve(dirname(path)) : null,
    bytes: own + beside.held + Math.ceil(beside.left * (isMapped ? heldShare(graph) : 1)),
    async sha256() {
      const whole = digest?.copy() ?? createHash('sha256');
      if (!digest) await addFile(whole, path);
      for (const file of beside.paths) await addFile(whole, file);
      return whole.digest('hex');
    },
  };
}

/** What engines hold of weights that they find in files: they map them, but keep wider copies of half-precision ones. */
function heldShare({ initializers }: Graph): number {
  return [...initializers.values()].some((tensor) => isInFile(tensor) && isNarrow(tensor)) ? 2 : 0.5;
}

/** The file that a model begins with: of a SavedModel's folder the one in it. */
async function fileOf(path: string): Promise<string> {
  const described = join(path, 'saved_model.pb');
  const isFolder = await stat(described).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFolder ? described : path;
}

/** Whether a file begins as ONNX models do, with the version of their format. */
function mayBeOnnx(file: StoredFile): boolean {
  return file.read(0, 1)[0] === 0x08;
}

/** A large ONNX file without its weights. */
function outlineOf(file: StoredFile, name: string): Uint8Array {
  try {
    return onnxOutline(file, name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      l10n.t(
        '{0} is damaged: it ends or breaks off in the middle of the model; copy or export it again.',
        name,
      ),
      { cause: error },
    );
  }
}

async function addFile(hash: Hash, path: string): Promise<void> {
  const file = await open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Uint8Array);
}
