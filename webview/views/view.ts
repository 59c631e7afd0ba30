import type { ResultFile } from '../../src/results/schema.js';
import type { UnitRow } from '../../src/results/derive/unitRows.js';

/** A result under one replacement value, as the views read it. */
export interface ViewData {
  readonly result: ResultFile;
  /** In flat order. */
  readonly rows: readonly UnitRow[];
  /** `null` where no unit was deleted. */
  readonly replacement: string | null;
}

/** One tab's content. */
export interface View {
  readonly element: HTMLElement;
  /** @param continues whether these are the numbers shown before, gone on: then nothing scrolls or loses the focus. */
  show(data: ViewData, continues: boolean): void;
  /** Marks the unit with this flat index, and brings it into sight. */
  select(unit: number | null): void;
}

/** What a view asks of the panel. */
export interface ViewActions {
  select(unit: number | null): void;
  copy(text: string, what: string): void;
}
