import * as l10n from '@vscode/l10n';
import { lostWords } from '../../results/derive/deletionSentence.js';
import { writeShare } from '../../results/derive/typographicNumbers.js';
import type { Figure, Mark, Room } from '../figure.js';

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

const barTop = 26;
const barHeight = 8;

/** How many answers are right as one bar: a tick at the intact network's, the part lost in orange, a notch at the floor. */
export function accuracyBar(answers: RightAnswers, { width, measure }: Room): Figure {
  const { now, intact, samples, scope, noun, isIntact, floor } = answers;
  const at = (count: number): number => (width * count) / samples;
  const bar = { kind: 'rect', y: barTop, height: barHeight } as const;
  const intactWords = l10n.t('intact {0}', writeShare(intact / samples));
  const words = isIntact ? l10n.t('nothing deleted') : lostWords(intact, now, noun);
  // The tick's words stand under it, unless they would run into what stands at the left.
  const left = measure(words) + 12 + measure(intactWords);
  const marks: Mark[] = [
    { kind: 'text', x: 0, y: 16, text: l10n.t('on {0}', scope), fill: 'quietText' },
    { kind: 'text', x: width, y: 17, text: writeShare(now / samples), size: 20, align: 'end' },
    { ...bar, x: 0, width, fill: 'track' },
    { ...bar, x: 0, width: at(now), fill: 'text' },
    ...(now < intact ? [{ ...bar, x: at(now), width: at(intact - now), fill: 'lost' } as const] : []),
    ...(now > intact ? [{ ...bar, x: at(intact), width: at(now - intact), fill: 'gained' } as const] : []),
    ...(floor === 0
      ? []
      : [
          {
            kind: 'path',
            d: `M${at(floor * samples)},${barTop}v${barHeight}`,
            stroke: 'background',
            strokeWidth: 1.5,
          } as const,
        ]),
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
  const label = l10n.t('Right on {0}: {1}, {2}; {3}.', scope, writeShare(now / samples), intactWords, words);
  return { width, height: 56, label, marks, targets: [] };
}
