import * as vscode from 'vscode';
import type { Palette } from '../figures/paint.js';
import { paletteOf, type ThemeKind } from '../figures/palettes.js';

const kinds: Readonly<Record<vscode.ColorThemeKind, ThemeKind>> = {
  [vscode.ColorThemeKind.Dark]: 'dark',
  [vscode.ColorThemeKind.Light]: 'light',
  [vscode.ColorThemeKind.HighContrast]: 'highContrast',
  [vscode.ColorThemeKind.HighContrastLight]: 'highContrastLight',
};

/** Colours for pictures that stand in the editor itself: extensions are not told a theme's own, so that the ground stays free. */
export function editorPalette(): Palette {
  const kind = kinds[vscode.window.activeColorTheme.kind];
  const isDark = kind === 'dark' || kind === 'highContrast';
  const theme = {
    background: 'none',
    text: isDark ? '#cccccc' : '#3b3b3b',
    quietText: isDark ? '#9d9d9d' : '#6e6e6e',
    border: isDark ? '#454545' : '#c8c8c8',
  };
  return paletteOf(kind, theme, { interface: 'sans-serif', code: 'monospace' });
}
