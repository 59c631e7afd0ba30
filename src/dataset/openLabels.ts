import { InputError } from '../inputError.js';
import type { DataSource } from './dataSource.js';
import { findLabelFile } from './labelFile.js';
import type { OpenFile, OpenFiles } from './openFiles.js';
import type { StoredArray } from './storedArray.js';

/** The labels that the descriptor names, those in the file of inputs, or those in a file beside it. */
export async function openLabels(
  source: DataSource,
  files: OpenFiles,
  inputFile: OpenFile,
): Promise<{ readonly labelFile: OpenFile; readonly labels: StoredArray }> {
  const { inputs, labels: named } = source.descriptor;
  if (named === undefined) {
    const carried = await inputFile.content.labelsOf(inputFile.key);
    if (carried !== null) return { labelFile: inputFile, labels: carried };
  }
  const path = named ?? (await findLabelFile(inputs, source.folder));
  if (path === null) {
    throw new InputError(
      `${inputFile.file.name} comes without labels; name their file under \`labels\` in a descriptor (NAME.dataset.json).`,
    );
  }
  const labelFile = await files.open(path);
  return { labelFile, labels: await labelFile.content.labels(labelFile.key) };
}
