import { resolvePaint, type Paint, type Palette } from '../figures/paint.js';
import { paletteOf, type ThemeKind } from '../figures/palettes.js';

export const reportFonts: Palette['fonts'] = {
  interface: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  code: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
};

/** A report's colours, in place of an editor's theme. */
export const reportPalettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: paletteOf(
    'light',
    { background: '#ffffff', text: '#1f1f1f', quietText: '#5c5c5c', border: '#d6d6d6' },
    reportFonts,
  ),
  dark: paletteOf(
    'dark' satisfies ThemeKind,
    { background: '#1f1f1f', text: '#e6e6e6', quietText: '#a6a6a6', border: '#3c3c3c' },
    reportFonts,
  ),
};

/** Every colour that figures ask for, under a name that each colour scheme gives a value. */
export class SchemeColours {
  readonly #paints = new Map<string, Paint>();

  /** `var(--lost)`, `var(--layer-2-of-6)`, `var(--lost-0.35)` */
  readonly paint = (paint: Paint): string => {
    const name = nameOf(paint);
    this.#paints.set(name, paint);
    return `var(--${name})`;
  };

  /** The values in a scheme, as declarations. */
  declarations(scheme: 'light' | 'dark'): string {
    return [...this.#paints]
      .map(([name, paint]) => `--${name}:${resolvePaint(paint, reportPalettes[scheme])};`)
      .join('');
  }
}

function nameOf(paint: Paint): string {
  if (typeof paint === 'string') return paint;
  if ('layer' in paint) return `layer-${paint.layer}-of-${paint.of}`;
  if ('network' in paint) return `network-${paint.network}-of-${paint.of}`;
  if ('on' in paint) return `on-${nameOf(paint.on)}`;
  return `${paint.ramp}-at-${Math.round(1000 * paint.at)}`;
}
