import type { ComparableResult, MissingMeasure } from '../../src/editor/messages.js';
import type { UnitRow } from '../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../src/results/schema.js';
import type { FigureActions } from '../plots/figureContent.js';
import type { TabId } from '../frame/savedState.js';
import type { Host } from '../host.js';

/** A result under one replacement value, as the views read it. */
export interface ViewData {
  readonly result: ResultFile;
  /** In flat order. */
  readonly rows: readonly UnitRow[];
  /** `null` where no unit was deleted. */
  readonly replacement: string | null;
  /** Whether the model or the data have changed since; what is live is off then. */
  readonly isStale: boolean;
  /** The shown result's name among the comparable ones. */
  readonly id: string;
  readonly comparable: readonly ComparableResult[];
}

/** One tab's content. */
export interface View {
  readonly element: HTMLElement;
  /** @param continues whether these are the numbers shown before, gone on: then nothing scrolls or loses the focus. */
  show(data: ViewData, continues: boolean): void;
  /** Marks the unit with this flat index, and brings it into sight. */
  select(unit: number | null): void;
  /** Takes the focus, where it was left when this view came in place of another. */
  focus?(): void;
  /** Is told when its tab is left, so that what it keeps running ends. */
  leave?(): void;
}

/** What a view asks of the panel. */
export interface ViewActions extends Omit<FigureActions, 'select' | 'open' | 'act'> {
  select(unit: number | null): void;
  /** Opens a unit's card. */
  open(unit: number): void;
  goTo(tab: TabId): void;
  /** Measures what the result lacks. */
  measure(measure: MissingMeasure): void;
  readonly ask: Host['ask'];
}
