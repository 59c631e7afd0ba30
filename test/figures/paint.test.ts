import { describe, expect, it } from 'vitest';
import { layerPlace, resolvePaint } from '../../src/figures/paint.js';
import { ownColours, themeKinds } from '../../src/figures/palettes.js';
import { testPalette } from './testPalette.js';

describe('paints', () => {
  it('are colours by what they mean', () => {
    expect(resolvePaint('lost', testPalette)).toBe('lost colour');
    expect(resolvePaint('quietText', testPalette)).toBe('quiet text colour');
  });

  it('mix in Lab between the stops of a scale, and end where it ends', () => {
    expect(resolvePaint({ ramp: 'activity', at: 0 }, testPalette)).toBe('rgb(42, 42, 42)');
    expect(resolvePaint({ ramp: 'activity', at: 1.5 }, testPalette)).toBe('rgb(250, 250, 250)');
    // Lab's L of black and white is 0 and 100: halfway lies 50, which is 119 in sRGB.
    expect(resolvePaint({ layer: 1, of: 3 }, testPalette)).toBe('rgb(119, 119, 119)');
    expect(resolvePaint({ network: 1, of: 3 }, testPalette)).toBe('rgb(119, 119, 119)');
  });

  it('tell one layer from another, two of them by the first part of the way', () => {
    expect([0, 1, 2].map((i) => layerPlace(i, 3))).toEqual([0, 0.5, 1]);
    expect([layerPlace(0, 2), layerPlace(1, 2), layerPlace(0, 1)]).toEqual([0, 0.72, 0]);
  });

  it('that are read as text stand out from the ground by 4.5 to 1 in every theme', () => {
    const grounds = {
      dark: '#1f1f1f',
      light: '#ffffff',
      highContrast: '#000000',
      highContrastLight: '#ffffff',
    };
    for (const kind of themeKinds) {
      const { own, networks } = ownColours[kind];
      const asText = [own.lost, own.gained, own.selectivity, own.information, own.hypothesis, ...networks];
      for (const colour of asText) {
        expect(contrast(colour, grounds[kind]), `${kind} ${colour}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
