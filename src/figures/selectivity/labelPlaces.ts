import type { Text } from '../figure.js';

/** What a name is to stand beside. */
export interface Named {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const lineHeight = 14;
/** From a mark's middle to its name, and down to the line its letters stand on. */
const labelGap = 9;
const baseline = 4;

/**
 * Names beside marks: to the right where they fit, else to the left; one that would cover another, or one of those that
 * stand there already, is left out.
 */
export function placeLabels(
  named: readonly Named[],
  measure: (text: string) => number,
  right: number,
  standing: readonly Text[] = [],
): Text[] {
  const placed: Text[] = [];
  for (const one of named) {
    const sides = sidesOf(one, measure, right);
    const free = sides.find(
      (side) => ![...standing, ...placed].some((other) => covers(side, other, measure)),
    );
    if (free !== undefined) placed.push(free);
  }
  return placed;
}

/** A name that has to stand: on the side where it covers none of those that stand there already, if there is one. */
export function placeLabel(
  named: Named,
  measure: (text: string) => number,
  right: number,
  standing: readonly Text[],
): Text {
  return placeLabels([named], measure, right, standing)[0] ?? sidesOf(named, measure, right)[0];
}

/** The places of a name that lie within the plot, the better one first. */
function sidesOf({ text, x, y }: Named, measure: (text: string) => number, right: number): Text[] {
  const length = measure(text);
  const at = (align: 'start' | 'end'): Text => ({
    ...{ kind: 'text', text, x: align === 'start' ? x + labelGap : x - labelGap, y: y + baseline, align },
    ...{ halo: true, font: 'code' },
  });
  const fitsRight = x + labelGap + length <= right;
  const fitsLeft = x - labelGap - length >= 0;
  return [...(fitsRight ? [at('start')] : []), ...(fitsLeft || !fitsRight ? [at('end')] : [])];
}

function covers(one: Text, other: Text, measure: (text: string) => number): boolean {
  const [a, b] = [one, other].map(({ text, x, align }) => {
    const length = measure(text);
    return align === 'end' ? { from: x - length, to: x } : { from: x, to: x + length };
  });
  return a.from < b.to && b.from < a.to && Math.abs(one.y - other.y) < lineHeight;
}
