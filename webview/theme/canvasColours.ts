import { layerColour } from './layerMark.js';

/** What a canvas needs of the theme, since it knows no CSS variables. */
export interface CanvasColours {
  readonly background: string;
  readonly text: string;
  readonly quietText: string;
  readonly grid: string;
  readonly zero: string;
  readonly band: string;
  readonly bar: string;
  readonly quiet: string;
  readonly select: string;
  /** By layer, in forward order. */
  readonly layers: readonly string[];
  readonly font: string;
}

/** Reads the theme as it is now. */
export function readCanvasColours(layers: number): CanvasColours {
  const probe = document.createElement('span');
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const resolve = (value: string): string => {
    probe.style.color = value;
    return computed.color;
  };
  const colours = {
    background: resolve('var(--vscode-editor-background)'),
    text: resolve('var(--vscode-foreground)'),
    quietText: resolve('var(--vscode-descriptionForeground)'),
    grid: resolve('var(--ui-grid)'),
    zero: resolve('var(--ui-zero)'),
    band: resolve('var(--ui-band)'),
    bar: resolve('var(--ui-bar)'),
    quiet: resolve('var(--ui-quiet)'),
    select: resolve('var(--ui-select)'),
    layers: Array.from({ length: layers }, (_, i) => resolve(layerColour(i, layers))),
    font: computed.fontFamily,
  };
  probe.remove();
  return colours;
}

/** Calls whenever the editor's theme has changed. */
export function onThemeChange(listener: () => void): void {
  new MutationObserver(listener).observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id'],
  });
}
