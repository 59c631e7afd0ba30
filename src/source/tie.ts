import { matchNames } from './namePaths.js';
import type { SourceLayer, SourceModel } from './sourceModel.js';

/** A layer of units of a model file, as far as it tells. */
export interface ModelLayer {
  readonly id: string;
  readonly kind: 'dense' | 'conv' | 'residual' | 'recurrent' | 'head';
  readonly unitCount: number;
  /** Names of the operators with weights that make the units, as the training code had them; none where the file tells none. */
  readonly modules?: readonly string[];
}

/** What a layer of the text is in the model. Nothing is guessed: what may be one of several is said to be. */
export type Tie =
  | { readonly kind: 'tied'; readonly layer: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'none' };

export interface Ties {
  /** One a layer of the source model. */
  readonly ties: readonly Tie[];
  /** How well the two go together: 1 where each layer of the one is a layer of the other, 0 where they can't be the same. */
  readonly fit: number;
}

const none: Tie = { kind: 'none' };

/**
 * Ties the layers of a text to those of a model: by their names, and what is left between these by order and shape, where kinds
 * and unit counts match one to one. Layers that a sum joins share the sum's units.
 * @param layers in forward order.
 */
export function tieLayers(source: SourceModel, layers: readonly ModelLayer[]): Ties {
  const named = matchNames(source, layers);
  const ties = new Array<Tie>(source.layers.length).fill(none);
  let contradicts = false;
  source.layers.forEach((layer, i) => {
    const candidates = named[i].filter((each) => canBe(layer, each));
    if (candidates.length === 0) contradicts ||= named[i].length > 0;
    else ties[i] = tieTo(candidates);
  });
  // A definition that is repeated takes its candidates from those that have layers of their own.
  const certain = new Set(ties.flatMap((tie) => (tie.kind === 'tied' ? [tie.layer] : [])));
  ties.forEach((tie, i) => {
    if (tie.kind !== 'ambiguous') return;
    const free = tie.candidates.filter((id) => !certain.has(id));
    ties[i] = free.length > 0 && free.length < tie.candidates.length ? { ...tie, candidates: free } : tie;
  });
  if (!contradicts) tieByOrder(source, layers, ties, named);
  const fit = contradicts ? 0 : fitOf(source, layers, ties);
  return { ties, fit: source.isByDefault && fit < 1 ? 0 : fit };
}

/** The model that a text is tied to unasked: the only one that fits wholly, or else the only one that fits at all. */
export function onlyFit<Model>(
  fits: readonly { readonly model: Model; readonly fit: number }[],
): Model | null {
  for (const least of [1, 0.5]) {
    const fitting = fits.filter(({ fit }) => fit >= least);
    if (fitting.length > 0) return fitting.length === 1 ? fitting[0].model : null;
  }
  return null;
}

/** Whether a layer's kind and number of units allow that it is a layer of the text. */
function canBe({ operator, units, isAssumed }: SourceLayer, { kind, unitCount }: ModelLayer): boolean {
  if (units !== null && !isAssumed && unitCount > 0 && units !== unitCount) return false;
  if (kind === 'residual') return operator === 'linear' || operator === 'conv';
  return operator === (kind === 'dense' ? 'linear' : kind === 'conv' ? 'conv' : 'recurrent');
}

function tieTo(candidates: readonly ModelLayer[]): Tie {
  const [first, ...others] = candidates.map(({ id }) => id);
  if (others.length > 0) return { kind: 'ambiguous', candidates: [first, ...others] };
  return first === undefined ? none : { kind: 'tied', layer: first };
}

/** Source layers whose units are in one place, and where that is among the model's layers once it is known. */
interface Place {
  readonly indexes: readonly number[];
  readonly anchor: number | null;
}

function tieByOrder(
  source: SourceModel,
  layers: readonly ModelLayer[],
  ties: Tie[],
  named: readonly (readonly ModelLayer[])[],
): void {
  const places = placesOf(source, layers, ties);
  const anchors = places.map(({ anchor }) => anchor).filter((anchor) => anchor !== null);
  const isInOrder = anchors.every((anchor, i) => i === 0 || anchors[i - 1] < anchor);
  const taken = new Set(anchors);
  let start = 0;
  let gap: Place[] = [];
  const close = (from: number, to: number): void => {
    const free = layers.filter((_, i) => i >= from && i < to && !taken.has(i));
    tieGap(source, gap, free, ties);
    gap = [];
  };
  const open = places.filter(({ indexes }) =>
    indexes.every((i) => ties[i].kind === 'none' && named[i].length === 0),
  );
  if (!isInOrder) {
    gap = open;
    close(0, layers.length);
    return;
  }
  for (const place of places) {
    if (place.anchor === null) {
      if (open.includes(place)) gap.push(place);
      continue;
    }
    close(start, place.anchor);
    start = place.anchor + 1;
  }
  close(start, layers.length);
}

function placesOf(
  source: SourceModel,
  layers: readonly ModelLayer[],
  ties: readonly Tie[],
): readonly Place[] {
  const byPosition = new Map<number, number[]>();
  source.layers.forEach(({ position, isHidden, operator }, i) => {
    const hasUnits = operator === 'linear' || operator === 'conv';
    if (ties[i].kind === 'none' && !(isHidden && hasUnits)) return;
    byPosition.set(position, [...(byPosition.get(position) ?? []), i]);
  });
  return [...byPosition]
    .sort(([a], [b]) => a - b)
    .map(([, indexes]) => {
      const tied = indexes.map((i) => ties[i]).find(({ kind }) => kind === 'tied');
      const at = tied?.kind === 'tied' ? layers.findIndex(({ id }) => id === tied.layer) : -1;
      return { indexes, anchor: at === -1 ? null : at };
    });
}

/** Ties what stands between two layers that are known: in order where all match, else each to what it may be. */
function tieGap(source: SourceModel, gap: readonly Place[], free: readonly ModelLayer[], ties: Tie[]): void {
  const fits = (place: Place, layer: ModelLayer): boolean => {
    const isSum = place.indexes.length > 1;
    if (isSum && layer.kind !== 'residual') return false;
    return place.indexes.every((i) => canBe(source.layers[i], layer));
  };
  const isOneToOne = gap.length === free.length && gap.every((place, i) => fits(place, free[i]));
  const isRepeated = gap.some(({ indexes }) => indexes.some((i) => source.layers[i].path.includes('*')));
  gap.forEach((place, at) => {
    const candidates = free.filter((layer) => fits(place, layer));
    const isCertain = isOneToOne && !isRepeated && (source.order === 'use' || candidates.length === 1);
    for (const i of place.indexes) {
      if (isCertain) ties[i] = { kind: 'tied', layer: free[at].id };
      else if (candidates.length > 0)
        ties[i] = { kind: 'ambiguous', candidates: candidates.map(({ id }) => id) };
    }
  });
}

/** Share of the model's layers times share of the text's that are tied; what is ambiguous counts half. */
function fitOf(source: SourceModel, layers: readonly ModelLayer[], ties: readonly Tie[]): number {
  const expected = ties.filter((tie, i) => {
    const { isHidden, operator } = source.layers[i];
    return tie.kind !== 'none' || (isHidden && (operator === 'linear' || operator === 'conv'));
  });
  if (expected.length === 0 || layers.length === 0) return 0;
  const weight = (tie: Tie): number => (tie.kind === 'tied' ? 1 : tie.kind === 'ambiguous' ? 0.5 : 0);
  const ofText = expected.reduce((sum, tie) => sum + weight(tie), 0) / expected.length;
  const ofModel = layers.reduce((sum, { id }) => {
    const own = ties.filter((tie) =>
      tie.kind === 'tied' ? tie.layer === id : tie.kind === 'ambiguous' && tie.candidates.includes(id),
    );
    return sum + Math.max(0, ...own.map(weight));
  }, 0);
  return (ofText * ofModel) / layers.length;
}
