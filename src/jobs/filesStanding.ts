import { access } from 'node:fs/promises';
import { parseLocation } from '../dataset/dataLocation.js';
import type { FilesStanding } from '../results/derive/answers/measurement.js';
import type { ResultFile } from '../results/schema.js';
import type { FingerprintRequest, Fingerprints } from './protocol.js';

/**
 * Whether the files that a result was measured on are still the same, by their sha256.
 * @param fingerprint takes that of both files, in a process of its own.
 * @throws what `fingerprint` does where a file is there and can't be read.
 */
export async function filesStanding(
  { model, dataset }: ResultFile,
  files: FingerprintRequest,
  fingerprint: (files: FingerprintRequest) => Promise<Fingerprints>,
): Promise<Exclude<FilesStanding, 'notChecked'>> {
  try {
    await access(files.modelPath);
    await access(parseLocation(files.dataPath).path);
  } catch {
    return 'missing';
  }
  const now = await fingerprint(files);
  if (now.model !== model.sha256) return 'modelChanged';
  return now.data === dataset.sha256 ? 'upToDate' : 'dataChanged';
}
