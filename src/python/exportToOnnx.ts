import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../inputError.js';
import { endOf, faultOf, type ScriptFault } from './exportFault.js';
import {
  exportArguments,
  isProgram,
  pythonInput,
  pythonOutput,
  workFolder,
  type ExportRequest,
} from './exportRequest.js';
import { runPython } from './pythonProcess.js';

/** What the script is at. */
export type ExportStep = 'reading' | 'importing' | 'running' | 'exporting';

export interface ExportServices {
  /** Writes the weights of a file as safetensors; paths are absolute. */
  readonly extract: (path: string, to: string, signal: AbortSignal) => Promise<unknown>;
  readonly onStep: (step: ExportStep) => void;
}

/**
 * Runs the user's Python, which builds the network, gives it the weights and writes it as ONNX, whole or not at all. Pickles are
 * read by us and handed on as plain tensors, so that none is ever loaded by Python.
 * @throws ExportFault where Python refuses, in words; InputError where the file can't be read or written; JobCancelled.
 */
export async function exportToOnnx(
  request: ExportRequest,
  { extract, onStep }: ExportServices,
  signal: AbortSignal,
): Promise<void> {
  const folder = workFolder(request.outPath);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder).catch((error: unknown) => {
    throw notWritable(request.outPath, error);
  });
  try {
    onStep('reading');
    if (!isProgram(request.kind)) await extract(request.weightsPath, pythonInput(request), signal);
    let outcome: Readonly<Record<string, unknown>> = {};
    const onLine = (line: string): void => {
      outcome = parse(line) ?? outcome;
      const { step } = outcome;
      // The script reads what we have written; that is no step of its own.
      if (typeof step === 'string' && step !== 'reading') onStep(step as ExportStep);
    };
    const end = await runPython(request.python, exportArguments(request), request.folder, onLine, signal);
    if (typeof outcome['error'] === 'string') throw faultOf(outcome as ScriptFault, request, end.output);
    if (outcome['done'] === undefined || end.code !== 0) throw endOf(end, request);
    await moveOut(folder, request);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Gives what was made its place, the model last: weights of a network beyond 2 GB stand in files beside it. */
async function moveOut(folder: string, request: ExportRequest): Promise<void> {
  const model = basename(pythonOutput(request));
  const ours = [model, basename(pythonInput(request))];
  const beside = (await readdir(folder)).filter((name) => !ours.includes(name));
  for (const name of beside) {
    const to = join(dirname(request.outPath), name);
    if (await stat(to).catch(() => null)) {
      throw new InputError(`The weights of this network would overwrite ${to}: move that file away.`);
    }
  }
  try {
    for (const name of beside) await rename(join(folder, name), join(dirname(request.outPath), name));
    await rename(join(folder, model), request.outPath);
  } catch (error) {
    throw notWritable(request.outPath, error);
  }
}

function notWritable(path: string, error: unknown): InputError {
  const { code } = error as NodeJS.ErrnoException;
  return new InputError(
    `${path} can't be written (${code ?? String(error)}); choose a folder that is there and can be written to.`,
  );
}
