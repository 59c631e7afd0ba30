const withoutEnding = (path: string): string => path.replace(/\.[^./\\]+$/, '');
const withoutFolders = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** How a table may write the name of a file: in full, without its ending, without its folders, or with neither. */
const spellings: readonly ((path: string) => string)[] = [
  (path) => path,
  withoutEnding,
  withoutFolders,
  (path) => withoutEnding(withoutFolders(path)),
];

/** The rows of a table by the files that they name. A spelling that would confuse two files is not gone by. */
export class RowsByName {
  private readonly ways: readonly {
    readonly spell: (path: string) => string;
    readonly rows: Map<string, number | null>;
  }[];
  private readonly known: ReadonlySet<string>;

  /** @param names the files that are looked for */
  constructor(names: readonly string[]) {
    this.ways = spellings
      .filter((spell) => new Set(names.map(spell)).size === names.length)
      .map((spell) => ({ spell, rows: new Map<string, number | null>() }));
    this.known = new Set(this.ways.flatMap(({ spell }) => names.map(spell)));
  }

  /** Whether what a cell holds is, however it is spelled, one of the files. */
  isName(cell: string): boolean {
    return this.ways.some(({ spell }) => this.known.has(spell(cell)));
  }

  add(cell: string, row: number): void {
    for (const { spell, rows } of this.ways) {
      const name = spell(cell);
      rows.set(name, rows.has(name) ? null : row);
    }
  }

  /** The row that names a file; null where there is none, or several. */
  rowOf(name: string): number | null {
    for (const { spell, rows } of this.ways) {
      const row = rows.get(spell(name)) ?? null;
      if (row !== null) return row;
    }
    return null;
  }
}
