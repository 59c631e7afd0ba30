import type { Figure, FigureTable, Room } from '../figures/figure.js';
import type { Palette } from '../figures/paint.js';
import type { Opening } from '../results/derive/importanceSentence.js';
import type { UnitRow } from '../results/derive/unitRows.js';
import type { ResultFile } from '../results/schema.js';
import type { StoredSample, UnitDetail } from '../results/unitDetail.js';

/** A result as a report shows it. */
export interface ReportedResult {
  readonly result: ResultFile;
  /** In flat order. */
  readonly rows: readonly UnitRow[];
  /** `null` where no unit was deleted. */
  readonly replacement: string | null;
  /** What some units do sample by sample, and the samples themselves by their index in the data; else `null`. */
  readonly details: ReportedDetails | null;
}

/** What a result file does not hold, collected for the few units that stand out. */
export interface ReportedDetails {
  readonly details: readonly UnitDetail[];
  readonly samples: ReadonlyMap<number, StoredSample>;
}

/** A part of a report about one result. */
export interface ReportSection {
  /** Names it within the page. */
  readonly id: string;
  readonly title: string;
  /** `null` where the result has nothing for it. */
  readonly build: (reported: ReportedResult) => SectionContent | null;
}

export interface SectionContent {
  /** What the section says, before anything is drawn. */
  readonly opening: Opening | null;
  readonly numbers?: readonly { readonly number: string; readonly label: string }[];
  readonly figures: readonly ReportFigure[];
  /** Shown as they are; a figure's own table is folded below it. */
  readonly tables: readonly FigureTable[];
  readonly notes: readonly string[];
  /** Whether the notes are points of a list. */
  readonly isList?: boolean;
}

export interface ReportFigure {
  /** Its name as a file: `depth-lost`. */
  readonly name: string;
  /** Above it; `null` where the section's own says it. */
  readonly title: string | null;
  /** A sentence beside it, where it is small. */
  readonly words?: { readonly claim: string; readonly evidence: string };
  readonly draw: (room: Room, palette: Palette) => Figure;
  /** In pixels, where it is not as wide as the page. */
  readonly width?: number;
  readonly table: (() => FigureTable) | null;
}
