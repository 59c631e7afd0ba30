import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { meanOf, type NetworkFacts } from '../../results/derive/networkFacts.js';
import { writeFraction } from '../../results/derive/typographicNumbers.js';
import { networkPaint } from './networkPaint.js';
import type { Figure, FigureTable, Mark, Room } from '../figure.js';

export type DistributedMeasure = 'selectivity' | 'information';

const bins = 32;
const side = 4;
const foot = 22;

/** How a measure is spread over the units of each network, with its mean: two stand mirrored, more below each other. */
export function distributionFigure(
  networks: readonly NetworkFacts[],
  measure: DistributedMeasure,
  room: Room,
): Figure {
  const { range, counts } = counted(networks, measure);
  const scale = scaleLinear(range, [side, room.width - side]);
  const most = Math.max(1, ...counts.flat());
  const isMirrored = networks.length === 2;
  const rowHeight = isMirrored ? 46 : 52;
  const plotHeight = rowHeight * networks.length;
  const barWidth = (room.width - 2 * side) / bins;
  const marks: Mark[] = [];
  const names: Mark[] = [];
  networks.forEach((facts, network) => {
    const isDown = isMirrored && network === 1;
    const base = isDown ? rowHeight : (network + 1) * rowHeight;
    const tallest = rowHeight - 8;
    counts[network].forEach((count, bin) => {
      if (count === 0) return;
      const height = Math.max(1, (count / most) * tallest);
      const y = isDown ? base + 1 : base - 1 - height;
      const fill = networkPaint(facts, networks);
      marks.push({
        kind: 'rect',
        x: side + bin * barWidth,
        y,
        width: Math.max(1, barWidth - 1),
        height,
        fill,
      });
    });
    marks.push({ kind: 'path', d: `M${side},${base}H${room.width - side}`, stroke: 'zero' });
    const values = facts[measure];
    if (values.length > 0)
      names.push(...meanMarks(facts.letter, meanOf(values), scale, base, isDown, tallest, room));
  });
  const ticks = scale.ticks(Math.max(2, Math.floor(room.width / 80)));
  const decimals = Math.max(...ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0));
  const height = plotHeight + foot;
  for (const tick of ticks) {
    const x = scale(tick);
    const align = x < 12 ? 'start' : x > room.width - 12 ? 'end' : 'middle';
    const text = Number.isInteger(tick) ? String(tick) : writeFraction(tick, decimals);
    marks.push({ kind: 'text', x, y: height - 6, text, align, fill: 'quietText' });
  }
  const label =
    measure === 'selectivity'
      ? l10n.t('Selectivity of the units of each network')
      : l10n.t('Information of the units of each network');
  return { width: room.width, height, label, marks: [...marks, ...names], targets: [] };
}

function meanMarks(
  letter: string,
  mean: number,
  scale: (value: number) => number,
  base: number,
  isDown: boolean,
  tallest: number,
  room: Room,
): Mark[] {
  const x = scale(mean);
  const text = l10n.t('{0} mean {1}', letter, writeFraction(mean));
  const fits = x + 5 + room.measure(text) < room.width;
  const d = isDown ? `M${x},${base}v${tallest}` : `M${x},${base}v${-tallest}`;
  return [
    { kind: 'path', d, stroke: 'text', strokeWidth: 1.5, halo: 1 },
    {
      kind: 'text',
      x: fits ? x + 5 : x - 5,
      y: isDown ? base + tallest : base - tallest + 8,
      text,
      align: fits ? 'start' : 'end',
      halo: true,
    },
  ];
}

export function distributionTable(
  networks: readonly NetworkFacts[],
  measure: DistributedMeasure,
): FigureTable {
  const { range, counts } = counted(networks, measure);
  const step = (range[1] - range[0]) / bins;
  return {
    title: measure === 'selectivity' ? l10n.t('Units by selectivity') : l10n.t('Units by information'),
    columns: [
      { name: l10n.t('from'), write: (value) => writeFraction(value, 3) },
      { name: l10n.t('to'), write: (value) => writeFraction(value, 3) },
      ...networks.map(({ letter }) => ({ name: l10n.t('units of {0}', letter) })),
    ],
    rows: Array.from({ length: bins }, (_, bin) => [
      range[0] + bin * step,
      range[0] + (bin + 1) * step,
      ...counts.map((ofNetwork) => ofNetwork[bin]),
    ]),
  };
}

/** Selectivity from 0 to 1, further where values lie outside; information from 0 to the highest. */
function counted(
  networks: readonly NetworkFacts[],
  measure: DistributedMeasure,
): { readonly range: [number, number]; readonly counts: number[][] } {
  let [low, high] = [0, measure === 'selectivity' ? 1 : 0];
  for (const facts of networks) {
    for (const value of facts[measure]) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const [from, to] = scaleLinear([low, high === low ? low + 1 : high], [0, 1])
    .nice(4)
    .domain();
  const counts = networks.map((facts) => {
    const own = new Array<number>(bins).fill(0);
    for (const value of facts[measure])
      own[Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))]++;
    return own;
  });
  return { range: [from, to], counts };
}
