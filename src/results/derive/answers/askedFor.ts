import { InputError } from '../../../inputError.js';
import type { ResultFile, ResultLayer } from '../../schema.js';
import { replacementsOf } from '../flatUnits.js';
import { rowOfUnit, unitRows, type UnitRow } from '../unitRows.js';

/** As many names as a sentence can hold. */
const namesListed = 30;

/** A result's rows under the replacement value that was asked for. */
export interface AskedRows {
  /** `null` where no unit was deleted. */
  readonly replacement: string | null;
  /** All that the result has. */
  readonly replacements: readonly string[];
  /** Of the layers that were measured, in flat order. */
  readonly rows: readonly UnitRow[];
}

/**
 * @param asked a replacement value; `null` is the first of the file.
 * @throws InputError where the result does not have it.
 */
export function askedRows(result: ResultFile, asked: string | null): AskedRows {
  const replacements = replacementsOf(result);
  if (asked !== null && !replacements.includes(asked)) {
    const has =
      replacements.length === 0
        ? 'no unit was deleted in it'
        : `it has ${replacements.join(', ')}, and an analysis with other replacement values adds more`;
    throw new InputError(
      `The result of ${result.model.file} has no deletions replaced by "${asked}": ${has}.`,
    );
  }
  const replacement = asked ?? replacements[0] ?? null;
  return { replacement, replacements, rows: unitRows(result, replacement) };
}

/** @throws InputError where there is no such layer, or nothing of it was measured. */
export function askedLayer(result: ResultFile, id: string): ResultLayer {
  const { layers, model } = result;
  const found = layers.find((layer) => layer.id === id);
  if (!found) {
    const ids = layers.map((layer) => layer.id);
    throw new InputError(`${model.file} has no layer "${id}"; it has ${listed(ids)}.`);
  }
  if (Object.keys(found.units).length === 0) {
    throw new InputError(
      `Layer ${id} of ${model.file} was not measured in this result: analyse the model with all its layers.`,
    );
  }
  return found;
}

/**
 * A unit by its name, `fc1[93]`; by its index within a layer, where that is given; else by its flat index.
 * @param layer `null` where none was named.
 * @throws InputError where there is no such unit, it is of another layer, or its layer was not measured.
 */
export function askedUnit(
  result: ResultFile,
  rows: readonly UnitRow[],
  unit: string | number,
  layer: string | null,
): UnitRow {
  const words = String(unit).trim();
  const named = /^(?<id>.*)\[(?<index>\d+)\]$/s.exec(words)?.groups;
  if (named) {
    if (layer !== null && layer !== named['id']) {
      throw new InputError(`${words} is no unit of layer ${layer}: name one of the two.`);
    }
    return unitOfLayer(result, rows, named['id'], Number(named['index']));
  }
  if (!/^\d+$/.test(words)) {
    throw new InputError(
      `"${words}" names no unit: write its layer and its index in it, as fc1[93], or its flat index, as 93.`,
    );
  }
  if (layer !== null) return unitOfLayer(result, rows, layer, Number(words));
  return unitOfNetwork(result, rows, Number(words));
}

function unitOfLayer(result: ResultFile, rows: readonly UnitRow[], id: string, index: number): UnitRow {
  const layer = askedLayer(result, id);
  const before = result.layers.slice(0, result.layers.indexOf(layer));
  const row =
    index < layer.unitCount
      ? rowOfUnit(rows, before.reduce((sum, { unitCount }) => sum + unitCount, 0) + index)
      : null;
  if (row) return row;
  throw new InputError(
    `Layer ${id} of ${result.model.file} has no unit ${index}; its ${layer.unitCount} units are counted from 0.`,
  );
}

function unitOfNetwork(result: ResultFile, rows: readonly UnitRow[], flat: number): UnitRow {
  const row = rowOfUnit(rows, flat);
  if (row) return row;
  let first = 0;
  for (const layer of result.layers) {
    // Of a layer that was not measured this says so.
    if (flat < first + layer.unitCount) return unitOfLayer(result, rows, layer.id, flat - first);
    first += layer.unitCount;
  }
  throw new InputError(`${result.model.file} has no unit ${flat}; flat indexes run from 0 to ${first - 1}.`);
}

/** Names in a sentence, the first of many. */
export function listed(names: readonly string[]): string {
  const more = names.length - namesListed;
  return more > 0
    ? `${names.slice(0, namesListed).join(', ')} and ${more} more`
    : names.length === 0
      ? 'none'
      : names.join(', ');
}
