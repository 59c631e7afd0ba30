import type { ResultFile } from '../schema.js';
import { curveFamilies, type CurveFamily } from './curveFamilies.js';

/** Which curves of a result are looked at: those that share all this go on common axes. */
export interface CurveChoice {
  /** `network`, or a layer's id. */
  readonly scope: string;
  /** `remove` or `keep`. */
  readonly mode: string;
  /** What deleted units are held at; `null` where a result holds no curve. */
  readonly replacement: string | null;
}

const known = new WeakMap<ResultFile, CurveFamily[]>();

/** The families of a result, worked out once. */
export function familiesOf(result: ResultFile): readonly CurveFamily[] {
  const families = known.get(result) ?? curveFamilies(result);
  known.set(result, families);
  return families;
}

/** The scopes that curves were measured in, in the order of the file. */
export function curveScopes(result: ResultFile): string[] {
  return [...new Set(familiesOf(result).map(({ scope }) => scope))];
}

/** What was done with the first units of an order: they were removed, or kept. */
export function curveModes(result: ResultFile): string[] {
  return [...new Set(familiesOf(result).map(({ mode }) => mode))];
}

/** The wished choice as far as the result holds it; its first elsewhere. */
export function choiceWithin(result: ResultFile, wished: CurveChoice): CurveChoice {
  const take = (own: readonly string[], wish: string | null): string | undefined =>
    own.find((one) => one === wish) ?? own.at(0);
  const replacements = familiesOf(result).map(({ replacement }) => replacement);
  return {
    scope: take(curveScopes(result), wished.scope) ?? wished.scope,
    mode: take(curveModes(result), wished.mode) ?? wished.mode,
    replacement: take([...new Set(replacements)], wished.replacement) ?? null,
  };
}

/** The families of a choice: random orders first, then the others in the order of the file. */
export function chosenFamilies(result: ResultFile, { scope, mode, replacement }: CurveChoice): CurveFamily[] {
  const chosen = familiesOf(result).filter(
    (family) =>
      family.scope === scope &&
      family.mode === mode &&
      // Turned axes are always taken out, and belong to every replacement value.
      (family.replacement === replacement || family.control !== null),
  );
  return [...chosen.filter(isRandomOrder), ...chosen.filter((family) => !isRandomOrder(family))];
}

/** The units' own random orders; `null` where none were measured. */
export function randomOrders(families: readonly CurveFamily[]): CurveFamily | null {
  return families.find(isRandomOrder) ?? null;
}

/** Whether units were removed in random orders, the space of no layer being turned. */
export function isRandomOrder({ by, control }: CurveFamily): boolean {
  return by === 'random' && control === null;
}
