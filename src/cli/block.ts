import type { Style } from './io.js';
import type { Table } from './table.js';
import { plain, wrap } from './terminalText.js';

/** A part of what is printed: a heading, a table, and sentences on it. */
export interface Block {
  readonly title: string;
  readonly table: Table;
  readonly notes: readonly string[];
}

/** A sentence is hard to read on a longer line. */
const longestLine = 100;

/** Text in lines that are not wider than the terminal, and not too long to read. */
export function paragraph(text: string, width: number): string[] {
  return wrap(plain(text), Math.min(width, longestLine));
}

/** A table's lines, its header dimmed. */
export function tableLines({ header, rows }: Table, style: Style): string[] {
  return [...header.map((line) => style('dim', line)), ...rows];
}

/** The lines of a block, with an empty one after the table's notes and at the end. */
export function blockLines({ title, table, notes }: Block, width: number, style: Style): string[] {
  return [
    ...paragraph(title, width).map((line) => style('bold', line)),
    ...tableLines(table, style),
    '',
    ...(notes.length === 0 ? [] : [...notes.flatMap((note) => paragraph(note, width)), '']),
  ];
}
