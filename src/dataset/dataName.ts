import { basename } from 'node:path';
import { parseLocation } from './dataLocation.js';

const extensions = [
  /\.gz$/i,
  /\.dataset\.json$/i,
  /\.(npz|npy|bin|json|csv|tsv|jsonl|ndjson|parquet|h5|hdf5|pkl|pickle|p|tfrecords?|arrows?|feather)$/i,
  /[-.]idx\d-ubyte$/i,
];

/** `train` of `train-00000-of-00002.parquet` and `train-*-of-00002.parquet`, `data_batch` of `data_batch_*`. */
function withoutNumbers(name: string): string {
  return name.replace(/-(\d+|\*)-of-\d+/, '').replace(/[-_.]?\*/g, '');
}

/** What data is called that bears no name of its own: its file's base name without known extensions. */
export function dataName(path: string): string {
  const { path: file, key } = parseLocation(path);
  const name = extensions.reduce(
    (rest, extension) => rest.replace(extension, ''),
    withoutNumbers(basename(file)),
  );
  return key === null ? name : `${name}-${key}`;
}
