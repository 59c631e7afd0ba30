/** What was found: a claim, the counts that it rests on, and what a small drawing of it shows. */
export interface Finding {
  readonly kind: FindingKind;
  /** One sentence, or two. */
  readonly claim: string;
  readonly evidence: string;
  readonly plot: FindingPlot;
}

export const findingKinds = ['costs', 'selectivity', 'deletion', 'noise', 'classes', 'depth'] as const;
export type FindingKind = (typeof findingKinds)[number];

export type FindingPlot =
  /** Samples lost, from the costliest unit to the one that gains most. */
  | { readonly kind: 'sorted'; readonly lost: readonly number[] }
  /** Selectivity against samples lost, each with the place of its layer among so many. */
  | { readonly kind: 'cloud'; readonly points: readonly CloudPoint[]; readonly layers: number }
  /** Accuracy, 0 to 1, against something that grows from left to right, 0 to 1. */
  | { readonly kind: 'fall'; readonly points: readonly PlotPoint[]; readonly floor: number }
  /** A number for each class, or layer, in their own order; some stand out. */
  | { readonly kind: 'bars'; readonly heights: readonly number[]; readonly marked: readonly number[] }
  /** A measure's mean for each layer, in forward order. */
  | { readonly kind: 'steps'; readonly means: readonly (number | null)[] };

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

export interface CloudPoint {
  readonly selectivity: number;
  readonly lost: number;
  readonly layerIndex: number;
}
