import type { CurveFamily } from './curveFamilies.js';

const rankingNames: Readonly<Record<string, string>> = {
  selectivity: 'selectivity',
  information: 'mutual information',
  importance: 'rise in loss',
  accuracy: 'samples lost',
};

/** Which order units are removed in: `random`, `selectivity, highest first`, `random axes`. */
export function orderName({
  by,
  direction,
  control,
}: Pick<CurveFamily, 'by' | 'direction' | 'control'>): string {
  if (control !== null) return control === 'rotation' ? 'random axes' : control;
  const name = rankingNames[by] ?? by;
  if (direction === null) return name;
  return `${name}, ${direction === 'desc' ? 'highest' : 'lowest'} first`;
}

/** What a curve does to the network: `units removed, replaced by zero`. */
export function curveTitle({ mode, replacement }: Pick<CurveFamily, 'mode' | 'replacement'>): string {
  return mode === 'keep'
    ? `All but the first units of an order removed, replaced by ${replacement}`
    : `More and more units removed, replaced by ${replacement}`;
}

/**
 * An order as a name beside its curve, at length and in short: `most selective first`. Where the first units of an
 * order are kept, they are the last to go.
 * @param noun what the samples are called.
 */
export function orderPhrase(
  { by, direction, mode, control }: Pick<CurveFamily, 'by' | 'direction' | 'mode' | 'control'>,
  noun: string,
): readonly [long: string, short: string] {
  if (control !== null) return [orderName({ by, direction, control }), control];
  if (by === 'random') return ['at random', 'random'];
  if (by === 'given') return ['in the given order', 'given'];
  const when = mode === 'keep' ? 'last' : 'first';
  const isHighest = direction !== 'asc';
  const degree = isHighest ? 'most' : 'least';
  switch (by) {
    case 'selectivity':
      return [`${degree} selective ${when}`, `${degree} sel.`];
    case 'information':
      return [`${degree} information ${when}`, `${degree} info`];
    case 'importance':
    case 'accuracy': {
      const cost = isHighest ? 'costliest' : 'cheapest';
      const measure = by === 'importance' ? 'loss' : `${noun}s`;
      return [`${cost} ${when} (by ${measure})`, `${cost}, ${measure}`];
    }
    default:
      return [orderName({ by, direction, control }), by];
  }
}

/** Whether an order was chosen by what deletions cost on the samples that its curve is scored on. */
export function flattersItself({ by }: Pick<CurveFamily, 'by'>): boolean {
  return by === 'importance' || by === 'accuracy';
}
