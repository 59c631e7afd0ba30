import { InputError } from '../../inputError.js';
import type { DataRequest } from '../formats/dataFormat.js';
import { findLabelName } from '../tables/labelNames.js';
import type { ColumnTable, TableColumn } from './columnTable.js';
import { tokenColumnOf } from './tokenCells.js';

/** Columns that number or describe the rows: names as pandas and TFRecord's pictures have them. */
const descriptions =
  /^(__index_level_\d+__|id|index|row|idx|height|width|depth|channels|format|colorspace|filename|key)$/i;

/**
 * The column of labels: the one that is named, one that names classes, one whose name says so, or the only one that may be.
 * @throws InputError where there is no column of the name that the descriptor gives.
 */
export function labelColumnOf(
  table: ColumnTable,
  { wishes }: Pick<DataRequest, 'wishes'>,
  taken: readonly string[],
): TableColumn | null {
  if (wishes.labelColumn !== undefined) return columnNamed(table, wishes.labelColumn);
  const others = table.columns.filter(
    ({ name, kind }) => !taken.includes(name) && kind !== 'other' && kind !== 'bytes',
  );
  const withClasses = others.filter(({ classNames }) => classNames !== null);
  for (const columns of [withClasses, others]) {
    const found = findLabelName(columns.map(({ name }) => lastPart(name)));
    if (found >= 0) return columns[found];
  }
  if (withClasses.length > 0) return withClasses[0];
  const single = others.filter(({ name, kind }) => kind !== 'numbers' && !descriptions.test(lastPart(name)));
  const hasRows = table.columns.some(({ kind }) => kind === 'bytes' || kind === 'numbers');
  if (hasRows && single.length !== 1) return null;
  return single.at(-1) ?? null;
}

/**
 * The columns of inputs: those that are named, the one of pictures, the one of lists, or all of numbers.
 * @param asked the name behind `#`; null where there was none
 * @throws InputError where it is not plain which they are.
 */
export function inputColumnsOf(
  table: ColumnTable,
  { wishes }: Pick<DataRequest, 'wishes'>,
  asked: string | null,
  label: TableColumn | null,
): readonly TableColumn[] {
  const named = asked === null ? wishes.columns : [asked];
  if (named !== undefined)
    return alike(
      table,
      named.map((name) => columnNamed(table, name)),
    );
  const others = table.columns.filter((column) => column !== label);
  for (const kind of ['bytes', 'numbers'] as const) {
    const found = others.filter((column) => column.kind === kind);
    if (found.length === 1) return found;
    const sequences = tokenColumnOf(found);
    if (sequences !== null) return [sequences];
    if (found.length > 1) throw unclear(table, found);
  }
  const numbers = others.filter(({ name, kind }) => kind === 'number' && !descriptions.test(lastPart(name)));
  if (numbers.length > 0) return numbers;
  throw new InputError(
    `${table.name} has no column of pictures or numbers besides the labels (its columns: ${listed(table.columns)}); name a file of inputs.`,
  );
}

/** @throws InputError where there is no such column. */
export function columnNamed(table: ColumnTable, wanted: string): TableColumn {
  const found = table.columns.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new InputError(`${table.name} has no column \`${wanted}\`; it has ${listed(table.columns)}.`);
}

export function listed(columns: readonly TableColumn[]): string {
  const names = columns.slice(0, 12).map(({ name }) => `\`${name}\``);
  return names.join(', ') + (columns.length > names.length ? ', ...' : '');
}

function alike(table: ColumnTable, columns: readonly TableColumn[]): readonly TableColumn[] {
  const odd = columns.find(({ kind }) =>
    columns.length > 1 ? kind !== 'number' : kind === 'text' || kind === 'other',
  );
  if (odd === undefined) return columns;
  const wanted =
    columns.length > 1
      ? 'no column of single numbers, as several columns of inputs must be'
      : 'neither pictures nor numbers';
  throw new InputError(
    `${table.name}: the column \`${odd.name}\` holds ${wanted}; name others under \`columns\`.`,
  );
}

function unclear(table: ColumnTable, columns: readonly TableColumn[]): InputError {
  return new InputError(
    `${table.name} leaves open which of ${listed(columns)} are the inputs; name the column under \`columns\` in a descriptor.`,
  );
}

/** `label` of `image/class/label`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
