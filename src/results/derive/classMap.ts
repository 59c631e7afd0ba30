import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { classDrops, type ClassDrops } from './classDrops.js';
import { formatCount } from './numberFormat.js';
import { rank } from './ranking.js';
import { unitName } from './unitName.js';

/** More classes than these are too many rows. */
export const mostMapClasses = 40;

/** What deleting each unit did to each class. */
export interface ClassMap {
  readonly classes: readonly MapClass[];
  /** Only layers of which units were deleted. */
  readonly layers: readonly LayerMap[];
  /** The most samples that a unit's deletion cost a class, and won it; 0 where there are none. */
  readonly mostLost: number;
  readonly mostGained: number;
}

/** A row of the map. */
export interface MapClass {
  readonly name: string;
  /** Class indexes; several where those that were hurt least are folded into a row. */
  readonly members: readonly number[];
}

export interface LayerMap {
  readonly id: string;
  /** In flat order. */
  readonly units: readonly MapUnit[];
  /** Samples lost by class, summed over units that cost it any: a sample counts for each unit. */
  readonly totals: readonly number[];
}

export interface MapUnit {
  readonly flat: number;
  readonly name: string;
  /** Samples lost, by row of the map; negative where gained. */
  readonly lost: readonly number[];
  /** Over all classes. */
  readonly net: number;
  /** The row that lost most; `null` where none lost any. */
  readonly mostHurt: number | null;
  /** The largest loss of a class. */
  readonly largest: number;
  /** The largest change of a class, lost or gained. */
  readonly change: number;
}

/** @returns `null` where counts by class are not known: of estimates, or where none were kept. */
export function classMap(result: ResultFile, replacement: string): ClassMap | null {
  const drops = classDrops(result, replacement);
  if (drops.length === 0) return null;
  const classes = mapClasses(result, drops);
  const byLayer = new Map<string, MapUnit[]>();
  let [mostLost, mostGained] = [0, 0];
  for (const drop of drops) {
    const unit = mapUnit(drop, classes);
    const { id } = drop.unit.layer;
    const members = byLayer.get(id);
    if (members === undefined) byLayer.set(id, [unit]);
    else members.push(unit);
    for (const lost of unit.lost) {
      mostLost = Math.max(mostLost, lost);
      mostGained = Math.max(mostGained, -lost);
    }
  }
  const layers = [...byLayer].map(([id, units]) => ({
    id,
    units,
    totals: classes.map((_, row) => units.reduce((sum, { lost }) => sum + Math.max(0, lost[row]), 0)),
  }));
  return { classes, layers, mostLost, mostGained };
}

function mapUnit({ unit, lost }: ClassDrops, classes: readonly MapClass[]): MapUnit {
  const rows = classes.map(({ members }) => members.reduce((sum, c) => sum + lost[c], 0));
  const largest = Math.max(...rows);
  return {
    flat: unit.flat,
    name: unitName(unit),
    lost: rows,
    net: lost.reduce((sum, count) => sum + count, 0),
    mostHurt: largest > 0 ? rows.indexOf(largest) : null,
    largest,
    change: rows.reduce((most, count) => Math.max(most, Math.abs(count)), 0),
  };
}

/** Every class in its place, or, of very many, those that lose most samples and the others as one. */
function mapClasses({ dataset }: ResultFile, drops: readonly ClassDrops[]): MapClass[] {
  const all = dataset.classes.map((name, c) => ({ name, members: [c] }));
  if (all.length <= mostMapClasses) return all;
  const sums = all.map((_, c) => drops.reduce((sum, { lost }) => sum + Math.max(0, lost[c]), 0));
  const shown = new Set(rank(sums, 'desc').slice(0, mostMapClasses - 1));
  const rest = all.flatMap((_, c) => (shown.has(c) ? [] : [c]));
  return [
    ...all.filter((_, c) => shown.has(c)),
    { name: l10n.t('{0} others', formatCount(rest.length)), members: rest },
  ];
}

export const classOrders = ['hurt', 'index', 'cost'] as const;
export type ClassOrder = (typeof classOrders)[number];

/** Units that change a class by few samples are left out. */
export const leastChange = 2;

export interface ShownUnits {
  readonly units: readonly MapUnit[];
  /** What a unit has to change a class by to be shown. */
  readonly from: number;
  readonly folded: number;
}

/**
 * The units of a layer that are drawn: those that change a class by two samples, or by as many more as it takes to
 * draw no more than there is room for.
 * @param most how many there is room for.
 */
export function shownUnits({ units }: LayerMap, order: ClassOrder, most: number): ShownUnits {
  const changes = units.map(({ change }) => change).sort((a, b) => b - a);
  // The first that does not fit, and all like it, are left out.
  const from = Math.max(leastChange, (changes[most] ?? 0) + 1);
  const kept = units.filter(({ change }) => change >= from);
  return { units: inOrder(kept, order), from, folded: units.length - kept.length };
}

function inOrder(units: readonly MapUnit[], order: ClassOrder): readonly MapUnit[] {
  if (order === 'index') return units;
  // Of Array.sort equal units stay in flat order.
  if (order === 'cost') return [...units].sort((a, b) => b.net - a.net);
  const place = ({ mostHurt }: MapUnit): number => mostHurt ?? Infinity;
  return [...units].sort((a, b) => (place(a) === place(b) ? b.largest - a.largest : place(a) - place(b)));
}

/** The units with the largest loss of one class, the largest first; those that cost none are left out. */
export function worstUnits({ layers }: ClassMap, most: number): MapUnit[] {
  return layers
    .flatMap(({ units }) => units.filter(({ largest }) => largest > 0))
    .sort((a, b) => b.largest - a.largest || a.flat - b.flat)
    .slice(0, most);
}
