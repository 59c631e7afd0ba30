import {
  curveFamilies,
  accuracyAt,
  largestClassShare,
  type CurveFamily,
} from '../results/derive/curveFamilies.js';
import { curveTitle, orderName } from '../results/derive/curveWords.js';
import { memorisationReading, tellsOfMemorisation } from '../results/derive/memorisationSentences.js';
import { noiseLevels } from '../results/derive/noiseLevels.js';
import { formatArea, formatCount, formatLoss, formatShare } from '../results/derive/numberFormat.js';
import type { ResultFile } from '../results/schema.js';
import { samplesHaveClasses } from '../results/derive/task.js';
import type { Block } from './block.js';
import { layOut } from './table.js';

const shownFractions = [0.25, 0.5, 0.75];

/** The curves of a result, a block for each replacement value and mode, a line for each order and scope. */
export function curveBlocks(result: ResultFile, width: number): Block[] {
  const families = curveFamilies(result);
  const { samples } = result.dataset;
  const titles = [...new Set(families.map(curveTitle))];
  const floor = `The floor, always naming the largest class, is ${formatShare(largestClassShare(result) * samples, samples)}.`;
  return titles.map((title, i) => {
    const own = families.filter((family) => curveTitle(family) === title);
    const last = i === titles.length - 1;
    return {
      title,
      table: curveTable(own, samples, width),
      notes: last ? [...(samplesHaveClasses(result) ? [floor] : []), ...readings(families)] : [],
    };
  });
}

/** Of the network's random orders with the first replacement value, if there are any. */
function readings(families: readonly CurveFamily[]): string[] {
  const random = families.find((family) => family.scope === 'network' && tellsOfMemorisation(family));
  return random?.auc ? [memorisationReading(random, random.auc)] : [];
}

function curveTable(families: readonly CurveFamily[], samples: number, width: number): Block['table'] {
  const auc = (value: 'mean' | 'lowest' | 'highest'): string[] =>
    families.map(({ auc: spread }) => {
      if (spread === null) return '-';
      // A single order has no band.
      return value !== 'mean' && spread.count === 1 ? '' : formatArea(spread[value]);
    });
  return layOut(
    [
      { header: 'scope', align: 'left', cells: families.map(({ scope }) => scope), shrinks: true },
      { header: 'order', align: 'left', cells: families.map(orderName), shrinks: true },
      {
        header: 'orders',
        align: 'right',
        cells: families.map(({ curves }) => formatCount(curves.length)),
        dispensable: 2,
      },
      { header: 'AUC', align: 'right', cells: auc('mean') },
      { header: 'lowest', align: 'right', cells: auc('lowest') },
      { header: 'highest', align: 'right', cells: auc('highest') },
      ...shownFractions.map((fraction) => ({
        header: `${100 * fraction} %`,
        group: 'accuracy, removed:',
        align: 'right' as const,
        cells: families.map((family) => {
          const accuracy = accuracyAt(family, fraction, samples);
          return accuracy === null ? '-' : formatShare(accuracy.mean * samples, samples);
        }),
        dispensable: 1,
      })),
    ],
    width,
  );
}

/** Accuracy under noise, a line for each scope and scale; nothing where no noise was added. */
export function noiseBlocks(result: ResultFile, width: number): Block[] {
  const levels = noiseLevels(result);
  if (levels.length === 0) return [];
  const share = (count: number): string => formatShare(count, result.dataset.samples);
  const scopes = new Set(levels.map(({ scope }) => scope)).size > 1;
  const draws = Math.max(...levels.map(({ correct }) => correct.count));
  const table = layOut(
    [
      ...(scopes
        ? [
            {
              header: 'scope',
              align: 'left' as const,
              cells: levels.map(({ scope }) => scope),
              shrinks: true,
            },
          ]
        : []),
      { header: 's', align: 'right', cells: levels.map(({ scale }) => String(scale)) },
      { header: 'accuracy', align: 'right', cells: levels.map(({ correct }) => share(correct.mean)) },
      { header: 'lowest', align: 'right', cells: levels.map(({ correct }) => share(correct.lowest)) },
      { header: 'highest', align: 'right', cells: levels.map(({ correct }) => share(correct.highest)) },
      ...(levels.every(({ loss }) => loss !== null)
        ? [
            {
              header: 'loss',
              align: 'right' as const,
              cells: levels.map(({ loss }) => formatLoss(loss?.mean ?? 0)),
            },
          ]
        : []),
    ],
    width,
  );
  const where = scopes ? '' : ` of ${levels[0].scope === 'network' ? 'the network' : levels[0].scope}`;
  const seeds = `${draws} ${draws === 1 ? 'draw' : 'draws'}`;
  return [{ title: `Noise of s standard deviations on every unit${where}, ${seeds} each`, table, notes: [] }];
}
