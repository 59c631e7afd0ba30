import * as l10n from '@vscode/l10n';
import { writeCount } from '../../results/derive/typographicNumbers.js';
import type { Mark, Room, Text } from '../figure.js';
import { isWithin } from '../zoom.js';
import type { ScatterData } from './scatterData.js';
import type { ScatterDots } from './scatterDots.js';
import type { ScatterFrame } from './scatterFrame.js';

const histogramWidth = 44;
const strokesPerRow = 5;
const strokePitch = 4;

/** What lies under the marks: the chance band, and a line a tick. */
export function groundMarks({ band }: ScatterData, frame: ScatterFrame): Mark[] {
  const { ground, y, countTicks, selectivityTicks } = frame;
  const floor = ground.y + ground.height;
  const clamp = (at: number): number => Math.min(floor, Math.max(ground.y, at));
  const [top, bottom] = [clamp(y(band)), clamp(y(-band))];
  const zero = y(0);
  return [
    { kind: 'rect', x: ground.x, y: top, width: ground.width, height: bottom - top, fill: 'band' },
    ...countTicks.map(({ at }): Mark => ({
      kind: 'rect',
      x: ground.x,
      y: Math.round(at),
      width: ground.width,
      height: 1,
      fill: at === zero ? 'zero' : 'grid',
    })),
    ...selectivityTicks.map(({ at }): Mark => ({
      kind: 'rect',
      x: Math.round(at),
      y: floor,
      width: 1,
      height: 4,
      fill: 'grid',
    })),
  ];
}

/** Ground over what a zoomed plot draws beyond its own. */
export function coverMarks({ width, height, ground }: ScatterFrame): Mark[] {
  const [right, floor] = [ground.x + ground.width, ground.y + ground.height];
  const cover = (x: number, y: number, across: number, down: number): Mark => ({
    kind: 'rect',
    x,
    y,
    width: across,
    height: down,
    fill: 'background',
  });
  return [
    cover(0, 0, width, ground.y),
    cover(0, floor + 4, width, height - floor - 4),
    cover(0, 0, ground.x, height),
    cover(right, 0, width - right, height),
  ];
}

/** Numbers and titles; what a selectivity of 0 means only where it leaves room for the title beside it. */
export function axisMarks(frame: ScatterFrame, vertical: string, measure: Room['measure']): Text[] {
  const { ground, height, hasHistogram, countTicks, selectivityTicks } = frame;
  const [right, floor] = [ground.x + ground.width, ground.y + ground.height];
  const text = (words: string, x: number, y: number, look: Partial<Text>): Text => ({
    kind: 'text',
    text: words,
    x,
    y,
    fill: 'quietText',
    ...look,
  });
  const title = l10n.t('class selectivity →');
  const zero = l10n.t('active for every class alike');
  const hasRoom = frame.x(0) + measure(zero) + 16 + measure(title) < right;
  return [
    ...countTicks.map(({ at, label }) => text(label, ground.x - 6, at + 4, { align: 'end' })),
    ...selectivityTicks.map(({ at, label }) => text(label, at, floor + 16, { align: 'middle' })),
    text(`\u2191 ${vertical}`, ground.x + 4, 10, { fill: 'text' }),
    text(title, right, height - 6, { fill: 'text', align: 'end' }),
    ...(frame.isZoomed || !hasRoom ? [] : [text(zero, frame.x(0), height - 6, {})]),
    ...(hasHistogram ? [text(l10n.t('units'), right + 8, 10, {})] : []),
  ];
}

/** How many units have each count, to the right of the plot. */
export function histogramMarks({ unitsByCost }: ScatterDots, frame: ScatterFrame): Mark[] {
  if (!frame.hasHistogram) return [];
  const { ground, y } = frame;
  const most = [...unitsByCost.values()].reduce((a, b) => Math.max(a, b), 1);
  return [...unitsByCost].flatMap(([count, number]): Mark[] => {
    const top = y(count + 0.42);
    const height = Math.max(1.5, y(count - 0.42) - top);
    const x = ground.x + ground.width + 8;
    if (!isWithin(ground, ground.x, top) || !isWithin(ground, ground.x, top + height)) return [];
    const width = Math.max(1, (number / most) * histogramWidth);
    return [{ kind: 'rect', x, y: top, width, height, fill: 'bar' }];
  });
}

/** Units that have no place across: a stroke each dead one, as far as there is room, and how many there are. */
export function apartMarks({ dead, apart }: ScatterData, frame: ScatterFrame): Mark[] {
  if (frame.isZoomed || dead + apart === 0) return [];
  const { ground, y } = frame;
  const zero = y(0);
  const rows = Math.max(1, Math.floor((zero - 24 - ground.y) / strokePitch));
  const count = Math.min(dead, rows * strokesPerRow);
  const strokes = Array.from({ length: count }, (_, i) => {
    const x = ground.x + 5 + (i % strokesPerRow) * strokePitch;
    return `M${x},${zero - 8 - Math.floor(i / strokesPerRow) * strokePitch}l3,-3`;
  });
  const highest = zero - 8 - Math.max(0, Math.ceil(count / strokesPerRow) - 1) * strokePitch;
  const lines = [
    ...(dead > 0 ? [l10n.t('{0} dead', writeCount(dead))] : []),
    ...(apart > 0 ? [l10n.t('{0} undefined', writeCount(apart))] : []),
  ];
  return [
    ...(count === 0 ? [] : [{ kind: 'path', d: strokes.join(''), stroke: 'quiet' } as const]),
    ...lines.toReversed().map((text, i): Text => ({
      kind: 'text',
      text,
      x: ground.x + 4,
      y: highest - 8 - i * 14,
      fill: 'quietText',
      halo: true,
    })),
  ];
}
