import { namedClassFile } from './classNames.js';
import { readDataSource } from './dataSource.js';
import { hashedSources, hashSources } from './hashSources.js';
import { OpenFiles } from './openFiles.js';
import { openLabelFile } from './openLabels.js';

/**
 * The sha256 that `Dataset.sha256` gives, without a model to open the data for.
 * @throws InputError where files are missing or can't be read.
 */
export async function hashDataset(path: string, dataRoots: readonly string[]): Promise<string> {
  const source = await readDataSource(path, dataRoots);
  const files = new OpenFiles(source, null);
  try {
    const inputs = await files.open(source.descriptor.inputs);
    const labelFile = await openLabelFile(source, files, inputs);
    return await hashSources(hashedSources(source, inputs, labelFile, await namedClassFile(source)));
  } finally {
    await files.close();
  }
}
