import { InputError } from '../../inputError.js';
import type { DataContent, DataRequest } from '../formats/dataFormat.js';
import type { StoredArray } from '../storedArray.js';
import { checkExtent } from '../storedArray.js';
import { LabelCells } from '../tables/labelCells.js';
import { rowShape } from '../tables/rowShape.js';
import { columnNamed, inputColumnsOf, labelColumnOf, listed } from './columnChoice.js';
import type { ColumnTable, TableColumn } from './columnTable.js';
import { openNumbers } from './numberCells.js';
import { openPictures } from './pictureCells.js';
import { openRawBytes } from './rawBytes.js';
import { openTokens, tokenColumnOf } from './tokenCells.js';

/** Cells of labels that are read at once. */
const labelPiece = 65_536;

/** What a file of columns holds: one or more of them are the inputs, one the labels. */
export class ColumnContent implements DataContent {
  classNames: readonly string[] | null = null;
  padding: number | undefined = undefined;
  private readonly found = new Map<string, string>();

  /** @param labelsBeside whether a file of labels lies beside it */
  constructor(
    private readonly table: ColumnTable,
    private readonly request: DataRequest,
    private readonly labelsBeside: boolean,
  ) {}

  get understood(): readonly string[] {
    return [...this.found.values()];
  }

  async inputs(key: string | null): Promise<StoredArray> {
    const { table, request } = this;
    const named = key === null ? (request.wishes.columns ?? []) : [key];
    const label = this.labelsElsewhere ? null : labelColumnOf(table, request, named);
    const columns = inputColumnsOf(table, request, key, label);
    const array = await this.open(columns);
    checkExtent(array);
    this.found.set(
      'inputs',
      `inputs from ${columns.length === 1 ? 'the column' : 'the columns'} ${listed(columns)}`,
    );
    return array;
  }

  async labels(key: string | null): Promise<StoredArray> {
    const column = key === null ? labelColumnOf(this.table, this.request, []) : columnNamed(this.table, key);
    if (column !== null) return this.readLabels(column);
    throw new InputError(
      `${this.table.name}: no column looks like labels (its columns: ${listed(this.table.columns)}); name it under ` +
        `\`labelColumn\` in a descriptor.`,
    );
  }

  async labelsOf(key: string | null): Promise<StoredArray | null> {
    if (this.labelsElsewhere) return null;
    const taken = key === null ? (this.request.wishes.columns ?? []) : [key];
    const column = labelColumnOf(this.table, this.request, taken);
    return column === null ? this.labels(null) : this.readLabels(column);
  }

  async carriesLabels(): Promise<boolean> {
    return !this.labelsElsewhere;
  }

  close(): Promise<void> {
    return this.table.close();
  }

  private get labelsElsewhere(): boolean {
    const { labels, labelColumn } = this.request.wishes;
    return labels !== undefined || (labelColumn === undefined && this.labelsBeside);
  }

  private async open(columns: readonly TableColumn[]): Promise<StoredArray> {
    const { table, request } = this;
    if (columns[0].kind === 'bytes') {
      const pictures = await openPictures(table, columns[0], request);
      if (pictures === null) return openRawBytes(table, columns[0], request);
      const { width, height, resize } = pictures.form;
      this.found.set('form', `pictures resized to ${width} x ${height} (${resize})`);
      return pictures.array;
    }
    if (columns.length === 1 && tokenColumnOf(columns) !== null) {
      const { array, padding } = await openTokens(table, columns[0], request);
      this.padding = padding;
      if (padding !== undefined) this.found.set('padding', `the token ${padding} fills up short sequences`);
      return array;
    }
    const numbers = await openNumbers(table, columns);
    const shape = rowShape(numbers.shape.slice(1), request, numbers.name);
    return { ...numbers, shape: [table.rows, ...shape] };
  }

  private async readLabels(column: TableColumn): Promise<StoredArray> {
    const { table } = this;
    this.found.set('labels', `labels from the column \`${column.name}\``);
    if (column.kind === 'numbers') return openNumbers(table, [column]);
    const labels = new LabelCells(table.name, column.name);
    for (let first = 0; first < table.rows; first += labelPiece) {
      const cells = await table.cells(column.name, first, Math.min(labelPiece, table.rows - first));
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i];
        labels.push(typeof cell === 'bigint' ? Number(cell) : cell, first + i + 1);
      }
    }
    this.classNames = column.classNames ?? labels.classNames;
    const array = labels.array();
    checkExtent(array);
    return array;
  }
}
