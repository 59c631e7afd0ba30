import { access, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, relative } from 'node:path';
import { version } from '../../package.json';
import { InputError } from '../inputError.js';
import { JobCancelled } from '../jobs/jobErrors.js';
import { defaultCacheFolder } from '../jobs/shardCache.js';
import type { AnalyseRequest, CheckRequest } from '../jobs/protocol.js';
import { checkResultPath, readResult } from '../results/store.js';
import { analyseSummary } from './analyseSummary.js';
import { checkJson, checkText } from './checkText.js';
import { compareResults } from './compareResults.js';
import { helpText } from './help.js';
import { inspectTable } from './inspectTable.js';
import { finish } from './interrupt.js';
import { styleFor, widthOf, type CliIo } from './io.js';
import { parseCommand, type InspectCommand } from './parse.js';
import { ProgressLine } from './progressLine.js';
import { showResult } from './showResult.js';
import { plain } from './terminalText.js';
import { weightsTable } from './weightsTable.js';
import { writeReport } from './writeReport.js';

/** What the process ends with. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, cancelled: 130 } as const;

/**
 * The command line: does what the arguments ask for. Results go to standard output; progress, and the one
 * line that says why something failed, to standard error.
 * @param argv without the program's name
 * @returns the exit status; never rejects.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  let keepsWork = false;
  try {
    const cacheFolder = defaultCacheFolder(io.env);
    const command = parseCommand(argv, { cwd: io.cwd, cores: availableParallelism(), cacheFolder });
    switch (command.name) {
      case 'help':
        io.stdout.write(helpText(command.topic));
        break;
      case 'version':
        io.stdout.write(`${version}\n`);
        break;
      case 'inspect':
        await inspect(command, io);
        break;
      case 'check':
        await check(command.request, command.json, io);
        break;
      case 'analyse':
        keepsWork = command.request.cacheFolder !== null;
        await analyse(command.request, command.json, io);
        break;
      case 'show':
        io.stdout.write(await showResult(command, io));
        break;
      case 'compare':
        io.stdout.write(
          await compareResults(
            command.resultPaths,
            command.json,
            io.cwd,
            widthOf(io.stdout),
            styleFor(io.stdout, io.env),
          ),
        );
        break;
      case 'report':
        await writeReport(command, io);
        io.stdout.write(`Report: ${plain(relative(io.cwd, command.outPath))}\n`);
        break;
      case 'export': {
        const { exportWeights } = await import('./exportWeights.js');
        await exportWeights(command, io);
        io.stdout.write(`Model: ${plain(relative(io.cwd, command.outPath))}\n`);
        break;
      }
    }
    return exitCodes.done;
  } catch (error) {
    const cancelled = error instanceof JobCancelled;
    const message = error instanceof Error ? error.message : String(error);
    const line = cancelled ? cancelledLine(keepsWork) : plain(message.replace(/\s*\n\s*/g, ' '));
    io.stderr.write(`${styleFor(io.stderr, io.env)(cancelled ? 'yellow' : 'red', line)}\n`);
    if (cancelled) return exitCodes.cancelled;
    return error instanceof InputError ? exitCodes.badInput : exitCodes.failed;
  }
}

function cancelledLine(keepsWork: boolean): string {
  return `Cancelled; ${keepsWork ? 'starting it again goes on from there' : 'nothing was written'}.`;
}

async function inspect({ modelPath, engine, plans, json }: InspectCommand, io: CliIo): Promise<void> {
  const model = await finish(io.jobs.inspect(modelPath, engine, plans), io);
  io.stdout.write(
    json
      ? `${JSON.stringify(model, null, 2)}\n`
      : (model.weights ? weightsTable : inspectTable)(
          basename(modelPath),
          model,
          widthOf(io.stdout),
          styleFor(io.stdout, io.env),
        ),
  );
}

async function check(request: CheckRequest, json: boolean, io: CliIo): Promise<void> {
  const found = await finish(
    io.jobs.check(request, () => {}),
    io,
  );
  const model = basename(request.inputs.modelPath);
  const where = relative(io.cwd, found.draft.path);
  io.stdout.write(
    json
      ? checkJson(model, found)
      : checkText(model, found, where, widthOf(io.stdout), styleFor(io.stdout, io.env)),
  );
}

async function analyse(request: AnalyseRequest, json: boolean, io: CliIo): Promise<void> {
  // A model that is missing is the better reason: the result's folder follows from its path.
  const hasModel = await access(request.inputs.modelPath).then(
    () => true,
    () => false,
  );
  if (hasModel) await checkResultPath(request.resultPath);
  const progress = new ProgressLine(io.stderr, styleFor(io.stderr, io.env));
  let resultPath: string;
  try {
    const job = io.jobs.analyse(request, (news) => progress.update(news));
    ({ resultPath } = await finish(job, io));
  } finally {
    progress.stop();
  }
  if (json) {
    io.stdout.write(await readFile(resultPath, 'utf8'));
    return;
  }
  const where = relative(io.cwd, resultPath);
  const result = await readResult(resultPath);
  io.stdout.write(analyseSummary(result, where, widthOf(io.stdout), styleFor(io.stdout, io.env)));
}
