import * as l10n from '@vscode/l10n';
import type { Figure, Mark, Room } from '../figure.js';

/** A measure of the network that deletions change. */
export interface Change {
  /** As shares of the bar. */
  readonly now: number;
  readonly intact: number;
  /** Whether more of the measure is worse. */
  readonly moreIsWorse: boolean;
  /** `all images`, `the first 1,000 of 10,000 images`. */
  readonly scope: string;
  /** The measure as it is now. */
  readonly value: string;
  /** The intact network's, `intact 97.1 %`. */
  readonly intactWords: string;
  /** What has changed. */
  readonly changeWords: string;
  /** Where a notch stands in the bar; none where it is 0. */
  readonly floor?: number;
  readonly label: string;
}

export const nothingDeleted = (): string => l10n.t('nothing deleted');
export const intactAt = (value: string): string => l10n.t('intact {0}', value);

const top = 26;
const height = 8;

/**
 * A measure as one bar: a tick at the intact network's, the part by which it is worse in orange, by which it is better in
 * the colour of gains, a notch at the floor.
 */
export function changeBar(change: Change, { width, measure }: Room): Figure {
  const { scope, value, intactWords, changeWords, moreIsWorse, floor = 0, label } = change;
  const [now, intact] = [width * change.now, width * change.intact];
  const bar = { kind: 'rect', y: top, height } as const;
  // What was lost stands behind what is left of it; what was added, before the end.
  const least = Math.min(now, intact);
  const differs = { ...bar, x: least, width: Math.abs(now - intact) };
  const isWorse = moreIsWorse ? now > intact : now < intact;
  // The tick's words stand under it, unless they would run into what stands at the left.
  const left = measure(changeWords) + 12 + measure(intactWords);
  const marks: Mark[] = [
    { kind: 'text', x: 0, y: 16, text: l10n.t('on {0}', scope), fill: 'quietText' },
    { kind: 'text', x: width, y: 17, text: value, size: 20, align: 'end' },
    { ...bar, x: 0, width, fill: 'track' },
    { ...bar, x: 0, width: least, fill: 'text' },
    ...(now === intact ? [] : [{ ...differs, fill: isWorse ? 'lost' : 'gained' } as const]),
    ...(floor === 0
      ? []
      : [
          {
            kind: 'path',
            d: `M${width * floor},${top}v${height}`,
            stroke: 'background',
            strokeWidth: 1.5,
          } as const,
        ]),
    { kind: 'path', d: `M${intact},${top - 3}v${height + 6}`, stroke: 'text', strokeWidth: 1.5 },
    { kind: 'text', x: 0, y: 50, text: changeWords, fill: 'quietText' },
    {
      kind: 'text',
      x: Math.max(left, intact),
      y: 50,
      text: intactWords,
      align: 'end',
      fill: 'quietText',
    },
  ];
  return { width, height: 56, label, marks, targets: [] };
}
