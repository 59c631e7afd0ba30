import { tableToCsv } from '../../src/figures/csv.js';
import type { Figure } from '../../src/figures/figure.js';
import { resolvePaint, type Palette } from '../../src/figures/paint.js';
import { figureToSvg } from '../../src/figures/svg.js';
import type { MenuItem } from '../dom/menu.js';
import { paintMarks, sizedCanvas } from './canvas.js';
import type { FigureGestures } from './figureGestures.js';
import type { FigureActions, FigureContent } from './figureContent.js';

/** Pixels of a PNG in one of the figure's. */
const pngScale = 2;

/** A figure as it is drawn now. */
export interface DrawnFigure {
  readonly content: FigureContent;
  readonly figure: Figure;
  readonly palette: Palette;
}

/**
 * Copies and saves a figure.
 * @param drawn is asked when an item is chosen; `null` where nothing is drawn.
 */
export function savingItems(
  actions: Pick<FigureActions, 'copy' | 'save'>,
  drawn: () => DrawnFigure | null,
): MenuItem[] {
  const item = (label: string, run: (now: DrawnFigure) => void): MenuItem => ({
    label,
    enabled: drawn() !== null,
    run() {
      const now = drawn();
      if (now !== null) run(now);
    },
  });
  const save = ({ content: { name } }: DrawnFigure, ending: string, content: string): void =>
    actions.save({ name: `${name}.${ending}`, encoding: 'utf8', content });
  return [
    item('Copy as CSV', ({ content }) => actions.copy(tableToCsv(content.table()), 'Table')),
    item('Save as CSV\u2026', (now) => save(now, 'csv', tableToCsv(now.content.table()))),
    item('Save as SVG\u2026', (now) => save(now, 'svg', figureToSvg(now.figure, now.palette))),
    item('Save as PNG\u2026', (now) =>
      actions.save({ name: `${now.content.name}.png`, encoding: 'base64', content: pngOf(now) }),
    ),
  ];
}

/** In base64. */
function pngOf({ figure, palette }: DrawnFigure): string {
  const canvas = document.createElement('canvas');
  const context = sizedCanvas(canvas, figure.width, figure.height, pngScale);
  context.fillStyle = resolvePaint('background', palette);
  context.fillRect(0, 0, figure.width, figure.height);
  paintMarks(context, figure.marks, palette);
  const [, base64 = ''] = canvas.toDataURL('image/png').split(',');
  return base64;
}

/** For a figure that can be zoomed, with the keys that do the same. */
export function zoomItems(gestures: Pick<FigureGestures, 'zoomBy' | 'showAll'>): MenuItem[] {
  return [
    { label: 'Zoom in (+)', enabled: true, run: () => gestures.zoomBy(2) },
    { label: 'Zoom out (\u2212)', enabled: true, run: () => gestures.zoomBy(0.5) },
    { label: 'Show all (0)', enabled: true, run: () => gestures.showAll() },
  ];
}
