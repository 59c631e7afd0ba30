import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { FileBytes } from '../dataset/byteSource.js';
import { InputError } from '../inputError.js';
import { damagedWeights } from '../model/formats/pytorch/damagedWeights.js';
import { isLegacyTorch, isTarTorch, readLegacyTorch } from '../model/formats/pytorch/legacyTorch.js';
import { isSafetensors, readSafetensors } from '../model/formats/pytorch/safetensors.js';
import type { RandomBytes, WeightsFile } from '../model/formats/pytorch/storedTensor.js';
import { isTorchArchive, readTorchArchive } from '../model/formats/pytorch/torchArchive.js';

const startBytes = 512;

/**
 * Opens a file of weights, which holds no graph, and gives what it tells of them; values are read when they are asked for, as
 * long as `use` takes.
 * @returns null where the file is of another kind, or can't be opened.
 * @throws InputError where it is of weights, and damaged, or would run something.
 */
export async function withWeights<Result>(
  path: string,
  use: (weights: WeightsFile) => Result | Promise<Result>,
): Promise<Result | null> {
  // Why a file can't be opened is told by whoever reads it as a model next.
  const handle = await open(path).catch(() => null);
  if (handle === null) return null;
  try {
    const weights = (await handle.stat()).isFile() ? await readWeights(handle, basename(path)) : null;
    return weights && (await use(weights));
  } finally {
    await handle.close();
  }
}

async function readWeights(handle: FileHandle, file: string): Promise<WeightsFile | null> {
  const bytes = await bytesOf(handle, file);
  const start = await bytes.read(0, Math.min(startBytes, bytes.size));
  if (isSafetensors(start, bytes.size)) {
    return {
      format: 'safetensors',
      kind: 'stateDict',
      path: [],
      tensors: await readSafetensors(bytes, file),
    };
  }
  if (isLegacyTorch(start)) return readLegacyTorch(bytes, file);
  if (isTarTorch(start)) {
    throw new InputError(
      `${file} was saved by PyTorch before 0.1.10, in a format that is no longer read; load it with PyTorch and save its state_dict() again.`,
    );
  }
  if (start[0] !== 0x50 || start[1] !== 0x4b) return null;
  const { openArchive } = await import('./zipArchive.js');
  // What is wrong with a zip file of another kind is told by whoever reads that.
  const archive = await openArchive(bytes, file).catch((error: unknown) => {
    if (/\.pkl|\/data\//.test(new TextDecoder('latin1').decode(start))) throw error;
    return null;
  });
  return archive && isTorchArchive(archive) ? readTorchArchive(archive, file, openArchive) : null;
}

async function bytesOf(handle: FileHandle, file: string): Promise<RandomBytes> {
  const { size } = await handle.stat();
  const source = new FileBytes(handle, 0, size);
  return {
    size,
    async read(offset, length) {
      // Sizes are a file's claims; none is believed before the file is known to be as long.
      if (offset + length > size) throw damagedWeights(file, 'it ends before its weights do');
      const bytes = new Uint8Array(length);
      const filled = await source.read(offset, bytes);
      if (filled < length) throw damagedWeights(file, 'it ended while it was read');
      return bytes;
    },
  };
}
