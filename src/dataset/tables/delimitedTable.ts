import { InputError } from '../../inputError.js';
import type { ByteSource } from '../byteSource.js';
import { isEmpty, numberIn } from './cells.js';
import { speaksOfLabels } from './labelNames.js';
import { firstRows, sampleRows, type Table, type TableRow } from './table.js';
import { textLines } from './textLines.js';

type Delimiter = ',' | ';' | '\t';

const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
};
/** Names of columns that tell a first line of texts alone from data. */
const usualNames = /^(file|filename|file_name|image|image_id|img|path|name|id|text)$/i;

/**
 * Opens a table whose cells are parted by commas, semicolons or tabs (RFC 4180: cells may be quoted, and hold line breaks then),
 * with a first line of names or without. Empty lines are passed over.
 * @throws InputError where it holds no rows, or a quote is not closed.
 */
export async function openDelimitedTable(bytes: ByteSource, name: string): Promise<Table> {
  const delimiter = await delimiterOf(bytes, name);
  const [head, ...sample] = await firstRows(delimitedRows(bytes, name, delimiter), sampleRows + 1);
  if (head === undefined) throw new InputError(`${name} holds no rows; fetch or write the file again.`);
  const hasNames = isHead(head, sample);
  if (hasNames && sample.length === 0) {
    throw new InputError(`${name} holds a line of names and no rows; fetch or write the file again.`);
  }
  const columns = head.cells.map((cell, i) => (hasNames ? String(cell).trim() : `${i + 1}`));
  return {
    name,
    columns,
    understood: [
      `cells parted by ${delimiterNames[delimiter]}`,
      hasNames ? 'the first line names the columns' : 'no line of names, columns counted from 1',
    ],
    sample: hasNames ? sample : [head, ...sample].slice(0, sampleRows),
    rows: () => wholeRows(delimitedRows(bytes, name, delimiter), columns.length, head, hasNames, name),
  };
}

async function* wholeRows(
  rows: AsyncIterable<TableRow>,
  width: number,
  head: TableRow,
  hasNames: boolean,
  name: string,
): AsyncGenerator<TableRow> {
  for await (const row of rows) {
    if (row.cells.length !== width) {
      throw new InputError(
        `${name}, line ${row.line} has ${row.cells.length} ${row.cells.length === 1 ? 'cell' : 'cells'}, but line ${head.line} has ` +
          `${width}; give every line as many.`,
      );
    }
    if (!hasNames || row.line !== head.line) yield row;
  }
}

async function* delimitedRows(
  bytes: ByteSource,
  name: string,
  delimiter: Delimiter,
): AsyncGenerator<TableRow> {
  /** Lines of a record in which a quote is open. */
  let open: string[] = [];
  let begin = 0;
  for await (const { text, line } of textLines(bytes, name)) {
    if (open.length === 0) {
      if (text.trim() === '') continue;
      if (!text.includes('"')) {
        yield { line, cells: text.split(delimiter) };
        continue;
      }
      begin = line;
    }
    open.push(text);
    if (open.length > mostQuotedLines) throw unclosed(name, begin);
    const record = open.join('\n');
    if (quotesIn(record) % 2 === 1) continue;
    yield { line: begin, cells: await quotedCells(record, delimiter, name, begin) };
    open = [];
  }
  if (open.length > 0) throw unclosed(name, begin);
}

/** More lines than that in one cell mean that its quote is not closed. */
const mostQuotedLines = 1000;

/** The general reader is slow: only lines with quotes go through it. */
async function quotedCells(
  record: string,
  delimiter: Delimiter,
  name: string,
  line: number,
): Promise<readonly string[]> {
  const { parse } = await import('csv-parse/sync');
  try {
    const [cells] = parse(record, { delimiter, relax_column_count: true });
    return cells;
  } catch (error) {
    throw new InputError(
      `${name}, line ${line} has a quote in the middle of a cell; double it, and quote the whole cell.`,
      {
        cause: error,
      },
    );
  }
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
}

function unclosed(name: string, line: number): InputError {
  return new InputError(
    `${name}, line ${line} opens a quote that is not closed; close it, or double it inside a cell.`,
  );
}

/** What parts the cells of the first line: a tab where it has one, else what it has more of. */
async function delimiterOf(bytes: ByteSource, name: string): Promise<Delimiter> {
  for await (const { text } of textLines(bytes, name)) {
    if (text.trim() === '') continue;
    const outside = text.replace(/"[^"]*"/g, '');
    if (outside.includes('\t')) return '\t';
    return outside.split(';').length > outside.split(',').length ? ';' : ',';
  }
  return ',';
}

/** Whether the first row names the columns: texts over numbers, or names that only columns have. */
function isHead(head: TableRow, [second]: readonly TableRow[]): boolean {
  const isNumber = (cell: unknown): boolean => !Number.isNaN(numberIn(cell));
  const overNumber = (i: number): boolean => second !== undefined && isNumber(second.cells[i]);
  if (head.cells.some((cell, i) => !isEmpty(cell) && !isNumber(cell) && overNumber(i))) return true;
  const names = head.cells.map(String);
  return !names.some(isNumber) && names.some((name) => usualNames.test(name.trim()) || speaksOfLabels(name));
}
