import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError } from '../inputError.js';
import { JobCancelled } from '../jobs/jobErrors.js';
import { exportCommand, isProgram, type ExportRequest } from '../python/exportRequest.js';
import { exportToOnnx, type ExportStep } from '../python/exportToOnnx.js';
import { pythonsOnPath } from '../python/interpreters.js';
import { finish } from './interrupt.js';
import { type CliIo, styleFor } from './io.js';
import type { ExportCommand } from './parse.js';
import { plain } from './terminalText.js';

const steps: Readonly<Record<ExportStep, string>> = {
  reading: 'Reading the weights',
  importing: 'Building the network',
  running: 'Trying the network',
  exporting: 'Writing ONNX',
};

/**
 * Has the user's Python write a file of weights as an ONNX model.
 * @throws InputError where arguments or file make no sense, or Python refuses; JobCancelled.
 */
export async function exportWeights(command: ExportCommand, io: CliIo): Promise<void> {
  const { weightsPath, outPath, inputShape } = command;
  const name = basename(weightsPath);
  const { weights } = await finish(io.jobs.inspect(weightsPath, 'auto', false), io);
  if (!weights) {
    throw new InputError(
      `${name} is no file of PyTorch's that could be exported; unit-importance inspect tells what it is.`,
    );
  }
  const reference = isProgram(weights.kind) ? null : command.reference;
  if (reference === null && !isProgram(weights.kind)) {
    throw new InputError(
      `${name} holds weights alone: say with --model what builds the network, as train:Net for the class Net in train.py.`,
    );
  }
  if (!command.replaces && (await stat(outPath).catch(() => null))) {
    throw new InputError(
      `${outPath} is there already: name another file with --out, or replace it with --replace.`,
    );
  }
  const python = command.python ?? (await pythonsOnPath(io.env, process.platform)).at(0);
  if (python === undefined) {
    throw new InputError(
      'There is no python3 or python on PATH; name the interpreter that has torch with --python PATH.',
    );
  }
  const script = io.exportScript;
  const request: ExportRequest = {
    ...{ python, script, weightsPath, kind: weights.kind, reference, inputShape, outPath },
    folder: io.cwd,
  };
  const style = styleFor(io.stderr, io.env);
  const tell = (line: string): void => void io.stderr.write(`${style('dim', plain(line))}\n`);
  tell(exportCommand(request));
  await finish(
    exportJob(request, io, (step) => tell(`${steps[step]}...`)),
    io,
  );
}

/** The export as a job, to be waited for or called off. */
function exportJob(request: ExportRequest, io: CliIo, onStep: (step: ExportStep) => void) {
  const cancellation = new AbortController();
  const extract = (path: string, to: string, signal: AbortSignal): Promise<unknown> => {
    const job = io.jobs.extractWeights({ path, to });
    signal.addEventListener('abort', () => job.cancel(), { once: true });
    return job.result;
  };
  const result = exportToOnnx(request, { extract, onStep }, cancellation.signal);
  return { result, cancel: () => cancellation.abort(new JobCancelled()) };
}
