import { access, constants, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../inputError.js';
import { reportGenerator, reportPage, type ReportSubject } from '../report/reportPage.js';
import { readResult } from '../results/store.js';
import type { CliIo } from './io.js';
import type { ReportCommand } from './parse.js';
import { withCards } from './reportCards.js';

/**
 * Writes a report of results, whole or not at all. An earlier report in its place is replaced, any other file never.
 * @throws InputError where a result can't be read, or the page can't be written; JobCancelled.
 */
export async function writeReport(command: ReportCommand, io: CliIo): Promise<void> {
  const { resultPaths, outPath, cards } = command;
  await checkReportPath(outPath);
  const results: ReportSubject[] = [];
  for (const path of resultPaths) results.push({ result: await readResult(path) });
  const subjects = cards ? await withCards(results, command, io) : results;
  const page = await reportPage(subjects);
  const partial = `${outPath}.partial`;
  try {
    await writeFile(partial, page);
    await rename(partial, outPath);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw notWritable(outPath, error);
  }
}

function notWritable(path: string, error: unknown): InputError {
  const { code } = error as NodeJS.ErrnoException;
  return new InputError(
    `The report can't be written to ${path} (${code ?? 'unknown error'}): choose a folder that exists and is writable with --out.`,
  );
}

/** Before a model is opened for it. */
async function checkReportPath(path: string): Promise<void> {
  const existing = await stat(path).catch(() => null);
  if (existing?.isDirectory()) throw new InputError(`${path} is a folder: name the report in it.`);
  if (existing && existing.size > 0 && !(await looksLikeReport(path))) {
    throw new InputError(
      `${path} is there already and is no report of Unit Importance, so it is not overwritten: name another file.`,
    );
  }
  await access(dirname(path), constants.W_OK).catch((error: unknown) => {
    throw notWritable(path, error);
  });
}

/** Reports name what wrote them in their first lines. */
async function looksLikeReport(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(1024), 0, 1024, 0);
    const beginning = new TextDecoder().decode(buffer.subarray(0, bytesRead));
    return beginning.includes(`<meta name="generator" content="${reportGenerator}">`);
  } finally {
    await file.close();
  }
}
