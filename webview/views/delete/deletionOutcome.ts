import * as l10n from '@vscode/l10n';
import {
  deletedPhrase,
  deletionSentence,
  type ErrorNow,
  type ReadSample,
} from '../../../src/results/derive/deletionSentence.js';
import { highestOf } from '../../../src/figures/delete/outputRows.js';
import { flatUnits } from '../../../src/results/derive/flatUnits.js';
import { writeNumbers } from '../../../src/results/derive/writtenNumbers.js';
import { unitName } from '../../../src/results/derive/unitName.js';
import type { ResultFile } from '../../../src/results/schema.js';
import type { LiveAnswer, LiveFacts } from '../../../src/editor/messages.js';
import type { ViewData } from '../view.js';
import type { Right } from './accuracyFigures.js';
import type { LiveStatus } from './liveConnection.js';
import type { AnsweredState, LiveState } from './liveState.js';
import { labelNames, truthOf } from './sampleTruths.js';

/** What is told above the drawing. */
export interface OutcomeWords {
  readonly deleted: string;
  readonly sentence: string;
  /** Why nothing can be deleted; `null` where it can. */
  readonly hindrance: string | null;
}

export function outcomeWords(
  data: ViewData | null,
  status: LiveStatus,
  { shown, intactOnAll }: LiveState,
  deleted: ReadonlySet<number>,
): OutcomeWords {
  if (data === null) return { deleted: '', sentence: '', hindrance: null };
  const silent = (hindrance: string | null, sentence = ''): OutcomeWords => {
    return { deleted: '', sentence, hindrance };
  };
  if (data.isStale) {
    return silent(
      l10n.t(
        'Deleting is off: the model or the data have changed since this was measured. Analyse again to go on.',
      ),
    );
  }
  if (status.kind === 'lost') return silent(status.reason);
  if (status.kind !== 'open' || shown === null) return silent(null, l10n.t('Starting the network…'));
  const { facts } = status;
  const { result, replacement } = data;
  const units = flatUnits(result);
  const names = [...shown.deleted].sort((a, b) => a - b).map((flat) => unitName(units[flat]));
  const outcome = {
    deleted: names,
    unitCount: units.length,
    sample: readSample(result, facts, shown),
    ...(facts.task === 'regression'
      ? { right: null, error: errors(result, facts, shown, intactOnAll) }
      : { right: rightAnswers(result, facts, shown, intactOnAll) }),
    population: facts.samples,
    noun: result.dataset.noun,
  };
  const isOther = replacement !== null && replacement !== 'zero' && replacement !== 'mean';
  const how = isOther && deleted.size > 0 ? ` ${l10n.t('Deleted units are replaced by zero here.')}` : '';
  return { deleted: deletedPhrase(outcome), sentence: deletionSentence(outcome) + how, hindrance: null };
}

/** Answers that are right, on all samples where both that and the intact network's are known. */
export function rightAnswers(...known: Known): Right {
  return besideIntact('correct', ...known);
}

/** The mean squared error, on all samples where both that and the intact network's are known. */
export function errors(...known: Known): ErrorNow {
  return besideIntact('loss', ...known);
}

type Known = [result: ResultFile, facts: LiveFacts, state: AnsweredState, intactOnAll: LiveAnswer | null];

function besideIntact<Measure extends 'correct' | 'loss'>(
  measure: Measure,
  ...[result, { baseline, samples }, { first, all, deleted }, intactOnAll]: Known
): { now: LiveAnswer[Measure]; intact: LiveAnswer[Measure]; samples: number } {
  const isWhole = result.exact && result.baseline.samples === undefined && result.dataset.samples === samples;
  const intact = intactOnAll?.[measure] ?? (isWhole ? (result.baseline[measure] ?? null) : null);
  if (all !== null && intact !== null) {
    return { now: all[measure], intact: deleted.size === 0 ? all[measure] : intact, samples: all.samples };
  }
  return { now: first[measure], intact: baseline[measure], samples: first.samples };
}

function readSample(
  { dataset }: ResultFile,
  facts: LiveFacts,
  { sample, look }: AnsweredState,
): ReadSample | null {
  if (sample === null || look === null) return null;
  if (facts.task === 'regression') {
    const [before, now] = [look.intactScores, look.scores].map((scores) =>
      writeNumbers(scores, 0, scores.length),
    );
    return { label: truthOf(dataset, facts, sample), isTrue: false, isNumber: true, before, now };
  }
  if (facts.task === 'multi-label') {
    const border = facts.givesProbabilities ? 0.5 : 0;
    const said = (scores: ArrayLike<number>): string =>
      labelNames(
        facts,
        Array.from(scores, (score) => score > border),
      );
    const label = truthOf(dataset, facts, sample);
    return { label, isTrue: false, before: said(look.intactScores), now: said(look.scores) };
  }
  const nameOf = (at: number): string => dataset.classes[at] ?? String(at);
  return {
    label: nameOf(facts.labels[sample]),
    isTrue: dataset.labelKind === 'true',
    before: nameOf(highestOf(look.intactScores)),
    now: nameOf(highestOf(look.scores)),
  };
}
