import { groupEffects, groupReplacement, type GroupEffect } from '../results/derive/synergy.js';
import { formatCount, formatLossRise } from '../results/derive/numberFormat.js';
import { rank } from '../results/derive/ranking.js';
import { unitName } from '../results/derive/unitName.js';
import type { ResultFile } from '../results/schema.js';
import type { Block } from './block.js';
import { layOut } from './table.js';

const groupsShown = 10;

/** What deleting units together costs, the costliest groups first; nothing where no group was deleted. */
export function groupBlocks(result: ResultFile, width: number): Block[] {
  const all = groupEffects(result);
  if (all.length === 0) return [];
  const joint = all.filter(({ units }) => units.length > 1);
  const groups = joint.length > 0 ? joint : all;
  const order = rank(
    groups.map(({ samplesLost }) => samplesLost),
    'desc',
  );
  const shown = order.slice(0, groupsShown).map((i) => groups[i]);
  const which =
    groups.length > groupsShown
      ? `The ${groupsShown} costliest of ${formatCount(groups.length)} groups`
      : 'Groups of units, the costliest first';
  return [
    {
      title: `${which}, deleted together (replaced by ${groupReplacement(result)})`,
      table: groupTable(shown, result.dataset.noun, width),
      notes: shown.some(({ synergy }) => synergy !== null)
        ? ['Synergy is what a group loses beyond the sum of what its members lose one at a time.']
        : [],
    },
  ];
}

function groupTable(groups: readonly GroupEffect[], noun: string, width: number): Block['table'] {
  const count = (value: number | null): string => (value === null ? '-' : formatCount(value));
  return layOut(
    [
      {
        header: 'units',
        align: 'left',
        cells: groups.map(({ units }) => units.map(unitName).join(' ')),
        shrinks: true,
      },
      { header: `${noun}s\nlost`, align: 'right', cells: groups.map((group) => count(group.samplesLost)) },
      { header: 'one at\na time', align: 'right', cells: groups.map((group) => count(group.lostSingly)) },
      { header: 'synergy', align: 'right', cells: groups.map((group) => count(group.synergy)) },
      ...(groups.every(({ lossRise }) => lossRise !== null)
        ? [
            {
              header: 'loss\nrise',
              align: 'right' as const,
              cells: groups.map(({ lossRise }) => formatLossRise(lossRise ?? 0)),
              dispensable: 1,
            },
          ]
        : []),
    ],
    width,
  );
}
