import { InputError } from '../../inputError.js';
import type { ModelInput } from '../dataset.js';
import type { DataRequest } from '../formats/dataFormat.js';
import { isEmpty, numberIn } from './cells.js';
import { findLabelName } from './labelNames.js';
import type { Table } from './table.js';

/** What a table's columns are taken for. */
export interface ColumnRoles {
  readonly inputs: readonly number[];
  /** Index of the column of labels; null where the labels lie elsewhere. */
  readonly label: number | null;
  /** How that was found out, a phrase each. */
  readonly understood: readonly string[];
}

export interface FoundColumn {
  readonly index: number;
  /** Why it was taken: `as the descriptor says`. */
  readonly why: string;
}

type ColumnKind = 'numbers' | 'text' | 'arrays' | 'empty';

/** Columns in which programs number rows. */
const writtenByPandas = /^(unnamed: 0)?$/i;
const rowNumbers = /^(id|index|row)$/i;

/**
 * Tells inputs from labels: as the descriptor says, else by names, else by values.
 * @param labelsElsewhere whether another file holds the labels, so that every column is an input
 * @throws InputError where a column is missing, or there are no inputs.
 */
export function columnRoles(
  table: Table,
  { wishes, modelInput }: DataRequest,
  labelsElsewhere: boolean,
): ColumnRoles {
  const label = labelsElsewhere ? null : labelColumn(table, wishes.labelColumn, modelInput, []);
  if (label === null && !labelsElsewhere) throw noLabels(table);
  const named = wishes.columns?.map((name) => columnNamed(table, name));
  const inputs = named ?? guessedInputs(table, label?.index ?? null, modelInput);
  if (inputs.length === 0) {
    throw new InputError(`${table.name} has no column of numbers besides the labels; name a file of inputs.`);
  }
  const kinds = inputs.map((column) => kindOf(table, column));
  if (inputs.length > 1 && kinds.includes('arrays')) {
    const names = inputs
      .filter((_, i) => kinds[i] === 'arrays')
      .map((column) => `\`${table.columns[column]}\``);
    throw new InputError(
      `${table.name} holds arrays in ${names.length === 1 ? 'the column' : 'the columns'} ${names.join(', ')} beside other inputs; ` +
        `name the one that is the input under \`columns\` in a descriptor.`,
    );
  }
  const leftOut = table.columns.flatMap((name, i) =>
    inputs.includes(i) || i === label?.index ? [] : [name === '' ? 'the one without a name' : name],
  );
  return {
    inputs,
    label: label?.index ?? null,
    understood: [
      ...(label === null ? [] : [`labels from the column ${table.columns[label.index]} (${label.why})`]),
      `inputs from ${columnsText(inputs.map((column) => table.columns[column]))}`,
      ...(leftOut.length === 0 ? [] : [`left out: ${shortList(leftOut)}`]),
    ],
  };
}

/**
 * The column of labels: the one that is named, one whose name says so, or one whose values may be labels.
 * @param excluded columns that are known to be something else
 */
export function labelColumn(
  table: Table,
  named: string | undefined,
  modelInput: ModelInput | null,
  excluded: readonly number[],
): FoundColumn | null {
  if (named !== undefined) return { index: columnNamed(table, named), why: 'as the descriptor says' };
  const byName = findLabelName(table.columns);
  if (byName >= 0) return { index: byName, why: 'by its name' };
  const others = table.columns
    .map((_, i) => i)
    .filter((i) => !excluded.includes(i) && kindOf(table, i) !== 'empty');
  if (others.length === 0) return null;
  if (others.length === 1) return { index: others[0], why: 'the only one' };
  const [first, last] = [others[0], others[others.length - 1]];
  const text = [last, first].find((i) => kindOf(table, i) === 'text');
  if (text !== undefined)
    return { index: text, why: `guessed: the ${text === last ? 'last' : 'first'}, which is text` };
  const whole = [last, first].find((i) => mayBeClasses(table, i, modelInput));
  if (whole === undefined) return null;
  return { index: whole, why: `guessed: the ${whole === last ? 'last' : 'first'}, of whole numbers` };
}

/** @throws InputError where there is no such column. */
export function columnNamed(table: Pick<Table, 'name' | 'columns'>, wanted: string): number {
  const { columns } = table;
  const exact = columns.indexOf(wanted);
  const index = exact >= 0 ? exact : columns.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  if (index >= 0) return index;
  throw new InputError(`${table.name} has no column \`${wanted}\`; it has ${columnsText(columns)}.`);
}

export function kindOf({ sample }: Pick<Table, 'sample'>, column: number): ColumnKind {
  const cells = sample.map((row) => row.cells[column]).filter((cell) => !isEmpty(cell));
  if (cells.length === 0) return 'empty';
  if (Array.isArray(cells[0])) return 'arrays';
  return cells.some((cell) => !Number.isNaN(numberIn(cell))) ? 'numbers' : 'text';
}

/** All columns but that of labels; where one holds arrays, that alone. */
function guessedInputs(table: Table, label: number | null, modelInput: ModelInput | null): readonly number[] {
  const others = table.columns
    .map((_, i) => i)
    .filter(
      (i) => i !== label && kindOf(table, i) !== 'empty' && !writtenByPandas.test(table.columns[i].trim()),
    );
  const arrays = others.filter((i) => kindOf(table, i) === 'arrays');
  if (arrays.length > 0) return arrays;
  const size = modelInput?.shape.reduce<number | null>(
    (product, dim) => (dim === null || product === null ? null : product * dim),
    1,
  );
  const data = others.filter((i) => !rowNumbers.test(table.columns[i].trim()));
  return others.length !== size && data.length === size ? data : others;
}

function mayBeClasses(table: Table, column: number, modelInput: ModelInput | null): boolean {
  const values = table.sample.map((row) => numberIn(row.cells[column]));
  const count = modelInput?.classCount ?? Infinity;
  const areClasses = values.every((value) => Number.isInteger(value) && value >= 0 && value < count);
  // A column that never changes, as the rim of a picture, tells nothing apart.
  return areClasses && (values.length === 1 || new Set(values).size > 1);
}

function noLabels(table: Table): InputError {
  return new InputError(
    `${table.name}: no column looks like labels; name it under \`labelColumn\` in a descriptor, or a file of labels under \`labels\`.`,
  );
}

function columnsText(names: readonly string[]): string {
  return names.length === 1 ? `the column ${names[0]}` : `${names.length} columns: ${shortList(names)}`;
}

function shortList(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 6).join(', ')}, ... ${names.at(-1)}`;
}
