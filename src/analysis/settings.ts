/** What a person can ask an analysis for. Defaults are the command line's (`defaultSettings`). */
export interface AnalysisSettings {
  readonly measures: readonly Measure[];
  readonly replacements: readonly Replacement[];
  /** Layer ids or globs: what is measured, ablated and noised; `null` is every hidden layer. */
  readonly layers: readonly string[] | null;
  /** Of the layers' units, which are deleted by themselves; `null` is every one. */
  readonly units: readonly UnitRange[] | null;
  /** Seed of every random draw. */
  readonly seed: number;
  /** Without losses only counts are kept, which is faster. */
  readonly loss: boolean;
  readonly curves: CurveSettings;
  readonly noise: NoiseSettings;
  /** Groups of units to delete together, by flat index. */
  readonly groups: readonly (readonly number[])[];
  /**
   * Estimates from random samples, until half of each unit's 99 % interval of the drop in accuracy is at most
   * this, as a fraction; `null` measures exactly.
   */
  readonly precision: number | null;
  /** Estimates also end for units that are told to be among so many that cost most, or not; `null` does without. */
  readonly top: number | null;
}

/** Flat unit indexes from the first on, up to the last or to the end of the network where that is null. */
export interface UnitRange {
  readonly first: number;
  readonly last: number | null;
  /** Every so many of them. */
  readonly every: number;
}

export const measures = ['selectivity', 'importance', 'curves', 'noise'] as const;
export type Measure = (typeof measures)[number];

/**
 * What a deleted unit's output is replaced by: zero; its mean clean output; its output on another sample; or
 * the constant that harms the loss least.
 */
export const replacements = ['zero', 'mean', 'resample', 'optimal'] as const;
export type Replacement = (typeof replacements)[number];

export interface CurveSettings {
  /** `network`; `layer`, each by itself; and layer ids, which together make one scope. */
  readonly scopes: readonly string[];
  /** Whether the first units of an order are removed, or kept while all others are removed. */
  readonly mode: 'remove' | 'keep';
  readonly orders: readonly OrderRequest[];
  /** Orders that were given, as flat unit indexes. */
  readonly givenOrders: readonly (readonly number[])[];
  /** Numbers of removed units at which to measure; `null` is 33 evenly spaced. */
  readonly removed: readonly number[] | null;
}

/** Which orders to delete units in. */
export type OrderRequest =
  | { readonly by: 'random'; readonly count: number }
  /** A control: random axes of a layer's space in place of its units (Zhou et al. 2018). */
  | { readonly by: 'rotation'; readonly count: number }
  | { readonly by: RankedBy; readonly direction: 'asc' | 'desc' };

/** Selectivity, mutual information, rise in loss, samples lost. */
export const rankings = ['selectivity', 'information', 'importance', 'accuracy'] as const;
export type RankedBy = (typeof rankings)[number];

export interface NoiseSettings {
  /** Multiples of each unit's standard deviation. */
  readonly scales: readonly number[];
  readonly seeds: number;
}

export const defaultSettings: AnalysisSettings = {
  measures: ['selectivity', 'importance'],
  replacements: ['zero'],
  layers: null,
  units: null,
  seed: 0,
  loss: true,
  curves: {
    scopes: ['network'],
    mode: 'remove',
    orders: [{ by: 'random', count: 10 }],
    givenOrders: [],
    removed: null,
  },
  noise: { scales: [0.1, 0.25, 0.5, 1, 2], seeds: 5 },
  groups: [],
  precision: null,
  top: null,
};
