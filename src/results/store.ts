import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../inputError.js';
import { readMatrices, writeMatrices, type Matrix } from './matrixFile.js';
import {
  checkFormat,
  damaged,
  matrixReferenceSchema,
  parseResult,
  type MatrixReference,
  type ResultFile,
} from './schema.js';
import { serialise } from './serialise.js';

export { defaultResultPath } from './resultPath.js';

/** A matrix of more entries stands in a binary file beside the result. */
const entriesInline = 1_000_000;
/** All matrices do where they have more entries together: as text they would be too long to be read back. */
const entriesInlineTogether = 8_000_000;

/**
 * Makes sure that a result can be written, before hours of work go into it.
 * @throws InputError where the folder does not exist, is not writable, or the path leads to a folder or to a
 * file that is no result, which would be lost.
 */
export async function checkResultPath(path: string): Promise<void> {
  const existing = await stat(path).catch(() => null);
  if (existing?.isDirectory()) {
    throw new InputError(`${path} is a folder: name the result file in it.`);
  }
  if (existing && existing.size > 0 && !(await looksLikeResult(path))) {
    throw new InputError(
      `${path} is there already and is no result of Unit Importance, so it is not overwritten: name another file.`,
    );
  }
  // Permission bits don't tell of read-only disks and access lists; writing does.
  const probe = join(dirname(path), `.${randomUUID()}.partial`);
  try {
    await (await open(probe, 'wx')).close();
    await rm(probe);
  } catch (error) {
    throw notWritable(path, error);
  }
}

/** Whether a file begins as every result file does. */
async function looksLikeResult(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(256), 0, 256, 0);
    return /^\s*\{\s*"format"\s*:\s*"unit-importance"/.test(
      new TextDecoder().decode(buffer.subarray(0, bytesRead)),
    );
  } finally {
    await file.close();
  }
}

/**
 * Writes a result whole or not at all: to `.partial` files first, which are then renamed. Equal results give
 * equal bytes. Large matrices go to a binary file beside it; the one of an earlier result is removed.
 * @throws InputError where the folder can't be written to; Error where a number is not finite.
 */
export async function writeResult(path: string, result: ResultFile): Promise<void> {
  const content = structuredCopy(result);
  const slots = matrixSlots(content);
  const together = slots.reduce((sum, slot) => sum + entries(slot.holder[slot.key] as Matrix), 0);
  const large = slots.filter(
    (slot) => together > entriesInlineTogether || entries(slot.holder[slot.key] as Matrix) > entriesInline,
  );
  const partial = `${path}.partial`;
  const binaryPartial = `${path}.bin.partial`;
  let binaryName: string | null = null;
  try {
    if (large.length > 0) {
      const matrices = large.map((slot) => slot.holder[slot.key] as Matrix);
      const { sha256, offsets } = await writeMatrices(binaryPartial, matrices);
      binaryName = `${binaryStem(path)}.${sha256}.bin`;
      for (const [i, { holder, key }] of large.entries()) {
        const shape: [number, number] = [matrices[i].length, matrices[i][0].length];
        holder[key] = {
          file: binaryName,
          sha256,
          type: 'float64',
          shape,
          offset: offsets[i],
        } satisfies MatrixReference;
      }
      await writeFlushed(partial, serialise(content));
      await rename(binaryPartial, join(dirname(path), binaryName));
    } else {
      await writeFlushed(partial, serialise(content));
    }
    await rename(partial, path);
  } catch (error) {
    await Promise.all(
      [partial, binaryPartial].map((file) => rm(file, { force: true }).catch(() => undefined)),
    );
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : notWritable(path, error);
  }
  await removeOtherBinaries(path, binaryName);
}

/**
 * Reads a result and checks it. Matrices that stand in a binary file are put in their places.
 * @throws InputError where the file, or its binary file, is missing, altered, or of another format.
 */
export async function readResult(path: string): Promise<ResultFile> {
  const name = basename(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(`${path} can't be read (${codeOf(error)}): check the path.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged(name, 'it is not JSON');
  }
  checkFormat(json, name);
  await loadMatrices(json, dirname(path), name);
  return parseResult(json, name);
}

async function loadMatrices(json: unknown, folder: string, name: string): Promise<void> {
  const byFile = new Map<string, { slot: MatrixSlot; reference: MatrixReference }[]>();
  for (const slot of matrixSlots(json)) {
    if (Array.isArray(slot.holder[slot.key])) continue;
    const reference = matrixReferenceSchema.safeParse(slot.holder[slot.key]);
    // A name with a path in it could lead to any file of the machine.
    if (!reference.success || /[/\\]/.test(reference.data.file)) {
      throw damaged(name, `${slot.key} is neither a matrix nor a reference to a file beside it`);
    }
    const same = byFile.get(reference.data.file) ?? [];
    same.push({ slot, reference: reference.data });
    byFile.set(reference.data.file, same);
  }
  for (const [file, found] of byFile) {
    const matrices = await readMatrices(
      join(folder, file),
      found.map(({ reference }) => reference),
    );
    found.forEach(({ slot }, i) => (slot.holder[slot.key] = matrices[i]));
  }
}

/** A place in a result where a matrix stands, or a reference to one. */
interface MatrixSlot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** In file order. Written for JSON that has not been checked yet. */
function matrixSlots(json: unknown): MatrixSlot[] {
  const slots: MatrixSlot[] = [];
  const layers = isObject(json) && Array.isArray(json['layers']) ? (json['layers'] as unknown[]) : [];
  for (const layer of layers) {
    const units = isObject(layer) ? layer['units'] : null;
    if (!isObject(units)) continue;
    if (isObject(units['classMeans'])) slots.push({ holder: units, key: 'classMeans' });
    const ablations = isObject(units['ablation']) ? Object.values(units['ablation']) : [];
    for (const ablation of ablations) {
      if (isObject(ablation) && isObject(ablation['correctPerClass'])) {
        slots.push({ holder: ablation, key: 'correctPerClass' });
      }
    }
  }
  return slots;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Objects copied, arrays shared: matrices are replaced in the copy, and the caller's result stays as it is. */
function structuredCopy(result: ResultFile): ResultFile {
  return {
    ...result,
    layers: result.layers.map((layer) => {
      const units = { ...layer.units };
      if (units.ablation !== undefined) {
        units.ablation = Object.fromEntries(
          Object.entries(units.ablation).map(([replacement, ablation]) => [replacement, { ...ablation }]),
        );
      }
      return { ...layer, units };
    }),
  };
}

function entries(matrix: Matrix): number {
  return matrix.length * (matrix[0]?.length ?? 0);
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function binaryStem(path: string): string {
  return basename(path).replace(/\.json$/, '');
}

async function removeOtherBinaries(path: string, keep: string | null): Promise<void> {
  const folder = dirname(path);
  const stem = `${binaryStem(path)}.`;
  for (const file of await readdir(folder)) {
    const ours = file.startsWith(stem) && /^[0-9a-f]{64}\.bin$/.test(file.slice(stem.length));
    if (ours && file !== keep) await rm(join(folder, file), { force: true });
  }
}

function notWritable(path: string, error: unknown): InputError {
  return new InputError(
    `The result can't be written to ${path} (${codeOf(error)}): choose a folder that exists and is writable with --out.`,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
