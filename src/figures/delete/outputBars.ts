import * as l10n from '@vscode/l10n';
import type { Mark, Room } from '../figure.js';
import { shortened } from './shortened.js';
import { outputShare, type OutputRow } from './outputRows.js';

/** Where output bars stand. */
export interface OutputPlace {
  /** Left end of the names, and right end of the shares. */
  readonly left: number;
  readonly right: number;
  /** Middles of the rows, in the order of the outputs. */
  readonly rows: readonly number[];
  /** Of the title's line. */
  readonly title: number;
}

/** For `>99 %` behind a bar. */
const shareRoom = 40;
const longestName = 96;

/** A bar an output: its share now, a tick where it stood intact; of the label's, the part lost in orange. */
export function outputBars(
  outputs: readonly OutputRow[],
  place: OutputPlace,
  measure: Room['measure'],
): Mark[] {
  const { left, right, rows, title } = place;
  const bars = left + nameRoom(outputs, measure);
  const across = Math.max(20, right - shareRoom - bars);
  const size = Math.min(12, ...(rows.length > 1 ? [rows[1] - rows[0] - 4] : []));
  const marks: Mark[] = [{ kind: 'text', x: bars, y: title, text: l10n.t('output'), weight: 600 }];
  outputs.forEach((output, i) => {
    const { name, intact, now, isLabel, isAnswer } = output;
    const middle = rows[i];
    const bar = { kind: 'rect', y: middle - size / 2, height: size } as const;
    marks.push(
      {
        kind: 'text',
        x: bars - 8,
        y: middle + 4,
        text: shortened(name, longestName, (text) => measure(text, { weight: 600 })),
        align: 'end',
        weight: isLabel ? 600 : 400,
      },
      { ...bar, x: bars, width: across, fill: 'track' },
      {
        ...bar,
        x: bars,
        width: Math.max(1, across * now),
        fill: isAnswer ? (isLabel || output.text !== undefined ? 'text' : 'lost') : 'bar',
      },
    );
    if (isLabel && intact > now) {
      marks.push({ ...bar, x: bars + across * now, width: across * (intact - now), fill: 'lost' });
    }
    marks.push({
      kind: 'path',
      d: `M${bars + across * intact},${middle - size / 2 - 3}v${size + 6}`,
      stroke: 'text',
      strokeWidth: 1.5,
    });
    const share = output.text ?? outputShare(now);
    if (share !== '') {
      marks.push({
        kind: 'text',
        x: bars + across + 5,
        y: middle + 4,
        text: share,
        fill: isAnswer ? 'text' : 'quietText',
        weight: isAnswer ? 600 : 400,
      });
    }
  });
  return marks;
}

/** From the names' left end to the bars. */
function nameRoom(outputs: readonly OutputRow[], measure: Room['measure']): number {
  const widths = outputs.map(({ name }) =>
    measure(
      shortened(name, longestName, (text) => measure(text, { weight: 600 })),
      { weight: 600 },
    ),
  );
  return 8 + Math.max(10, ...widths);
}
