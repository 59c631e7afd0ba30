import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { aSample } from './nouns.js';
import { formatLoss, formatShare } from './numberFormat.js';

/** Whether answers are right or wrong; a regression's have a loss alone, and nothing may be said of accuracy. */
export function countsAnswers({ dataset }: ResultFile): boolean {
  return dataset.task !== 'regression';
}

/** Whether each sample belongs to one class: there is no activity by class, and no largest class as a floor under accuracy, elsewhere. */
export function samplesHaveClasses({ dataset }: ResultFile): boolean {
  return dataset.task !== 'multi-label' && dataset.task !== 'regression';
}

/** How the intact network does, as a short word: `93.2 %`, `loss 0.1713`. */
export function intactShare(result: ResultFile): string {
  const { baseline } = result;
  if (countsAnswers(result)) return formatShare(baseline.correct, statisticsSamples(result));
  return baseline.loss == null ? l10n.t('regression') : l10n.t('loss {0}', formatLoss(baseline.loss));
}

/** What the counts and the loss are of, where that is not one class a sample; `null` elsewhere. */
export function taskSentence({ dataset }: ResultFile): string | null {
  switch (dataset.task) {
    case 'binary':
      return l10n.t('One logit tells two classes apart: class 1 is the answer where it is above 0.');
    case 'multi-label':
      return l10n.t(
        'Several labels may hold at once: {0} counts as right where every label is told right; the loss is averaged over the labels.',
        aSample(dataset.noun),
      );
    case 'regression':
      return l10n.t(
        'A regression has no right and wrong answers: what a deletion costs is the rise in mean squared error.',
      );
    default:
      return null;
  }
}
