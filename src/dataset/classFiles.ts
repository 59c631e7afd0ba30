import { basename, dirname, join } from 'node:path';
import { InputError } from '../inputError.js';
import { pythonGlobals } from '../pickle/pythonGlobals.js';
import { asText, type PythonValue } from '../pickle/pythonValue.js';
import { readPickle } from '../pickle/readPickle.js';
import { openDataFile, type DataFile } from './dataFile.js';
import type { DataSource } from './dataSource.js';
import { findSyntaxFault } from './jsonSyntax.js';

/** Where class names are looked for beside the data, the surest first. */
const usualNames = [
  'class_names.json',
  'class_names.txt',
  'classes.json',
  'classes.txt',
  'labels.json',
  'labels.txt',
  'batches.meta',
  'batches.meta.txt',
  'meta',
];
const largestFile = 2 ** 24;

/** Names of classes, in the order of their indexes, and the file that they come from. */
export interface ClassFile {
  readonly name: string;
  readonly classes: readonly string[];
  /** All that it holds. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a file of class names: a text with a name a line (which may begin with its index), a JSON array, a JSON object from names
 * to indexes or from indexes to names, or the pickle that comes with CIFAR's batches.
 * @throws InputError where it is nothing of these.
 */
export async function readClassFile(source: DataSource, path: string): Promise<ClassFile> {
  const file = await openDataFile(await source.resolve(path), basename(path));
  try {
    const bytes = await wholeOf(file);
    return { name: file.name, classes: namesIn(file, bytes), bytes };
  } finally {
    await file.close();
  }
}

/** The file of class names that lies beside the inputs and has as many as there are classes; null where there is none. */
export async function findClassFile(source: DataSource, count: number): Promise<ClassFile | null> {
  const folder = dirname(source.descriptor.inputs);
  for (const name of usualNames) {
    // A file of this name that holds something else is none of ours.
    const found = await readClassFile(source, join(folder, name)).catch(() => null);
    if (found !== null && new Set(found.classes).size === count && found.classes.length === count)
      return found;
  }
  return null;
}

async function wholeOf({ name, bytes }: DataFile): Promise<Uint8Array> {
  const whole = new Uint8Array(Math.min(bytes.limit, largestFile + 1));
  const length = await bytes.read(0, whole);
  if (length <= largestFile) return whole.subarray(0, length);
  throw new InputError(`${name} is too large for a list of class names; name the file that lists them.`);
}

function namesIn({ name, head }: DataFile, content: Uint8Array): readonly string[] {
  const names =
    head[0] === 0x80 ? pickledNames(content, name) : textNames(new TextDecoder().decode(content), name);
  if (names === null || names.length === 0) {
    throw new InputError(`${name} holds no class names; write one a line, or a JSON array of them.`);
  }
  return names;
}

/** CIFAR's `label_names`; of CIFAR-100 the finer ones. */
function pickledNames(bytes: Uint8Array, name: string): string[] | null {
  const value = readPickle(bytes, {
    name,
    advice: 'write the names as text, one a line',
    globals: pythonGlobals,
  });
  const list: PythonValue =
    value instanceof Map ? (value.get('label_names') ?? value.get('fine_label_names') ?? null) : value;
  const names = Array.isArray(list) ? list.map((each) => asText(each)) : [];
  return names.every((each) => each !== null) ? names : null;
}

function textNames(text: string, name: string): string[] | null {
  const plain = text.replace(/^\ufeff/, '');
  if (/\.json$/i.test(name)) return jsonNames(plain, name);
  const lines = plain
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const numbered = lines.map((line) => /^(\d+)[\s:,;]+(\S.*)$/.exec(line));
  const areNumbered = numbered.every((match, i) => match !== null && Number(match[1]) === i);
  return areNumbered ? numbered.map((match) => match?.[2] ?? '') : lines;
}

function jsonNames(text: string, name: string): string[] | null {
  const fault = findSyntaxFault(text);
  if (fault !== null) {
    throw new InputError(
      `${name} is not valid JSON at line ${fault.line}, column ${fault.column}; mend it there.`,
    );
  }
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value : null;
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  const byIndex = entries.every(([, index]) => typeof index === 'number')
    ? entries.map(([each, index]) => [Number(index), each] as const)
    : entries.map(([index, each]) => [Number(index), String(each)] as const);
  byIndex.sort(([a], [b]) => a - b);
  return byIndex.every(([index], i) => index === i) ? byIndex.map(([, each]) => each) : null;
}
