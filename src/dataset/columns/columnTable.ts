import type { ElementType } from '../elements.js';

/** A column of a file that keeps its columns apart. */
export interface TableColumn {
  readonly name: string;
  /** `bytes` are pictures as files hold them, or numbers as they lie in memory; `numbers` lists of them, perhaps nested. */
  readonly kind: 'bytes' | 'number' | 'numbers' | 'text' | 'other';
  /** How its numbers are handed on; null of what is none. */
  readonly element: ElementType | null;
  /** Names of the classes that its numbers stand for; null where it says none. */
  readonly classNames: readonly string[] | null;
}

/** A file of columns that can be read a few rows at a time. */
export interface ColumnTable {
  /** What messages call it. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /**
   * The cells of a column, `count` of them from row `first` on: numbers, bigints and truth values, texts, bytes, arrays of these,
   * `{ bytes, path }`, or null where there is none.
   * @throws InputError where the file is damaged.
   */
  cells(column: string, first: number, count: number): Promise<ArrayLike<unknown>>;
  close(): Promise<void>;
}
