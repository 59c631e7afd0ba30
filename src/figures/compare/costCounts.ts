import * as l10n from '@vscode/l10n';
import { binCounts, doublingBins, type CountBin } from '../../results/derive/doublingBins.js';
import type { NetworkFacts } from '../../results/derive/networkFacts.js';
import { plural } from '../../results/derive/nouns.js';
import { formatCount } from '../../results/derive/numberFormat.js';
import { networkPaint } from './networkPaint.js';
import type { Figure, FigureTable, Mark, Room } from '../figure.js';

const rowHeight = 22;
const head = 18;
const foot = 22;

/** How many units of each network cost how much: two stand mirrored, more side by side. */
export function costCountsFigure(networks: readonly NetworkFacts[], room: Room): Figure {
  const { bins, counts } = counted(networks);
  const { noun } = networks[0].result.dataset;
  const most = Math.max(1, ...counts.flat());
  const nameWidth =
    16 + Math.max(room.measure(l10n.t('lost')), ...bins.map(({ name }) => room.measure(name)));
  const numberWidth = 6 + room.measure(formatCount(most));
  const isMirrored = networks.length === 2;
  const columns = isMirrored ? 2 : networks.length;
  const columnWidth = (room.width - nameWidth) / columns;
  const longest = Math.max(4, columnWidth - numberWidth - 8);
  const nameMiddle = isMirrored ? room.width / 2 : nameWidth / 2;
  const marks: Mark[] = [{ kind: 'text', x: nameMiddle, y: 11, text: l10n.t('lost'), align: 'middle' }];
  networks.forEach((facts, network) => {
    const isLeftward = isMirrored && network === 0;
    const paint = networkPaint(facts, networks);
    const from = isMirrored
      ? nameMiddle + (isLeftward ? -nameWidth / 2 : nameWidth / 2)
      : nameWidth + network * columnWidth;
    const align = isLeftward ? 'end' : 'start';
    marks.push({
      kind: 'text',
      x: from,
      y: 11,
      text: l10n.t('{0}: units', facts.letter),
      align,
      fill: paint,
      weight: 600,
    });
    bins.forEach((_, bin) => {
      const count = counts[network][bin];
      if (count === 0) return;
      const width = Math.max(1, (count / most) * longest);
      const y = head + bin * rowHeight;
      marks.push(
        {
          kind: 'rect',
          x: isLeftward ? from - width : from,
          y: y + 2,
          width,
          height: rowHeight - 4,
          fill: paint,
        },
        {
          kind: 'text',
          x: isLeftward ? from - width - 4 : from + width + 4,
          y: y + rowHeight / 2 + 4,
          text: formatCount(count),
          align,
          fill: 'quietText',
        },
      );
    });
  });
  bins.forEach(({ name }, bin) => {
    const y = head + bin * rowHeight + rowHeight / 2 + 4;
    marks.push({ kind: 'text', x: nameMiddle, y, text: name, align: 'middle' });
  });
  const height = head + bins.length * rowHeight + foot;
  marks.push({
    kind: 'text',
    x: isMirrored ? nameMiddle : 0,
    y: height - 8,
    text: footWords(networks, plural(noun)),
    align: isMirrored ? 'middle' : 'start',
    fill: 'quietText',
  });
  return {
    width: room.width,
    height,
    label: l10n.t('Units of each network by {0} lost', plural(noun)),
    marks,
    targets: [],
  };
}

export function costCountsTable(networks: readonly NetworkFacts[]): FigureTable {
  const { bins, counts } = counted(networks);
  return {
    title: l10n.t('Units by samples lost'),
    columns: [
      { name: l10n.t('lost') },
      ...networks.map(({ letter }) => ({ name: l10n.t('units of {0}', letter) })),
    ],
    rows: bins.map(({ name }, bin) => [name, ...counts.map((ofNetwork) => ofNetwork[bin])]),
  };
}

function counted(networks: readonly NetworkFacts[]): {
  readonly bins: readonly CountBin[];
  readonly counts: readonly (readonly number[])[];
} {
  let [lowest, highest] = [0, 0];
  for (const { lost } of networks) {
    for (const count of lost) {
      lowest = Math.min(lowest, count);
      highest = Math.max(highest, count);
    }
  }
  const bins = doublingBins(lowest, highest);
  return { bins, counts: networks.map(({ lost }) => binCounts(lost, bins)) };
}

/** What is counted, and of how many where all networks have as many samples. */
function footWords(networks: readonly NetworkFacts[], samples: string): string {
  const populations = new Set(networks.map(({ result }) => result.dataset.samples));
  return populations.size === 1
    ? l10n.t('{0} of {1}; bins double in width', samples, formatCount([...populations][0]))
    : l10n.t('{0}; bins double in width', samples);
}
