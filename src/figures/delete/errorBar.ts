import * as l10n from '@vscode/l10n';
import { formatLoss } from '../../results/derive/numberFormat.js';
import { writeLossRise } from '../../results/derive/typographicNumbers.js';
import type { Figure, Room } from '../figure.js';
import { changeBar, intactAt, nothingDeleted } from './changeBar.js';

/** A regression's mean squared error on some samples. */
export interface MeanErrors {
  readonly now: number;
  readonly intact: number;
  /** `all samples`, `the first 1,000 of 10,000 samples`. */
  readonly scope: string;
  /** Whether nothing is deleted. */
  readonly isIntact: boolean;
}

/** The larger of both ends here, so that a rise beyond it has room. */
const filled = 0.9;

/** The error as one bar from 0. */
export function errorBar({ now, intact, scope, isIntact }: MeanErrors, room: Room): Figure {
  const most = Math.max(now, intact);
  const at = (error: number): number => (most > 0 ? (filled * error) / most : 0);
  const value = formatLoss(now);
  const intactWords = intactAt(formatLoss(intact));
  const changeWords = isIntact ? nothingDeleted() : writeLossRise(now - intact);
  const label = l10n.t('Mean squared error on {0}: {1}, {2}; {3}.', scope, value, intactWords, changeWords);
  const words = { scope, value, intactWords, changeWords, label };
  return changeBar({ ...words, now: at(now), intact: at(intact), moreIsWorse: true }, room);
}
