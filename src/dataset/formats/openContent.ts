import { InputError } from '../../inputError.js';
import type { DataFile } from '../dataFile.js';
import { arrow } from './arrow/arrow.js';
import { cifar10 } from './cifar10.js';
import type { DataContent, DataFormat, DataRequest } from './dataFormat.js';
import { delimited } from './delimited.js';
import { hdf5 } from './hdf5.js';
import { idx } from './idx.js';
import { jsonLines } from './jsonLines.js';
import { npy } from './npy.js';
import { npz } from './npz.js';
import { parquet } from './parquet/parquet.js';
import { pickle } from './pickle.js';
import { tfrecord } from './tfrecord/tfrecord.js';

/** Those that are known by their first bytes before those that are known by name. */
const formats: readonly DataFormat[] = [
  npy,
  npz,
  hdf5,
  parquet,
  idx,
  cifar10,
  delimited,
  jsonLines,
  arrow,
  tfrecord,
  pickle,
];

/**
 * What a data file holds, in the first format that recognises it.
 * @throws InputError where none does, or the file is damaged.
 */
export async function openContent(file: DataFile, request: DataRequest): Promise<DataContent> {
  const format = formats.find((candidate) => candidate.recognises(file));
  if (format !== undefined) return format.open(file, request);
  const titles = formats.map(({ title }) => title);
  throw new InputError(
    `${file.name} is in none of the formats that are understood (${titles.join(', ')}); convert it, for example with ` +
      `numpy.savez.`,
  );
}
