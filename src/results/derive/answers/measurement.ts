import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../../schema.js';
import { precisionOf, precisionWords, soFarWords, statisticsSamples } from '../exactness.js';
import { nearChanceHint } from '../sentences.js';
import { countsAnswers, taskSentence } from '../task.js';
import { inShort } from './answerNumbers.js';

/** What is known of the files that a result was measured on: whether they are still those. */
export type FilesStanding = 'upToDate' | 'modelChanged' | 'dataChanged' | 'missing' | 'notChecked';

/** What every answer begins with: of which network, when and on what it was measured, and how well it does intact. */
export interface Measurement {
  readonly model: string;
  readonly measured: {
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly tookSeconds: number;
    readonly dataName: string;
    readonly dataFile: string;
    /** `true`, or what else the labels are. */
    readonly labels: string;
    readonly samples: number;
    readonly sampleNoun: string;
    /** Counted on all samples; estimated from a part; or counted so far, by an analysis that is not over. */
    readonly counts: 'exact' | 'estimated' | 'soFar';
    /** Of estimates: how far each 99 % interval reaches to either side. */
    readonly precisionPercentagePoints: number | null;
    /** Whether model and data are still those that were measured. */
    readonly files: FilesStanding;
  };
  readonly intact: {
    /** `null` where answers are neither right nor wrong. */
    readonly correctSamples: number | null;
    readonly ofSamples: number;
    readonly accuracyPercent: number | null;
    /** Cross-entropy; of a regression the mean squared error. */
    readonly lossNats: number | null;
  };
  /** What a deleted unit's output is replaced by in the numbers given; `null` where no unit was deleted. */
  readonly replacement: string | null;
  /** Other replacement values that can be asked for. */
  readonly otherReplacements: readonly string[];
}

/** @param replacement of `replacements`, those that the result has. */
export function measurementOf(
  result: ResultFile,
  files: FilesStanding,
  replacement: string | null,
  replacements: readonly string[],
): Measurement {
  const { dataset, baseline, model, created, durationSeconds } = result;
  const precision = precisionOf(result);
  const counted = statisticsSamples(result);
  return {
    model: model.file,
    measured: {
      at: created,
      tookSeconds: inShort(durationSeconds),
      dataName: dataset.name,
      dataFile: dataset.file,
      labels: dataset.labelKind,
      samples: dataset.samples,
      sampleNoun: dataset.noun,
      counts: result.partial === true ? 'soFar' : precision === null ? 'exact' : 'estimated',
      precisionPercentagePoints: precision === null ? null : inShort(100 * precision),
      files,
    },
    intact: {
      correctSamples: countsAnswers(result) ? baseline.correct : null,
      ofSamples: counted,
      accuracyPercent:
        counted === 0 || !countsAnswers(result) ? null : inShort((100 * baseline.correct) / counted),
      lossNats: inShort(baseline.loss ?? null),
    },
    replacement,
    otherReplacements: replacements.filter((other) => other !== replacement),
  };
}

/** What has to be known before the numbers are used: changed files, parts and estimates, a network near chance. */
export function measurementCautions(
  result: ResultFile,
  files: FilesStanding,
  replacement: string | null,
): string[] {
  const precision = precisionOf(result);
  const soFar = result.partial === true ? soFarWords(result, replacement) : null;
  const cautions = [
    staleSentence(files),
    soFar === null ? null : l10n.t('An analysis is under way; counted so far: {0}.', soFar),
    precision === null
      ? null
      : l10n.t(
          'These are estimates to {0}; 99 of 100 intervals hold the exact number.',
          precisionWords(precision),
        ),
    nearChanceHint(result),
    taskSentence(result),
  ];
  return cautions.filter((caution) => caution !== null);
}

function staleSentence(files: FilesStanding): string | null {
  switch (files) {
    case 'modelChanged':
      return l10n.t(
        'The model has changed since it was measured: analyse it again before relying on these numbers.',
      );
    case 'dataChanged':
      return l10n.t(
        'The data have changed since the model was measured on them: analyse it again to have numbers of the data as they are.',
      );
    case 'missing':
      return l10n.t(
        'The model, or the data that it was measured on, is missing: whether the numbers still hold can’t be told.',
      );
    default:
      return null;
  }
}
