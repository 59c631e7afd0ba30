/** What a person can ask an analysis for. Defaults are the command line's (`defaultSettings`). */
export interface AnalysisSettings {
  readonly measures: readonly Measure[];
  readonly replacements: readonly Replacement[];
  /** Layer ids or globs: what is measured and ablated; `null` is every hidden layer. */
  readonly layers: readonly string[] | null;
  /** Seed of every random draw. */
  readonly seed: number;
  /** Without losses only counts are kept, which is faster. */
  readonly loss: boolean;
}

export const measures = ['selectivity', 'importance'] as const;
export type Measure = (typeof measures)[number];

/** The constant that a deleted unit is clamped to: zero, or the unit's mean clean output. */
export const replacements = ['zero', 'mean'] as const;
export type Replacement = (typeof replacements)[number];

export const defaultSettings: AnalysisSettings = {
  measures: ['selectivity', 'importance'],
  replacements: ['zero'],
  layers: null,
  seed: 0,
  loss: true,
};
