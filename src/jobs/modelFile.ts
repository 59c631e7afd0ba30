import { createHash, type Hash } from 'node:crypto';
import { open, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { InputError } from '../inputError.js';
import type { ExternalReader } from '../model/formats/onnx.js';
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
  /** Length of the file and of the parts of others that it takes its weights from. */
  readonly bytes: number;
  /** Of the file's bytes, then of each external data file's in the order of their names; in hexadecimal. */
  sha256(): Promise<string>;
}

/**
 * Reads a model file, and the data files beside it that it names.
 * @param given the file, or the folder of a SavedModel.
 * @throws InputError where it can't be read, or names data outside its own folder.
 */
export async function readModelFile(given: string): Promise<ModelFile> {
  const path = await fileOf(given);
  const name = basename(path);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  const beside = new Set<string>();
  let size = bytes.length;
  const digest = createHash('sha256').update(bytes);
  const readExternal: ExternalReader = async (location, offset, length) => {
    const file = await insideFolder(dirname(path), location, name);
    beside.add(location);
    const part = await readPart(file, location, name, offset, length);
    size += part.length;
    return part;
  };
  const { graph, format } = await readModel(bytes, name, {
    external: readExternal,
    unzip: (zip, members) => readZipMembers(zip, members, name),
  });
  return {
    graph,
    format,
    name,
    bytes: size,
    async sha256() {
      const whole = digest.copy();
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
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(location, error);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) {
      throw new InputError(
        `${model} keeps weights in ${location}, which is no ordinary file; copy that file there.`,
      );
    }
    const { size } = stat;
    const count = length ?? size - offset;
    if (offset < 0 || count < 0 || offset + count > size) {
      throw new InputError(
        `${model} wants bytes ${offset} to ${offset + count} of ${location}, which has ${size}; copy both files again.`,
      );
    }
    const bytes = new Uint8Array(count);
    for (let done = 0; done < count;) {
      const { bytesRead } = await file.read(bytes, done, Math.min(count - done, 2 ** 30), offset + done);
      if (bytesRead === 0) throw new InputError(`${location} ended while it was read; copy it again.`);
      done += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

async function addFile(hash: Hash, path: string): Promise<void> {
  const file = await open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Uint8Array);
}
