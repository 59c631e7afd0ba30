import type { Figure, FigureTable, Mark, Room, Target } from '../../src/figures/figure.js';
import type { Palette } from '../../src/figures/paint.js';

/** What a figure shows, and what it answers to. */
export interface FigureContent {
  /** Its name as a file: `curves`. */
  readonly name: string;
  readonly draw: (room: Room, palette: Palette) => Figure;
  readonly table: () => FigureTable;
  /** What is told of a target under the pointer, a line each; the first is a name. */
  readonly readOut?: (id: number) => readonly string[];
  /** Marks over the drawing for what is selected or under the pointer, in place of a ring. */
  readonly mark?: (target: Target, state: 'hovered' | 'selected') => readonly Mark[];
  /** The target that the pointer means, where that is not the nearest one within reach. */
  readonly under?: (x: number, y: number, targets: readonly Target[]) => Target | null;
  /** The target that an arrow key moves to, where that is not the next one drawn. */
  readonly move?: (key: string, from: number | null, targets: readonly Target[]) => Target | null;
  /** Is told what lies in a rectangle that was drawn over the ground, in the order drawn; none once it is gone. */
  readonly brushed?: (ids: readonly number[]) => void;
  /** Stands for the table, where there may be more rows than a page holds. */
  readonly twin?: HTMLElement;
}

export interface FigureActions {
  readonly select?: (id: number) => void;
  /** Enter, or a double click. */
  readonly open?: (id: number) => void;
  /** A click, or Space: does to the target what the figure is for; a whole range with Shift. */
  readonly act?: (id: number, range: boolean) => void;
  readonly copy: (text: string, what: string) => void;
  readonly save: (file: SavedFile) => void;
}

/** A file that the reader keeps: the extension asks where. */
export interface SavedFile {
  /** With its ending: `curves.svg`. */
  readonly name: string;
  /** Text as it is; bytes in base64. */
  readonly encoding: 'utf8' | 'base64';
  readonly content: string;
}
