import type { ResultFile } from '../schema.js';
import { beyondChance } from './beyondChance.js';
import { flatUnits, isDead, measuredValue, type FlatUnit } from './flatUnits.js';
import { unitImportances, type UnitImportance } from './importance.js';
import { lostSamples, type LostSamples } from './lostSamples.js';
import { countsAnswers } from './task.js';
import { unitName } from './unitName.js';

/** What is known of one unit, in a line. `null` stands where nothing was measured, or where it is undefined. */
export interface UnitRow {
  readonly unit: FlatUnit;
  readonly name: string;
  /** The layer's place among the hidden layers, in forward order. */
  readonly layerIndex: number;
  /** Zero on every sample and position. */
  readonly dead: boolean;
  readonly importance: UnitImportance | null;
  /** `null` also where answers are neither right nor wrong. */
  readonly lost: LostSamples | null;
  /** Told of exact results alone: the test supposes that all samples were counted, once. */
  readonly beyondChance: boolean;
  readonly selectivity: number | null;
  readonly preferredClass: number | null;
  /** In bits. */
  readonly information: number | null;
}

/**
 * The units of the layers that were measured, in flat order.
 * @param replacement the replacement value that importance is read under; `null` where no unit was deleted.
 */
export function unitRows(result: ResultFile, replacement: string | null): UnitRow[] {
  const importances = replacement === null ? [] : unitImportances(result, replacement);
  const counts = countsAnswers(result);
  const discoveries = result.exact ? beyondChance(importances) : [];
  const places = new Map(result.layers.map((layer, place) => [layer, place]));
  const measured = new Set(result.layers.filter(({ units }) => Object.keys(units).length > 0));
  // Both are in flat order: the next deletion is that of the unit, or of a later one.
  let next = 0;
  return flatUnits(result)
    .filter(({ layer }) => measured.has(layer))
    .map((unit) => {
      const i = importances.at(next)?.unit.flat === unit.flat ? next++ : null;
      const importance = i === null ? null : importances[i];
      return {
        unit,
        name: unitName(unit),
        layerIndex: places.get(unit.layer) ?? 0,
        dead: isDead(result, unit),
        importance,
        lost: importance === null || !counts ? null : lostSamples(result, importance),
        beyondChance: i !== null && result.exact && discoveries[i],
        selectivity: measuredValue(unit, 'selectivity'),
        preferredClass: measuredValue(unit, 'preferredClass'),
        information: measuredValue(unit, 'mutualInformation'),
      };
    });
}

/**
 * The row of a unit, found by halves: rows are in flat order.
 * @param flat the unit's flat index.
 * @returns `null` where it has none.
 */
export function rowOfUnit(rows: readonly UnitRow[], flat: number): UnitRow | null {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle].unit.flat < flat) low = middle + 1;
    else high = middle;
  }
  const found = rows.at(low);
  return found?.unit.flat === flat ? found : null;
}

/** A unit of a layer that was not measured, as a row that knows nothing; `null` where there is no such unit. */
export function unmeasuredRow(result: ResultFile, flat: number): UnitRow | null {
  const unit = flatUnits(result)[flat] as FlatUnit | undefined;
  if (unit === undefined) return null;
  return {
    unit,
    name: unitName(unit),
    layerIndex: result.layers.indexOf(unit.layer),
    dead: false,
    importance: null,
    lost: null,
    beyondChance: false,
    selectivity: null,
    preferredClass: null,
    information: null,
  };
}
