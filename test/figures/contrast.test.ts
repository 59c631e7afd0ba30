import { expect, it } from 'vitest';
import { fitText } from '../../src/figures/fitText.js';
import { resolvePaint } from '../../src/figures/paint.js';
import { paletteOf } from '../../src/figures/palettes.js';
import { room } from './room.js';

const fonts = { interface: 'sans-serif', code: 'monospace' };
const theme = { background: '#1f1f1f', text: 'rgb(204, 204, 204)', quietText: '#9d9d9d', border: '#333' };

it('takes text on what is near the ground, and ground on what is far from it', () => {
  const dark = paletteOf('dark', theme, fonts);
  expect(resolvePaint({ on: { ramp: 'lost', at: 0 } }, dark)).toBe(dark.theme.text);
  expect(resolvePaint({ on: { ramp: 'lost', at: 1 } }, dark)).toBe(dark.theme.background);
  const light = paletteOf('light', { ...theme, background: '#ffffff', text: '#3b3b3b' }, fonts);
  expect(resolvePaint({ on: { ramp: 'gained', at: 0 } }, light)).toBe(light.theme.text);
  expect(resolvePaint({ on: { ramp: 'gained', at: 1 } }, light)).toBe(light.theme.background);
});

it('cuts a text to the width, and says that it did', () => {
  const { measure } = room(0);
  expect(fitText('automobile', 100, measure)).toBe('automobile');
  expect(fitText('automobile', 40, measure)).toBe('autom\u2026');
});
