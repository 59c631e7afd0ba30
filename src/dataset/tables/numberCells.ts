import { InputError } from '../../inputError.js';
import { shapeText } from '../storedArray.js';
import { cellText, isEmpty, nestedShape, numberIn } from './cells.js';
import { CompactNumbers } from './compactNumbers.js';
import type { Cell, Table, TableRow } from './table.js';

/** The numbers of some columns of a table, row by row. */
export class NumberCells {
  readonly numbers: CompactNumbers;
  /** Shape of one row: that of the nested arrays of one column, or the number of columns. */
  readonly shape: readonly number[];
  private readonly nested: readonly number[];

  /** @param columns indexes; of a column that holds arrays there is one alone */
  constructor(
    private readonly table: Pick<Table, 'name' | 'columns' | 'sample'>,
    private readonly columns: readonly number[],
  ) {
    this.numbers = new CompactNumbers(table.name);
    this.nested = nestedShape(table.sample[0].cells[columns[0]]);
    this.shape = this.nested.length > 0 ? this.nested : [columns.length];
  }

  /** @throws InputError where a cell is empty, no number, or an array of another shape than the first. */
  push({ line, cells }: TableRow): void {
    for (const column of this.columns) {
      const cell = cells[column];
      if (isEmpty(cell)) throw this.refusal(line, column, 'is empty; fill it in, or take the line out');
      if (this.nested.length > 0) this.pushNested(cell, 0, line, column);
      else this.pushNumber(cell, line, column);
    }
  }

  private pushNumber(cell: Cell, line: number, column: number): void {
    const value = numberIn(cell);
    if (Number.isNaN(value)) {
      const what = Array.isArray(cell) ? 'an array among numbers' : 'which is no number';
      throw this.refusal(
        line,
        column,
        `holds ${cellText(cell)}, ${what}; correct it, or list the columns that are inputs under \`columns\` in a descriptor`,
      );
    }
    this.numbers.push(value);
  }

  private pushNested(cell: Cell, depth: number, line: number, column: number): void {
    if (depth === this.nested.length) {
      this.pushNumber(cell, line, column);
      return;
    }
    if (!Array.isArray(cell) || cell.length !== this.nested[depth]) {
      throw this.refusal(
        line,
        column,
        `holds no array of ${shapeText(this.nested)} numbers as the first row does; give every row the same shape`,
      );
    }
    for (const part of cell) this.pushNested(part, depth + 1, line, column);
  }

  private refusal(line: number, column: number, reason: string): InputError {
    const { name, columns } = this.table;
    return new InputError(`${name}, line ${line}: the column \`${columns[column]}\` ${reason}.`);
  }
}
