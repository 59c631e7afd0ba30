/** A unit's mean activity by class as bars, in pixels. */
export interface ClassBars {
  readonly width: number;
  readonly height: number;
  /** SVG path data of the bars. */
  readonly bars: string;
  /** The same of the preferred class's bar alone. */
  readonly preferred: string;
}

const room = 70;
const height = 18;
const tallest = 16;
const widest = 6;

/**
 * Bars from zero, up for positive means and down for negative ones, each class at its own place in every row.
 * Where there are more classes than pixels, a bar shows the largest mean of neighbouring classes.
 * @param means one a class; `null` for a class without samples.
 */
export function classBars(means: readonly (number | null)[], preferredClass: number | null): ClassBars {
  const perBar = Math.ceil(means.length / room);
  const count = Math.ceil(means.length / perBar);
  const pitch = Math.min(widest + 1, room / count);
  const gap = pitch >= 3 ? 1 : 0;
  const values = Array.from({ length: count }, (_, bar) =>
    Math.max(...means.slice(bar * perBar, (bar + 1) * perBar).map((mean) => mean ?? 0)),
  );
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const perUnit = highest === lowest ? 0 : tallest / (highest - lowest);
  const zero = height - 1 + lowest * perUnit;
  const path = (bar: number): string => {
    const length = Math.sign(values[bar]) * Math.max(1, Math.abs(values[bar]) * perUnit) || 1;
    return `M${tidy(bar * pitch)} ${tidy(zero)}h${tidy(pitch - gap)}v${tidy(-length)}h${tidy(gap - pitch)}z`;
  };
  const favourite = preferredClass === null ? -1 : Math.floor(preferredClass / perBar);
  return {
    width: Math.ceil(count * pitch),
    height,
    bars: values.map((_, bar) => (bar === favourite ? '' : path(bar))).join(''),
    preferred: favourite < 0 ? '' : path(favourite),
  };
}

function tidy(pixels: number): string {
  return String(Math.round(pixels * 100) / 100);
}
