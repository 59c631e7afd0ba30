import type { OwnPaint, Palette } from '../../src/figures/paint.js';
import { ownColours } from '../../src/figures/palettes.js';

/** A palette in which colours can be told apart by their text. */
export const testPalette: Palette = {
  theme: {
    background: 'rgb(1, 1, 1)',
    text: 'text colour',
    quietText: 'quiet text colour',
    border: 'border colour',
  },
  own: Object.fromEntries(
    Object.keys(ownColours.dark.own).map((name) => [name, `${name} colour`]),
  ) as unknown as Record<OwnPaint, string>,
  layers: ['#000000', '#ffffff'],
  networks: ['#000000', '#ffffff'],
  ramps: ownColours.dark.ramps,
  fonts: { interface: 'sans-serif', code: 'monospace' },
};
