import * as l10n from '@vscode/l10n';
import { formatLoss, formatLossRise } from '../../results/derive/numberFormat.js';
import type { Figure, Mark, Room } from '../figure.js';

/** A regression's mean squared error on some samples. */
export interface MeanErrors {
  readonly now: number;
  readonly intact: number;
  /** `all samples`, `the first 1,000 of 10,000 samples`. */
  readonly scope: string;
  /** Whether nothing is deleted. */
  readonly isIntact: boolean;
}

const barTop = 26;
const barHeight = 8;
/** The larger of both ends here, so that a rise beyond it has room. */
const filled = 0.9;

/** The error as one bar from 0: a tick at the intact network's, the part added in orange. */
export function errorBar({ now, intact, scope, isIntact }: MeanErrors, { width, measure }: Room): Figure {
  const most = Math.max(now, intact);
  const at = (error: number): number => (most > 0 ? (filled * width * error) / most : 0);
  const bar = { kind: 'rect', y: barTop, height: barHeight } as const;
  const intactWords = l10n.t('intact {0}', formatLoss(intact));
  const words = isIntact ? l10n.t('nothing deleted') : formatLossRise(now - intact);
  // The tick's words stand under it, unless they would run into what stands at the left.
  const left = measure(words) + 12 + measure(intactWords);
  const marks: Mark[] = [
    {
      kind: 'text',
      x: 0,
      y: 16,
      text: l10n.t('on {0}', scope),
      fill: 'quietText',
    },
    { kind: 'text', x: width, y: 17, text: formatLoss(now), size: 20, align: 'end' },
    { ...bar, x: 0, width, fill: 'track' },
    { ...bar, x: 0, width: at(Math.min(now, intact)), fill: 'text' },
    ...(now > intact ? [{ ...bar, x: at(intact), width: at(now) - at(intact), fill: 'lost' } as const] : []),
    ...(now < intact ? [{ ...bar, x: at(now), width: at(intact) - at(now), fill: 'gained' } as const] : []),
    { kind: 'path', d: `M${at(intact)},${barTop - 3}v${barHeight + 6}`, stroke: 'text', strokeWidth: 1.5 },
    { kind: 'text', x: 0, y: 50, text: words, fill: 'quietText' },
    {
      kind: 'text',
      x: Math.max(left, at(intact)),
      y: 50,
      text: intactWords,
      align: 'end',
      fill: 'quietText',
    },
  ];
  const label = l10n.t(
    'Mean squared error on {0}: {1}, {2}; {3}.',
    ...[scope, formatLoss(now), intactWords, words],
  );
  return { width, height: 56, label, marks, targets: [] };
}
