import { beyondChance } from '../results/derive/beyondChance.js';
import { lostRange, lostSamples, type LostSamples } from '../results/derive/lostSamples.js';
import { measuredValue } from '../results/derive/flatUnits.js';
import { largestClassLoss, unitImportances, type UnitImportance } from '../results/derive/importance.js';
import { formatCount, formatIndex, formatLossRise, formatPoints } from '../results/derive/numberFormat.js';
import { rank } from '../results/derive/ranking.js';
import type { ResultFile } from '../results/schema.js';
import { layOut, type Column, type Table } from './table.js';
import { plain, truncate } from './terminalText.js';

const longestClassName = 12;
const longestBar = 7;

/**
 * The units whose deletion costs most samples, a line each; ties go to the lower flat index. Ranked by the
 * first replacement value; the others add a column of samples lost.
 */
export function unitTable(
  result: ResultFile,
  replacements: readonly string[],
  count: number,
  width: number,
): Table {
  const [first, ...others] = replacements.map((replacement) => deletions(result, replacement));
  const order = rank(
    first.lost.map(({ count }) => count),
    'desc',
  ).slice(0, count);
  const units = order.map((i) => first.units[i]);
  const noun = `${result.dataset.noun}s`;
  const only = others.length === 0;
  const columns: Column[] = [
    { header: 'layer', align: 'left', cells: units.map(({ unit }) => unit.layer.id), shrinks: true },
    { header: 'unit', align: 'right', cells: units.map(({ unit }) => formatCount(unit.index)) },
    {
      header: only ? `${noun}\nlost ` : `lost \n${first.replacement} `,
      align: 'right',
      cells: order.map((i) => lost(first, i)),
    },
    ...intervalColumn(order.map((i) => first.lost[i])),
    ...others.map((other): Column => ({
      header: `lost \n${other.replacement} `,
      align: 'right',
      cells: order.map((i) => lost(other, i)),
    })),
    {
      header: 'points',
      align: 'right',
      cells: units.map(points),
      dispensable: 1,
    },
    {
      header: 'turned\nwrong',
      align: 'right',
      cells: units.map((unit) => formatCount(unit.turnedWrong)),
      dispensable: 3,
    },
    {
      header: '\nright',
      align: 'right',
      cells: units.map((unit) => formatCount(unit.turnedRight)),
      dispensable: 3,
    },
    ...lossColumn(units),
    ...classColumns(result, units),
    ...hurtColumn(result, units, first.replacement),
    ...samplesColumn(result, units),
    { header: '', align: 'left', cells: bars(order.map((i) => first.lost[i].count)), dispensable: 4 },
  ];
  return layOut(columns, width);
}

interface Deletions {
  readonly replacement: string;
  readonly units: readonly UnitImportance[];
  /** Of the whole data, also where it was estimated. */
  readonly lost: readonly LostSamples[];
  readonly beyond: readonly boolean[];
}

function deletions(result: ResultFile, replacement: string): Deletions {
  const units = unitImportances(result, replacement);
  const lost = units.map((unit) => lostSamples(result, unit));
  return { replacement, units, lost, beyond: result.exact ? beyondChance(units) : [] };
}

/** `23*` where the unit is beyond chance, else `23 `, so that the digits stand in line. */
function lost({ lost: counts, beyond }: Deletions, i: number): string {
  return formatCount(counts[i].count) + (beyond[i] ? '*' : ' ');
}

/** On the samples that the unit was deleted on. */
function points({ samplesLost, samples }: UnitImportance): string {
  return formatPoints(-samplesLost, samples);
}

/** The 99 % intervals of an estimate; nothing where all was counted. */
function intervalColumn(counts: readonly LostSamples[]): Column[] {
  if (counts.every(({ basis }) => basis?.kind !== 'estimate')) return [];
  const cells = counts.map((each) => {
    const { low, high } = lostRange(each);
    return `${formatCount(low)} to ${formatCount(high)}`;
  });
  return [{ header: '99 %\ninterval', align: 'right', cells }];
}

/** How many samples were drawn for each unit of an estimate. */
function samplesColumn({ dataset, exact }: ResultFile, units: readonly UnitImportance[]): Column[] {
  if (exact) return [];
  const cells = units.map(({ samples }) => formatCount(samples));
  return [{ header: `${dataset.noun}s\ndrawn`, align: 'right', cells, dispensable: 2 }];
}

function lossColumn(units: readonly UnitImportance[]): Column[] {
  if (units.every((unit) => unit.lossRise === null)) return [];
  const cells = units.map(({ lossRise }) => (lossRise === null ? '-' : formatLossRise(lossRise)));
  return [{ header: 'loss\nrise', align: 'right', cells }];
}

function classColumns(result: ResultFile, units: readonly UnitImportance[]): Column[] {
  if (units.every(({ unit }) => unit.layer.units.selectivity === undefined)) return [];
  const selectivity = units.map(({ unit }) => measuredValue(unit, 'selectivity'));
  const preferred = units.map(({ unit }) => measuredValue(unit, 'preferredClass'));
  return [
    {
      header: 'selec-\ntivity',
      align: 'right',
      cells: selectivity.map((value) => (value === null ? '-' : formatIndex(value))),
      dispensable: 2,
    },
    {
      header: 'preferred\nclass',
      align: 'left',
      cells: preferred.map((c) => (c === null ? '-' : className(result, c))),
      dispensable: 2,
    },
  ];
}

/** The class that lost most samples; nothing where counts per class were not kept. */
function hurtColumn(result: ResultFile, units: readonly UnitImportance[], replacement: string): Column[] {
  const losses = units.map(({ unit }) => largestClassLoss(result, unit, replacement));
  if (losses.every((loss) => loss === null)) return [];
  return [
    {
      header: 'most hurt\nclass',
      align: 'left',
      cells: losses.map((loss) =>
        loss === null || loss.samplesLost <= 0 ? '-' : className(result, loss.classIndex),
      ),
      dispensable: 5,
    },
  ];
}

function className(result: ResultFile, classIndex: number): string {
  return truncate(plain(result.dataset.classes[classIndex] ?? String(classIndex)), longestClassName);
}

/** Samples lost, the largest as a full bar, in eighths of a character. */
function bars(counts: readonly number[]): string[] {
  const largest = Math.max(...counts);
  return counts.map((samplesLost) => {
    if (samplesLost <= 0) return '';
    const eighths = Math.max(1, Math.round((8 * longestBar * samplesLost) / largest));
    const rest = eighths % 8;
    return '█'.repeat(eighths >> 3) + (rest === 0 ? '' : String.fromCodePoint(0x2590 - rest));
  });
}
