import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError } from '../inputError.js';
import { isReadable, rowMajorPieces } from '../model/formats/pytorch/rowMajor.js';
import { safetensorsHeader } from '../model/formats/pytorch/safetensors.js';
import type { ExtractWeightsRequest } from './protocol.js';
import { withWeights } from './weightsFile.js';

/**
 * Writes a file's weights as a safetensors file, a piece at a time: Python reads that without running what a pickle asks for.
 * Rejects with the signal's reason once it is aborted; the file is then incomplete.
 * @throws InputError where the file holds no weights, or they can't be written.
 */
export async function extractWeights(
  { path, to }: ExtractWeightsRequest,
  signal: AbortSignal,
): Promise<void> {
  const name = basename(path);
  const done = await withWeights(path, async ({ tensors }) => {
    const spread = tensors.find((tensor) => !isReadable(tensor));
    if (spread) throw new InputError(`${name} spreads "${spread.name}" too far to be exported.`);
    const header = safetensorsHeader(tensors, name);
    const file = await open(to, 'w').catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw new InputError(`${to} can't be written (${code}); choose a folder that can be written to.`);
    });
    try {
      await file.writeFile(header);
      for (const tensor of tensors) {
        for await (const piece of rowMajorPieces(tensor)) {
          signal.throwIfAborted();
          await file.writeFile(piece);
        }
      }
    } finally {
      await file.close();
    }
    return true;
  });
  if (done === null) throw new InputError(`${name} holds no weights that could be exported.`);
}
