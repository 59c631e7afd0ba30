import { InputError } from '../../inputError.js';
import type { DataContent, DataRequest } from '../formats/dataFormat.js';
import { shapeText, type StoredArray } from '../storedArray.js';
import { columnRoles, kindOf, labelColumn } from './columnRoles.js';
import { LabelCells } from './labelCells.js';
import { NumberCells } from './numberCells.js';
import { RowsByName } from './rowsByName.js';
import { rowShape } from './rowShape.js';
import type { Table } from './table.js';

/** Arrays that were read from a table at once. */
interface Arrays {
  readonly inputs: StoredArray;
  readonly labels: StoredArray | null;
}

/** What a table holds. It is read once, when its first array is asked for, and kept in memory. */
export class TableContent implements DataContent {
  classNames: readonly string[] | null = null;
  private arrays: Promise<Arrays> | null = null;
  private found: readonly string[] = [];

  /** @param labelsBeside whether a file of labels lies beside it */
  constructor(
    private readonly table: Table,
    private readonly request: DataRequest,
    private readonly labelsBeside: boolean,
  ) {}

  get understood(): readonly string[] {
    return [...this.table.understood, ...this.found];
  }

  async inputs(key: string | null): Promise<StoredArray> {
    this.refuseKey(key);
    this.arrays ??= this.readArrays();
    return (await this.arrays).inputs;
  }

  async labelsOf(key: string | null): Promise<StoredArray | null> {
    this.refuseKey(key);
    if (this.labelsElsewhere) return null;
    this.arrays ??= this.readArrays();
    return (await this.arrays).labels;
  }

  async carriesLabels(): Promise<boolean> {
    return !this.labelsElsewhere;
  }

  async labels(key: string | null): Promise<StoredArray> {
    this.refuseKey(key);
    const { table, request } = this;
    const { columns } = table;
    const classCount = request.modelInput?.classCount;
    const label = this.ownLabelColumn([]);
    if (
      label === null &&
      columns.length === classCount &&
      columns.every((_, i) => kindOf(table, i) === 'numbers')
    ) {
      return this.oneHotRows();
    }
    if (label === null) throw this.noLabels();
    const labels = new LabelCells(table.name, columns[label]);
    for await (const { line, cells } of table.rows()) labels.push(cells[label], line);
    this.classNames = labels.classNames;
    return labels.array();
  }

  async labelsOfNames(names: readonly string[]): Promise<StoredArray | null> {
    const { table } = this;
    const rows = new RowsByName(names);
    const nameColumn = table.columns.findIndex((_, i) =>
      table.sample.some(({ cells }) => rows.isName(String(cells[i]))),
    );
    if (nameColumn < 0) return null;
    const label = this.ownLabelColumn([nameColumn]);
    if (label === null) throw this.noLabels();
    const labels = new LabelCells(table.name, table.columns[label]);
    let count = 0;
    for await (const { line, cells } of table.rows()) {
      rows.add(String(cells[nameColumn]), count++);
      labels.push(cells[label], line);
    }
    this.classNames = labels.classNames;
    this.found = [
      `labels from the column ${table.columns[label]}, by the file names in ${table.columns[nameColumn]}`,
    ];
    return labels.array(names.map((name) => rows.rowOf(name) ?? this.unlabelled(name)));
  }

  async close(): Promise<void> {
    this.arrays = null;
  }

  private get labelsElsewhere(): boolean {
    const { labels, labelColumn: named } = this.request.wishes;
    return labels !== undefined || (named === undefined && this.labelsBeside);
  }

  /** In a file of labels, `labelColumn` is looked for where it has such a column. */
  private ownLabelColumn(excluded: readonly number[]): number | null {
    const { table, request } = this;
    return labelColumn(table, request.wishes.labelColumn, request.modelInput, excluded)?.index ?? null;
  }

  private async readArrays(): Promise<Arrays> {
    const { table, request } = this;
    const roles = columnRoles(table, request, this.labelsElsewhere);
    const inputs = new NumberCells(table, roles.inputs);
    const isOneHot = roles.label !== null && kindOf(table, roles.label) === 'arrays';
    const oneHot = isOneHot ? new NumberCells(table, [roles.label ?? 0]) : null;
    const labels =
      roles.label === null || isOneHot ? null : new LabelCells(table.name, table.columns[roles.label]);
    let count = 0;
    for await (const row of table.rows()) {
      inputs.push(row);
      oneHot?.push(row);
      if (roles.label !== null) labels?.push(row.cells[roles.label], row.line);
      count++;
    }
    this.classNames = labels?.classNames ?? null;
    const { numbers } = inputs;
    const shape = rowShape(inputs.shape, request, table.name);
    this.found = [
      ...roles.understood,
      `${count} rows of ${shapeText(shape)}, values from ${numbers.minimum} to ${numbers.maximum}`,
    ];
    return {
      inputs: numbers.array(table.name, [count, ...shape]),
      labels: oneHot?.numbers.array(table.name, [count, ...oneHot.shape]) ?? labels?.array() ?? null,
    };
  }

  private async oneHotRows(): Promise<StoredArray> {
    const { table } = this;
    const cells = new NumberCells(
      table,
      table.columns.map((_, i) => i),
    );
    for await (const row of table.rows()) cells.push(row);
    const width = table.columns.length;
    return cells.numbers.array(table.name, [cells.numbers.length / width, width]);
  }

  private unlabelled(file: string): never {
    throw new InputError(
      `${this.table.name} has no label for ${file}, or several; give it one line, or take the picture out.`,
    );
  }

  private noLabels(): InputError {
    return new InputError(
      `${this.table.name}: no column looks like labels; name it under \`labelColumn\` in a descriptor.`,
    );
  }

  private refuseKey(key: string | null): void {
    if (key !== null) {
      throw new InputError(
        `${this.table.name} is a table; leave out \`#${key}\`, and name columns under \`columns\`.`,
      );
    }
  }
}
