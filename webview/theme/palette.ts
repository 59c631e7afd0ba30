import { ownColours, paletteOf, type ThemeKind } from '../../src/figures/palettes.js';
import type { Palette } from '../../src/figures/paint.js';

/** The theme as it is now, for figures. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const resolve = (value: string): string => {
    probe.style.color = value;
    return computed.color;
  };
  const theme = {
    background: resolve('var(--vscode-editor-background)'),
    text: resolve('var(--vscode-foreground)'),
    quietText: resolve('var(--vscode-descriptionForeground)'),
    border: resolve('var(--ui-border)'),
  };
  probe.className = 'unit-name';
  const code = computed.fontFamily;
  probe.className = '';
  const fonts = { interface: computed.fontFamily, code };
  probe.remove();
  return paletteOf(themeKind(), theme, fonts);
}

/** Hands the design's own colours to the style sheets, as `--ui-` and their names, now and whenever the theme changes. */
export function applyOwnColours(): void {
  write();
  onThemeChange(write);
}

/** Calls whenever the editor's theme has changed; the design's own colours are those of the new theme by then. */
export function onThemeChange(listener: () => void): void {
  new MutationObserver(listener).observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id'],
  });
}

function write(): void {
  const { own, layers, networks, on, border } = ownColours[themeKind()];
  const names = {
    ...own,
    ...Object.fromEntries(layers.map((colour, i) => [`layer-${i + 1}`, colour])),
    ...Object.fromEntries(networks.map((colour, i) => [`network-${i + 1}`, colour])),
    'on-background': on.background,
    'on-foreground': on.foreground,
    border,
  };
  for (const [name, colour] of Object.entries(names)) {
    document.body.style.setProperty(`--ui-${name}`, colour);
  }
}

function themeKind(): ThemeKind {
  const { classList } = document.body;
  // High contrast light carries the class of high contrast too.
  if (classList.contains('vscode-high-contrast-light')) return 'highContrastLight';
  if (classList.contains('vscode-high-contrast')) return 'highContrast';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}
