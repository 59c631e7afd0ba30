import * as l10n from '@vscode/l10n';
import { lostWords } from '../../results/derive/deletionSentence.js';
import { writeShare } from '../../results/derive/typographicNumbers.js';
import type { Figure, Room } from '../figure.js';
import { changeBar, intactAt, nothingDeleted } from './changeBar.js';

/** Right answers on some samples. */
export interface RightAnswers {
  readonly now: number;
  readonly intact: number;
  readonly samples: number;
  /** `all images`, `the first 1,000 of 10,000 images`. */
  readonly scope: string;
  readonly noun: string;
  /** Whether anything is deleted. */
  readonly isIntact: boolean;
  /** What always naming the largest class would reach, as a share; 0 where there is no such thing. */
  readonly floor: number;
}

/** How many answers are right as one bar. */
export function accuracyBar(answers: RightAnswers, room: Room): Figure {
  const { now, intact, samples, scope, noun, isIntact, floor } = answers;
  const value = writeShare(now / samples);
  const intactWords = intactAt(writeShare(intact / samples));
  const changeWords = isIntact ? nothingDeleted() : lostWords(intact, now, noun);
  const label = l10n.t('Right on {0}: {1}, {2}; {3}.', scope, value, intactWords, changeWords);
  const words = { scope, value, intactWords, changeWords, label };
  const shares = { now: now / samples, intact: intact / samples, moreIsWorse: false, floor };
  return changeBar({ ...words, ...shares }, room);
}
