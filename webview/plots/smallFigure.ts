import type { Figure } from '../../src/figures/figure.js';
import { element } from '../dom/element.js';
import { onThemeChange, readPalette } from '../theme/palette.js';
import { paintMarks, sizedCanvas } from './canvas.js';

export interface SmallFigure {
  readonly element: HTMLElement;
  show(draw: (width: number) => Figure): void;
}

/** A small drawing that answers to nothing: as wide as its style says, repainted with the theme. */
export function createSmallFigure(): SmallFigure {
  const canvas = element('canvas', { role: 'img' });
  const frame = element('div', { class: 'small-figure' }, canvas);
  let drawn: ((width: number) => Figure) | null = null;

  function paint(): void {
    const width = frame.clientWidth;
    if (drawn === null || width === 0) return;
    const figure = drawn(width);
    canvas.setAttribute('aria-label', figure.label);
    paintMarks(sizedCanvas(canvas, figure.width, figure.height), figure.marks, readPalette());
  }

  new ResizeObserver(paint).observe(frame);
  onThemeChange(paint);
  return {
    element: frame,
    show(draw) {
      drawn = draw;
      paint();
    },
  };
}
