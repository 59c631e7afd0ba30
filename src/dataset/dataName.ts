import { basename } from 'node:path';
import { parseLocation } from './dataLocation.js';

const extensions = [
  /\.gz$/i,
  /\.dataset\.json$/i,
  /\.(npz|npy|bin|json|csv|tsv|jsonl|ndjson)$/i,
  /[-.]idx\d-ubyte$/i,
];

/** What data is called that bears no name of its own: its file's base name without known extensions. */
export function dataName(path: string): string {
  const { path: file, key } = parseLocation(path);
  const name = extensions.reduce((rest, extension) => rest.replace(extension, ''), basename(file));
  return key === null ? name : `${name}-${key}`;
}
