import { dirname, resolve } from 'node:path';
import { InputError } from '../inputError.js';
import { filesStanding } from '../jobs/filesStanding.js';
import { layerAnswer } from '../results/derive/answers/layerAnswer.js';
import type { FilesStanding } from '../results/derive/answers/measurement.js';
import { resultAnswer } from '../results/derive/answers/resultAnswer.js';
import { unitAnswer } from '../results/derive/answers/unitAnswer.js';
import type { ResultFile } from '../results/schema.js';
import { readResult } from '../results/store.js';
import { finish } from './interrupt.js';
import { styleFor, widthOf, type CliIo } from './io.js';
import type { ShowCommand } from './parse.js';
import { layerText, resultText, unitText } from './showText.js';
import { plain } from './terminalText.js';

/**
 * What a result says of its network, a layer or a unit, as text or as JSON: the answers that the editor's assistant is
 * given.
 * @throws InputError where the result can't be read, or has no such layer, unit or replacement value; JobCancelled.
 */
export async function showResult(command: ShowCommand, io: CliIo): Promise<string> {
  const { layer, unit, replacement, units, json } = command;
  const result = await readResult(command.resultPath);
  const print = async <Answer>(
    answerOf: (files: FilesStanding) => Answer,
    text: (answer: Answer, width: number, style: ReturnType<typeof styleFor>) => string,
  ): Promise<string> => {
    // What is asked wrongly is said before files are read.
    answerOf('notChecked');
    const answer = answerOf(await standing(result, command, io));
    return json
      ? `${JSON.stringify(answer, null, 2)}\n`
      : text(answer, widthOf(io.stdout), styleFor(io.stdout, io.env));
  };
  if (unit !== null) {
    return print((files) => unitAnswer(result, files, { unit, layer, replacement }), unitText);
  }
  if (layer !== null) {
    return print((files) => layerAnswer(result, files, { layer, replacement, units }), layerText);
  }
  return print((files) => resultAnswer(result, files, { replacement }), resultText);
}

async function standing(
  result: ResultFile,
  { resultPath, checks, dataRoots }: ShowCommand,
  io: CliIo,
): Promise<FilesStanding> {
  if (!checks) return 'notChecked';
  const folder = dirname(resultPath);
  const files = {
    modelPath: resolve(folder, result.model.file),
    dataPath: resolve(folder, result.dataset.file),
    dataRoots,
  };
  try {
    return await filesStanding(result, files, (asked) => finish(io.jobs.fingerprint(asked), io));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.stderr.write(`Not compared with what was measured: ${plain(error.message)}\n`);
    return 'notChecked';
  }
}
