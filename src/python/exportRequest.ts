import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '../inputError.js';
import type { WeightsKind } from '../jobs/protocol.js';

/** What is to be exported, by what, and to where. Paths are absolute. */
export interface ExportRequest {
  /** The interpreter, a path or a name on PATH. */
  readonly python: string;
  /** Our script. */
  readonly script: string;
  readonly weightsPath: string;
  readonly kind: WeightsKind;
  /** `module:function` that builds the network; null where the file holds a program. */
  readonly reference: string | null;
  /** `1,64`, of the example input, the batch first; its type behind a colon: `1,16:int64`. */
  readonly inputShape: string;
  /** Where the module is looked for. */
  readonly folder: string;
  readonly outPath: string;
}

/** Whether the file is a program, so that no code has to build the network. */
export function isProgram(kind: WeightsKind): boolean {
  return kind === 'torchScript' || kind === 'exportedProgram';
}

/** Where the model goes unless another place is asked for: beside the weights, `digits.onnx`. */
export function onnxPathOf(weightsPath: string): string {
  return `${weightsPath.slice(0, weightsPath.length - extname(weightsPath).length)}.onnx`;
}

/** Everything is made in here, and goes when the export ends. */
export function workFolder(outPath: string): string {
  return join(dirname(outPath), `.${basename(outPath)}.partial`);
}

/** What Python is given: the weights themselves, or a program as it is; never a pickle. */
export function pythonInput({ kind, weightsPath, outPath }: ExportRequest): string {
  return isProgram(kind) ? weightsPath : join(workFolder(outPath), 'weights.safetensors');
}

export function pythonOutput({ outPath }: Pick<ExportRequest, 'outPath'>): string {
  return join(workFolder(outPath), 'model.partial');
}

/** The arguments of the interpreter. */
export function exportArguments(request: ExportRequest): string[] {
  const { script, reference, inputShape } = request;
  const model = reference === null ? [] : ['--model', reference];
  const shape = ['--input-shape', inputShape.replaceAll(' ', '')];
  return [script, pythonInput(request), ...model, ...shape, '--out', pythonOutput(request)];
}

/** The command as a person would type it. */
export function exportCommand(request: ExportRequest): string {
  return [request.python, ...exportArguments(request)]
    .map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`))
    .join(' ');
}

const types = ['float32', 'float64', 'float16', 'int64', 'int32', 'int16', 'int8', 'uint8', 'bool'];

/**
 * @param source what gave the text, as the beginning of a sentence: `--input-shape`.
 * @throws InputError where it is no shape.
 */
export function checkInputShape(source: string, text: string): void {
  const [, sizes = '', type] = /^([^:]*)(?::(.*))?$/.exec(text.replaceAll(' ', '')) ?? [];
  const isShape = sizes.split(',').every((size) => /^[1-9]\d{0,8}$/.test(size));
  if (isShape && (type === undefined || types.includes(type))) return;
  throw new InputError(
    `${source} takes the sizes of one example, the batch first, as 1,1,28,28, or 1,16:int64 for whole numbers, and "${text}" is not that.`,
  );
}

/** @throws InputError where the text is no `module:function`. */
export function checkReference(source: string, text: string): void {
  if (/^[^\W\d]\w*(?:\.[^\W\d]\w*)*:[^\W\d]\w*(?:\.[^\W\d]\w*)*$/u.test(text)) return;
  throw new InputError(
    `${source} takes what builds the network as module:function, such as train:Net for the class Net in train.py, and "${text}" is not that.`,
  );
}
