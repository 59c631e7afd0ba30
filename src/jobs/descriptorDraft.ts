import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { dataName } from '../dataset/dataName.js';
import { readDataSource } from '../dataset/dataSource.js';
import type { DescriptorChanges } from '../dataset/openDataset.js';
import type { DescriptorDraft } from '../results/dataCheck.js';
import type { JobInputs } from './protocol.js';

/**
 * The descriptor of data as it stands, or what one beside them would begin with.
 * @param changes the labels' file by its absolute path, where another is meant than the data tell of
 * @throws InputError where the data are not there.
 */
export async function descriptorDraft(
  { dataPath, dataRoots }: Pick<JobInputs, 'dataPath' | 'dataRoots'>,
  { labels }: DescriptorChanges,
): Promise<DescriptorDraft> {
  const { descriptor, descriptorBytes, folder, file } = await readDataSource(dataPath, dataRoots);
  const isWritten = descriptorBytes !== null;
  const inputs = resolve(folder, descriptor.inputs);
  const path = isWritten ? join(folder, file) : join(dirname(inputs), descriptorName(inputs));
  const text = descriptorBytes === null ? null : Buffer.from(descriptorBytes).toString('utf8');
  const entries =
    text === null
      ? { inputs: basename(inputs) }
      : (JSON.parse(text.replace(/^\ufeff/, '')) as Record<string, unknown>);
  if (labels === undefined) return { path, isWritten, entries };
  const way = relative(dirname(path), resolve(folder, labels));
  return { path, isWritten, entries: { ...entries, labels: way.split(sep).join('/') } };
}

/** `digits.dataset.json`; a set of files is called by what their names have in common. */
function descriptorName(inputs: string): string {
  const name = dataName(inputs).replace(/-?\*/g, '');
  return `${name === '' ? 'data' : name}.dataset.json`;
}
