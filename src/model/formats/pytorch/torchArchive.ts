import { InputError } from '../../../inputError.js';
import { damagedWeights } from './damagedWeights.js';
import type { RandomBytes, WeightsFile } from './storedTensor.js';
import { readTorchPickle, storedWeights } from './torchPickle.js';

/** A zip file's members by name. */
export type Archive = ReadonlyMap<string, RandomBytes>;

/** A zip file may be in one. */
export type OpenArchive = (bytes: RandomBytes, name: string) => Promise<Archive>;

/** A pickle is held whole; the weights are not in it. */
const mostPickleBytes = 2 ** 28;

/** Whether a zip file is one of PyTorch's: what it holds lies in a folder of any name. */
export function isTorchArchive(archive: Archive): boolean {
  return rootOf(archive, 'data.pkl') !== null || isExportedProgram(archive);
}

/**
 * The weights in a zip file of `torch.save`, `torch.jit.save` or `torch.export.save`.
 * @throws InputError where it is damaged, or holds none.
 */
export async function readTorchArchive(
  archive: Archive,
  file: string,
  openArchive: OpenArchive,
): Promise<WeightsFile> {
  if (isExportedProgram(archive)) return readExportedProgram(archive, file, openArchive);
  const root = rootOf(archive, 'data.pkl') ?? '';
  const order = archive.get(`${root}byteorder`);
  if (order && new TextDecoder().decode(await order.read(0, Math.min(order.size, 16))).startsWith('big')) {
    throw new InputError(
      `${file} was saved by a machine of the other byte order; save it again on this one.`,
    );
  }
  const { value } = readTorchPickle(await readWhole(archive, `${root}data.pkl`, file), file);
  const isScript =
    archive.has(`${root}constants.pkl`) ||
    [...archive.keys()].some((name) => name.startsWith(`${root}code/`));
  const { path, isModule, tensors } = storedWeights(
    value,
    (storage) => {
      const bytes = archive.get(`${root}data/${storage.key}`);
      if (bytes !== undefined && bytes.size >= storage.bytes) return bytes;
      throw damagedWeights(file, `the values data/${storage.key} are missing`);
    },
    file,
  );
  return {
    format: 'pytorch',
    kind: isScript ? 'torchScript' : isModule ? 'module' : 'stateDict',
    path,
    tensors,
  };
}

/** The folder with a file, its slash at the end; null where there is none. */
function rootOf(archive: Archive, name: string): string | null {
  for (const member of archive.keys()) {
    const [, root, last] = /^((?:[^/]+\/)?)([^/]+)$/.exec(member) ?? [];
    if (last === name) return root;
  }
  return null;
}

function isExportedProgram(archive: Archive): boolean {
  return (
    rootOf(archive, 'serialized_exported_program.json') !== null || rootOf(archive, 'archive_format') !== null
  );
}

/** Its weights are files of `torch.save` inside; where those lie has changed. */
async function readExportedProgram(
  archive: Archive,
  file: string,
  openArchive: OpenArchive,
): Promise<WeightsFile> {
  const inner = [...archive].find(([name]) => /serialized_state_dict\.pt$|weights\/[^/]+\.pt$/.test(name));
  const opened = inner && (await openArchive(inner[1], file));
  // One in another is none of ours: a zip file may hold itself.
  const isPlain = opened && rootOf(opened, 'data.pkl') !== null && !isExportedProgram(opened);
  const weights = isPlain ? await readTorchArchive(opened, file, openArchive) : null;
  return { format: 'pytorch', kind: 'exportedProgram', path: [], tensors: weights?.tensors ?? [] };
}

async function readWhole(archive: Archive, name: string, file: string): Promise<Uint8Array> {
  const bytes = archive.get(name);
  if (bytes === undefined || bytes.size > mostPickleBytes) {
    throw damagedWeights(file, `its ${name} is missing or too large`);
  }
  return bytes.read(0, bytes.size);
}
