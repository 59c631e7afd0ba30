import { InputError } from '../../inputError.js';
import type { StoredArray } from '../storedArray.js';
import { textArray } from '../textArray.js';
import { cellText, isEmpty, isNumberText } from './cells.js';
import { CompactNumbers } from './compactNumbers.js';
import type { Cell } from './table.js';

/** More different labels than that are no labels, but something else. */
const mostLabels = 100_000;

/** The labels of a table, collected cell by cell: class indexes where all are numbers, else the names of classes. */
export class LabelCells {
  private readonly codes = new Map<string, number>();
  private readonly ofRows: CompactNumbers;

  /** @param column name of the column, as messages call it */
  constructor(
    private readonly name: string,
    private readonly column: string,
  ) {
    this.ofRows = new CompactNumbers(name);
  }

  /** @throws InputError where the cell is empty, or there are too many different ones. */
  push(cell: Cell, line: number): void {
    if (isEmpty(cell)) {
      throw new InputError(
        `${this.name}, line ${line} has no label in the column \`${this.column}\`; fill it in, or take the line out.`,
      );
    }
    const text = typeof cell === 'string' ? cell.trim() : cellText(cell);
    let code = this.codes.get(text);
    if (code === undefined) {
      code = this.codes.size;
      this.codes.set(text, code);
      if (code === mostLabels) {
        throw new InputError(
          `${this.name}: the column \`${this.column}\` holds more than ${mostLabels} different values, too many for classes; name ` +
            `the column of labels under \`labelColumn\` in a descriptor.`,
        );
      }
    }
    this.ofRows.push(code);
  }

  /** The names of the classes in their order; null where labels are numbers. */
  get classNames(): readonly string[] | null {
    const names = [...this.codes.keys()];
    return names.every(isNumberText) ? null : names.sort();
  }

  /** The labels of these rows, or of all. */
  array(rows: readonly number[] | null = null): StoredArray {
    const texts = [...this.codes.keys()];
    const count = rows === null ? this.ofRows.length : rows.length;
    const codeAt = (i: number): number => this.ofRows.at(rows === null ? i : rows[i]);
    if (this.classNames !== null) {
      return textArray(
        this.name,
        Array.from({ length: count }, (_, i) => texts[codeAt(i)]),
      );
    }
    const values = texts.map(Number);
    const numbers = new CompactNumbers(this.name);
    for (let i = 0; i < count; i++) numbers.push(values[codeAt(i)]);
    return numbers.array(this.name, [count]);
  }
}
