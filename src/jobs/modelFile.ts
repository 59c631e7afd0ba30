import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { open, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../inputError.js';
import type { ExternalReader, WeightFiles } from '../model/formats/onnx.js';
import { onnxOutline } from '../model/formats/onnxOutline.js';
import { explainOtherFormat } from '../model/formats/otherFormats.js';
import { readModel, type ReadModel } from '../model/formats/readModel.js';
import type { Graph } from '../model/graph.js';
import { readZipMembers } from './zipMembers.js';

/** A model as read from disk. */
export interface ModelFile {
  readonly graph: Graph;
  readonly format: ReadModel['format'];
  /** The file's name, for messages. */
  readonly name: string;
  /** The folder of the files that large weights stay in; null where all are in memory. */
  readonly weightsFolder: string | null;
  /**
   * Length of the file and of the parts of others that it takes its weights from; of weights that stay in files half, since
   * engines map these, or twice where engines hold them as wider floats.
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
 * @throws InputError where it can't be read, or names data outside its own folder.
 */
export async function readModelFile(given: string, mostInMemory = mostWeights): Promise<ModelFile> {
  const path = await fileOf(given);
  const name = basename(path);
  const { bytes, isOutline } = await readMain(path, name, mostInMemory);
  const beside = new Set<string>();
  let size = bytes.length;
  let left = 0;
  let held = 0;
  const digest = isOutline ? null : createHash('sha256').update(bytes);
  const readExternal: ExternalReader = async (location, offset, length) => {
    const file = await insideFolder(dirname(path), location, name);
    beside.add(location);
    const part = await readPart(file, location, name, offset, length);
    size += part.length;
    return part;
  };
  const reader: WeightFiles['reader'] = async (location, offset, length, isMapped) => {
    const file = await insideFolder(dirname(path), location, name);
    await checkPart(file, location, name, offset, length);
    if (location !== name) beside.add(location);
    left += length;
    held += isMapped ? length / 2 : 2 * length;
    return () => readNow(file, offset, length);
  };
  const { graph, format } = await readModel(bytes, name, {
    external: readExternal,
    // What the outline of a file leaves out is too much in any case.
    weights: { mostInMemory: isOutline ? -1 : mostInMemory, reader },
    unzip: (zip, members) => readZipMembers(zip, members, name),
  });
  return {
    graph,
    format,
    name,
    bytes: size + Math.ceil(held),
    weightsFolder: left > 0 ? resolve(dirname(path)) : null,
    async sha256() {
      const whole = digest?.copy() ?? createHash('sha256');
      if (!digest) await addFile(whole, path);
      for (const location of [...beside].sort()) await addFile(whole, join(dirname(path), location));
      return whole.digest('hex');
    },
  };
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

/** A model's bytes; of a large ONNX file an outline, without its weights. */
async function readMain(
  path: string,
  name: string,
  mostInMemory: number,
): Promise<{ readonly bytes: Uint8Array; readonly isOutline: boolean }> {
  const refuse = (error: unknown) => {
    throw unreadable(name, error);
  };
  const { size } = await stat(path).catch(refuse);
  if (size > mostInMemory && mayBeOnnx(path)) {
    const file = openSync(path, 'r');
    try {
      const read = (offset: number, length: number) =>
        readUpTo(file, offset, Math.min(length, size - offset));
      return { bytes: onnxOutline(read, size, name), isOutline: true };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InputError(
        `${name} is damaged: it ends or breaks off in the middle of the model; copy or export it again.`,
        { cause: error },
      );
    } finally {
      closeSync(file);
    }
  }
  return { bytes: await readFile(path).catch(refuse), isOutline: false };
}

/** Whether a file begins as ONNX models do, with the version of their format. */
function mayBeOnnx(path: string): boolean {
  return readNow(path, 0, 1)[0] === 0x08;
}

function readNow(path: string, offset: number, length: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    return readUpTo(file, offset, length);
  } finally {
    closeSync(file);
  }
}

/** Bytes of an open file; fewer where it ends before. */
function readUpTo(file: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, length));
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(file, bytes, done, Math.min(bytes.length - done, 2 ** 30), offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

function unreadable(name: string, error: unknown): InputError {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return new InputError(`There is no file ${name} at the path that was given; check the path.`);
    case 'EISDIR':
      return new InputError(
        `${name} ${explainOtherFormat(new Uint8Array(), name) ?? 'is a folder; choose the model file in it.'}`,
      );
    case 'EACCES':
    case 'EPERM':
      return new InputError(`${name} may not be read; give yourself the right to read it.`);
    case 'ERR_FS_FILE_TOO_LARGE':
      return new InputError(
        `${name} is larger than 2 GB, the most an ONNX file may be; export the model with its weights in external data files.`,
      );
    default:
      return new InputError(`${name} can't be read (${code ?? String(error)}); check the disk and the path.`);
  }
}

/** The path of an external data file, links followed, refused where it leaves the model's folder. */
async function insideFolder(folder: string, location: string, model: string): Promise<string> {
  const outside = new InputError(
    `${model} wants weights from ${location}, outside its own folder, which is not followed; put the file beside the model and export it again.`,
  );
  if (isAbsolute(location) || leaves(relative(folder, join(folder, location)))) throw outside;
  const real = await realpath(join(folder, location)).catch(() => {
    throw new InputError(
      `${model} keeps weights in ${location}, which is missing beside it; copy that file there.`,
    );
  });
  if (leaves(relative(await realpath(folder), real))) throw outside;
  return real;
}

function leaves(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}

async function readPart(
  path: string,
  location: string,
  model: string,
  offset: number,
  length: number | null,
): Promise<Uint8Array> {
  const count = await checkPart(path, location, model, offset, length);
  const bytes = readNow(path, offset, count);
  if (bytes.length < count) throw new InputError(`${location} ended while it was read; copy it again.`);
  return bytes;
}

/** Makes sure that a file holds a part, and gives back the part's length. */
async function checkPart(
  path: string,
  location: string,
  model: string,
  offset: number,
  length: number | null,
): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(location, error);
  });
  if (!found.isFile()) {
    throw new InputError(
      `${model} keeps weights in ${location}, which is no ordinary file; copy that file there.`,
    );
  }
  const { size } = found;
  const count = length ?? size - offset;
  if (offset < 0 || count < 0 || offset + count > size) {
    throw new InputError(
      `${model} wants bytes ${offset} to ${offset + count} of ${location}, which has ${size}; copy both files again.`,
    );
  }
  return count;
}

async function addFile(hash: Hash, path: string): Promise<void> {
  const file = await open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Uint8Array);
}
