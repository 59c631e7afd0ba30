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
