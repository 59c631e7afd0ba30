import { basename } from 'node:path';
import * as vscode from 'vscode';
import { InputError } from '../../inputError.js';
import { JobCancelled } from '../../jobs/jobErrors.js';
import type { JobQueue } from '../../jobs/jobQueue.js';
import type { ModelSummary } from '../../jobs/protocol.js';
import { resultAnswer } from '../../results/derive/answers/resultAnswer.js';
import { formatCounted, formatDuration } from '../../results/derive/numberFormat.js';
import type { Analyses } from '../analyses.js';
import type { DataChoice } from '../dataChoice.js';
import type { ResultLibrary } from '../resultLibrary.js';
import { readSettings } from '../settings.js';
import type { AssistantTool } from './assistantTool.js';
import type { NamedFile } from './namedFile.js';
import { roughTime, type RoughTime } from './roughTime.js';
import type { ToolInput } from './toolInput.js';
import { nameOf, type WorkspaceSubjects } from './workspaceSubjects.js';

const modes = ['exact', 'estimate'] as const;

/** Where the data are not known, the time is told for so many samples. */
const someSamples = 1000;

export interface AnalyseServices {
  readonly queue: JobQueue;
  readonly results: ResultLibrary;
  readonly analyses: Analyses;
  readonly data: DataChoice;
}

/** What is to run. */
interface Work {
  readonly model: NamedFile;
  readonly data: NamedFile;
  readonly mode: (typeof modes)[number];
}

/** Runs an analysis, as the command does, once the user has agreed to it, and tells what came of it. */
export function analyseTool(subjects: WorkspaceSubjects, services: AnalyseServices): AssistantTool {
  const { queue, results, analyses, data: choice } = services;

  /** @throws InputError where a name is unknown or ambiguous, or the analysis makes no sense now. */
  const workOf = async (input: ToolInput): Promise<Work> => {
    const mode = input.oneOf('mode', modes);
    const model = await subjects.model(input.text('model', 'digits.onnx'));
    const data = await subjects.dataNamed(input.text('data', 'test.dataset.json'));
    if (analyses.isRunning(model.path)) {
      throw new InputError(
        `${model.name} is being measured already: list the models to see how far that is, and ask again when it is done.`,
      );
    }
    if (mode === 'estimate' && analyses.exactResult(model.path, data.path) !== null) {
      throw new InputError(
        `${model.name} has an exact result on ${data.name}, which an estimate would replace: read its numbers, or analyse with mode exact.`,
      );
    }
    return { model, data, mode };
  };

  return {
    words: (input) => vscode.l10n.t('Measuring unit importance of {0}', input.text('model', 'digits.onnx')),

    async consent(input, token) {
      const { model, data, mode } = await workOf(input);
      const job = queue.inspect(model.path, readSettings().engine, true);
      const subscription = token.onCancellationRequested(() => job.cancel());
      const summary = await job.result.finally(() => {
        subscription.dispose();
      });
      const resultPath = analyses.resultPath(model.path, data.path);
      const replaced = results.get(resultPath) !== null;
      const message = new vscode.MarkdownString();
      for (const sentence of [
        whatRuns(summary, model, data, mode),
        replaced
          ? vscode.l10n.t('The result {0} is replaced; model and data stay as they are.', nameOf(resultPath))
          : vscode.l10n.t(
              'The result is written to {0}; model and data stay as they are.',
              nameOf(resultPath),
            ),
        howLong(summary, { model, data, mode }, results),
        vscode.l10n.t('It can be cancelled, and goes on from there when it is started again.'),
      ]) {
        message.appendText(`${sentence} `);
      }
      return { title: vscode.l10n.t('Measure unit importance of {0}?', basename(model.path)), message };
    },

    async answer(input, token) {
      const { model, data, mode } = await workOf(input);
      await choice.remember(model.path, data.path);
      try {
        const kind = mode === 'exact' ? 'exact' : 'quickLook';
        const { result } = await analyses.measure(model.path, data.path, kind, token);
        return resultAnswer(result, 'upToDate', { replacement: null });
      } catch (error) {
        if (!(error instanceof JobCancelled)) throw error;
        throw new InputError(
          `The analysis of ${model.name} was cancelled; no result was written. Starting it again goes on from there.`,
        );
      }
    },
  };
}

function whatRuns({ layers }: ModelSummary, model: NamedFile, data: NamedFile, mode: Work['mode']): string {
  const units = formatCounted(
    layers.reduce((sum, { unitCount }) => sum + unitCount, 0),
    'unit',
  );
  const inLayers = formatCounted(layers.length, 'layer');
  return mode === 'exact'
    ? vscode.l10n.t(
        'Deletes each of {0} in {1} of {2} by itself on all samples of {3}, and counts the answers that change.',
        ...[units, inLayers, model.name, data.name],
      )
    : vscode.l10n.t(
        'Deletes each of {0} in {1} of {2} by itself on a random part of {3}, and estimates how many answers change.',
        ...[units, inLayers, model.name, data.name],
      );
}

/** By the last time that this was done, else by the network's plan. */
function howLong(summary: ModelSummary, { model, data, mode }: Work, results: ResultLibrary): string {
  const onData = results.all().filter(({ dataPath }) => dataPath === data.path);
  const last = onData.find(
    ({ modelPath, result }) => modelPath === model.path && result.exact === (mode === 'exact'),
  );
  if (last) {
    return vscode.l10n.t('The last time that took {0}.', formatDuration(last.result.durationSeconds));
  }
  const samples = onData.at(0)?.result.dataset.samples ?? null;
  const { workers, replacements } = readSettings();
  const time = roughTime(summary, samples ?? someSamples, replacements.length, workers);
  if (time === null) return vscode.l10n.t('How long that takes can’t be told beforehand.');
  const words = timeWords(time);
  if (samples === null) {
    return vscode.l10n.t('That may take {0} for each 1,000 samples; it is a rough guess.', words);
  }
  return mode === 'exact'
    ? vscode.l10n.t('That may take {0}; it is a rough guess.', words)
    : vscode.l10n.t('That may take up to {0}; it is a rough guess.', words);
}

function timeWords(time: RoughTime): string {
  switch (time) {
    case 'seconds':
      return vscode.l10n.t('some seconds');
    case 'aMinute':
      return vscode.l10n.t('about a minute');
    case 'minutes':
      return vscode.l10n.t('some minutes');
    case 'anHour':
      return vscode.l10n.t('about an hour');
    case 'hours':
      return vscode.l10n.t('some hours');
    case 'days':
      return vscode.l10n.t('days');
  }
}
