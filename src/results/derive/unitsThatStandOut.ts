import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { measuredValue } from './flatUnits.js';
import { unitCost } from './unitCost.js';
import type { UnitRow } from './unitRows.js';

/** So many cards are looked at; more are a table. */
const mostUnits = 6;
/** Where none is beyond chance. */
const costliest = 3;
/** A selectivity that rests on fewer samples is luck. */
const fewSamples = 5;

/**
 * The units worth a closer look, the costliest first: those that cost more than chance, or else the costliest three;
 * and the most selective one.
 * @param rows in flat order.
 */
export function unitsThatStandOut(result: ResultFile, rows: readonly UnitRow[]): UnitRow[] {
  const lost = (row: UnitRow): number => unitCost(row) ?? 0;
  // Of Array.sort equal units stay in flat order.
  const byCost = rows.filter((row) => lost(row) > 0).sort((a, b) => lost(b) - lost(a));
  const beyond = byCost.filter((row) => row.beyondChance);
  const costly = beyond.length > 0 ? beyond.slice(0, mostUnits) : byCost.slice(0, costliest);
  const selective = mostSelective(result, rows);
  if (selective === null || costly.includes(selective)) return costly;
  return [...costly.slice(0, mostUnits - 1), selective];
}

function mostSelective(result: ResultFile, rows: readonly UnitRow[]): UnitRow | null {
  const counted = statisticsSamples(result);
  let best: UnitRow | null = null;
  for (const row of rows) {
    const silent = measuredValue(row.unit, 'silentSamples') ?? 0;
    if (row.dead || row.selectivity === null || counted - silent < fewSamples) continue;
    // Where means are below zero, the index leaves its range and says nothing.
    if (row.selectivity > 1 || row.selectivity <= (best?.selectivity ?? 0)) continue;
    best = row;
  }
  return best;
}
