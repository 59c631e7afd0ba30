import * as l10n from '@vscode/l10n';
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
    item(l10n.t('Copy as CSV'), ({ content }) => actions.copy(tableToCsv(content.table()), l10n.t('Table'))),
    item(l10n.t('Save as CSV…'), (now) => save(now, 'csv', tableToCsv(now.content.table()))),
    item(l10n.t('Save as SVG…'), (now) => save(now, 'svg', figureToSvg(now.figure, now.palette))),
    item(l10n.t('Save as PNG…'), (now) =>
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
    { label: l10n.t('Zoom in (+)'), enabled: true, run: () => gestures.zoomBy(2) },
    { label: l10n.t('Zoom out (−)'), enabled: true, run: () => gestures.zoomBy(0.5) },
    { label: l10n.t('Show all (0)'), enabled: true, run: () => gestures.showAll() },
  ];
}
