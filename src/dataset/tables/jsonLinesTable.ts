import { InputError } from '../../inputError.js';
import type { ByteSource } from '../byteSource.js';
import { findSyntaxFault } from '../jsonSyntax.js';
import { firstRows, sampleRows, type Table, type TableRow } from './table.js';
import { textLines } from './textLines.js';

/**
 * Opens a file of a JSON object a line, whose keys are the columns, or of an array a line. Empty lines are passed over.
 * @throws InputError where it holds no rows, or a line is something else.
 */
export async function openJsonLinesTable(bytes: ByteSource, name: string): Promise<Table> {
  const [first] = await firstRows(jsonRows(bytes, name, null), 1);
  if (first === undefined) throw new InputError(`${name} holds no rows; fetch or write the file again.`);
  const [head] = first.cells;
  const isArray = Array.isArray(head);
  const keys = isArray ? null : Object.keys(head as object);
  const columns = keys ?? (head as unknown[]).map((_, i) => `${i + 1}`);
  const rows = (): AsyncGenerator<TableRow> => jsonRows(bytes, name, { keys, columns });
  return {
    name,
    columns,
    understood: [
      isArray
        ? 'a JSON array a line, columns counted from 1'
        : 'a JSON object a line, its keys are the columns',
    ],
    sample: await firstRows(rows(), sampleRows),
    rows,
  };
}

interface Columns {
  /** Null where rows are arrays. */
  readonly keys: readonly string[] | null;
  readonly columns: readonly string[];
}

/** @param columns null for rows of one cell, the value of the line */
async function* jsonRows(bytes: ByteSource, name: string, columns: Columns | null): AsyncGenerator<TableRow> {
  for await (const { text, line } of textLines(bytes, name)) {
    if (text.trim() === '') continue;
    const value = parseLine(text, name, line);
    if (columns === null) yield { line, cells: [value] };
    else yield { line, cells: cellsOf(value, columns, name, line) };
  }
}

function parseLine(text: string, name: string, line: number): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const column = findSyntaxFault(text)?.column ?? 1;
    throw new InputError(`${name}, line ${line} is not valid JSON at column ${column}; mend it there.`, {
      cause: error,
    });
  }
  if (typeof value === 'object' && value !== null) return value;
  throw new InputError(
    `${name}, line ${line} holds no JSON object; give every line one, as {"x": [0.5, 1], "label": 0}.`,
  );
}

function cellsOf(value: unknown, { keys, columns }: Columns, name: string, line: number): unknown[] {
  if (keys === null) {
    if (Array.isArray(value) && value.length === columns.length) return value as unknown[];
    throw new InputError(
      `${name}, line ${line} holds no array of ${columns.length} values; give every line as many.`,
    );
  }
  if (Array.isArray(value)) {
    throw new InputError(
      `${name}, line ${line} holds an array, but the first line an object; write all lines alike.`,
    );
  }
  const object = value as Readonly<Record<string, unknown>>;
  return keys.map((key) => (Object.hasOwn(object, key) ? object[key] : undefined));
}
