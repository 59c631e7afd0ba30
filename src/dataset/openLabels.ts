import * as l10n from '@vscode/l10n';
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
  if (source.descriptor.labels === undefined) {
    const carried = await inputFile.content.labelsOf(inputFile.key);
    if (carried !== null) return { labelFile: inputFile, labels: carried };
  }
  const labelFile = await openSeparateLabels(source, files, inputFile);
  const { content, key } = labelFile;
  const { sampleNames } = inputFile.content;
  const ofNames = sampleNames === undefined ? null : await content.labelsOfNames?.(sampleNames);
  return { labelFile, labels: ofNames ?? (await content.labels(key)) };
}

/** The file that holds the labels, which may be that of the inputs. */
export async function openLabelFile(
  source: DataSource,
  files: OpenFiles,
  inputFile: OpenFile,
): Promise<OpenFile> {
  const { content, key } = inputFile;
  const carries = async (): Promise<boolean> =>
    (await content.carriesLabels?.()) ?? (await content.labelsOf(key)) !== null;
  if (source.descriptor.labels === undefined && (await carries())) return inputFile;
  return openSeparateLabels(source, files, inputFile);
}

async function openSeparateLabels(
  source: DataSource,
  files: OpenFiles,
  inputFile: OpenFile,
): Promise<OpenFile> {
  const { inputs, labels: named } = source.descriptor;
  const path = named ?? (await findLabelFile(inputs, source.folder));
  if (path === null) {
    throw new InputError(
      l10n.t(
        '{0} comes without labels; name their file under `labels` in a descriptor (NAME.dataset.json).',
        inputFile.name,
      ),
    );
  }
  return files.open(path);
}
