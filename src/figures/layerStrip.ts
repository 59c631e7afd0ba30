import type { Figure, Mark } from './figure.js';

/**
 * A layer's units from the one whose deletion loses most to the one that gains most, as bars from a common line: small enough to
 * stand in a line of text. Where there are more units than pixels, a bar is the unit in the middle of those it stands for.
 * @param lost samples lost by each unit's deletion, in any order.
 */
export function layerStrip(lost: readonly number[], label: string, width = 240, height = 32): Figure {
  const sorted = [...lost].sort((a, b) => b - a);
  const highest = Math.max(1, sorted[0] ?? 0);
  const lowest = Math.min(0, sorted.at(-1) ?? 0);
  const scale = (height - 2) / (highest - lowest);
  const zero = 1 + highest * scale;
  const bars = Math.min(sorted.length, width);
  const step = bars === 0 ? 0 : width / bars;
  const marks: Mark[] = [{ kind: 'rect', x: 0, y: zero - 0.5, width, height: 1, fill: 'zero' }];
  for (let i = 0; i < bars; i++) {
    const value = sorted[Math.floor(((i + 0.5) * sorted.length) / bars)];
    if (value === 0) continue;
    const size = Math.max(1, Math.abs(value) * scale);
    const y = value > 0 ? zero - size : zero;
    const fill = value > 0 ? 'lost' : 'gained';
    marks.push({
      kind: 'rect',
      x: i * step,
      y,
      width: Math.max(0.6, step - (step > 3 ? 1 : 0)),
      height: size,
      fill,
    });
  }
  return { width, height, label, marks, targets: [] };
}
