import type { Figure, FigureTable, Room } from '../figures/figure.js';
import type { Palette } from '../figures/paint.js';
import type { Opening } from '../results/derive/importanceSentence.js';
import type { UnitRow } from '../results/derive/unitRows.js';
import type { ResultFile } from '../results/schema.js';
import type { CardGallery } from '../results/derive/cardGalleries.js';
import type { KeyNumber } from '../results/derive/unitStanding.js';
import type { StoredSample, UnitDetail } from '../results/unitDetail.js';

/** A result as a report shows it. */
export interface ReportedResult {
  readonly result: ResultFile;
  /** In flat order. */
  readonly rows: readonly UnitRow[];
  /** `null` where no unit was deleted. */
  readonly replacement: string | null;
  /** `null` where cards were not asked for. */
  readonly details: ReportedDetails | DetailsLeftOut | null;
}

/** What a result file does not hold, collected for the few units that stand out: samples by their index in the data. */
export interface ReportedDetails {
  readonly details: readonly UnitDetail[];
  readonly samples: ReadonlyMap<number, StoredSample>;
}

/** Why they could not be collected, in a sentence. */
export interface DetailsLeftOut {
  readonly why: string;
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
  readonly cards?: readonly ReportCard[];
  /** Shown as they are; a figure's own table is folded below it. */
  readonly tables: readonly FigureTable[];
  readonly notes: readonly string[];
  /** Whether the notes are points of a list. */
  readonly isList?: boolean;
}

/** A unit's card. */
export interface ReportCard {
  readonly name: string;
  /** `easy to read: it likes 4s`; `null` where nothing can be said. */
  readonly character: string | null;
  readonly numbers: readonly KeyNumber[];
  /** Its rank, and whether its cost can be chance. */
  readonly standing: string | null;
  readonly figure: ReportFigure;
  readonly galleries: readonly CardGallery[];
  /** By their index in the data. */
  readonly samples: ReadonlyMap<number, StoredSample>;
}

export interface ReportFigure {
  /** Its name as a file: `depth-lost`. */
  readonly name: string;
  /** Above it; `null` where the section's own says it. */
  readonly title: string | null;
  /** A sentence beside it, where it is small. */
  readonly words?: { readonly claim: string; readonly evidence: string };
  /** What it says, above it. */
  readonly lead?: string;
  /** How to read it, below it. */
  readonly caption?: string;
  readonly draw: (room: Room, palette: Palette) => Figure;
  /** In pixels, where it is not as wide as the page. */
  readonly width?: number;
  readonly table: (() => FigureTable) | null;
}
