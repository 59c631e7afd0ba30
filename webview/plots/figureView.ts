import * as l10n from '@vscode/l10n';
import type { Figure, Room, Target } from '../../src/figures/figure.js';
import type { Palette } from '../../src/figures/paint.js';
import { isWithin } from '../../src/figures/zoom.js';
import { element } from '../dom/element.js';
import { createMenu } from '../dom/menu.js';
import { onThemeChange, readPalette } from '../theme/palette.js';
import { fontOf, paintMarks, sizedCanvas } from './canvas.js';
import type { FigureActions, FigureContent } from './figureContent.js';
import { createFigureGestures } from './figureGestures.js';
import { savingItems, zoomItems } from './figureMenu.js';
import { figureTableElement } from './figureTable.js';
import { brushMarks, ringMarks } from './overlayMarks.js';
import { createTargetIndex, targetAfterKey, type TargetIndex } from './targetIndex.js';

/** How near the pointer has to be to a target, in pixels. */
const reach = 12;
/** A zoom that hasn't changed for so long is at an end, in milliseconds. */
const rest = 150;

export interface FigureView {
  readonly element: HTMLElement;
  /** @param continues whether these are the numbers shown before, gone on: what is under the pointer stays so. */
  show(content: FigureContent, continues?: boolean): void;
  select(id: number | null): void;
  /** Draws again, as the drawing itself depends on something that has changed. */
  redraw(): void;
  clearBrush(): void;
}

/**
 * A figure on a canvas, with a second one above it for what follows the pointer and the selection; its menu shows it
 * as a table and saves it as CSV, SVG and PNG. It is one stop for the keyboard: arrow keys move the selection.
 * @param title stands above it; elements beside it are controls.
 */
export function createFigureView(
  actions: FigureActions,
  title: string | null = null,
  ...beside: readonly HTMLElement[]
): FigureView {
  const drawing = element('canvas', { class: 'drawing' });
  const overlay = element('canvas', { class: 'overlay' });
  const readOut = element('div', { class: 'read-out', 'aria-hidden': 'true', hidden: true });
  const plot = element('div', { class: 'figure-plot', tabindex: 0 }, drawing, overlay, readOut);
  const twin = element('div', { class: 'figure-table', hidden: true });
  const menu = createMenu(title === null ? l10n.t('More') : l10n.t('More: {0}', title), () => [
    {
      label: isTable ? l10n.t('Show as plot') : l10n.t('Show as table'),
      enabled: figure !== null,
      run: turn,
    },
    ...savingItems(actions, () => (content && figure && palette ? { content, figure, palette } : null)),
    ...(figure?.ground === undefined || isTable ? [] : zoomItems(gestures)),
  ]);
  const view = element(
    'figure',
    {},
    element(
      'div',
      { class: 'figure-head' },
      title === null ? null : element('h2', {}, title),
      ...beside,
      element('span', { class: 'spacer' }),
      menu,
    ),
    plot,
    twin,
  );
  let content: FigureContent | null = null;
  let figure: Figure | null = null;
  let palette: Palette | null = null;
  let index: TargetIndex = createTargetIndex(() => []);
  let selected: number | null = null;
  let hovered: number | null = null;
  let isTable = false;
  let drawnWidth = 0;
  let atRest = 0;
  const gestures = createFigureGestures(plot, {
    ground: () => figure?.ground ?? null,
    canBrush: () => content?.brushed !== undefined,
    selected: () => (selected === null ? null : index.byId(selected)),
    zoomed() {
      hover(null);
      draw(true);
      window.clearTimeout(atRest);
      atRest = window.setTimeout(() => draw(), rest);
    },
    brushed() {
      content?.brushed?.(brushedIds());
      drawOverlay();
    },
  });

  function turn(): void {
    isTable = !isTable;
    showForm();
  }

  function showForm(): void {
    plot.hidden = isTable;
    twin.hidden = !isTable;
    if (isTable && content !== null) {
      const shown = content.twin ?? figureTableElement(content.table());
      // A table that is kept keeps its focus and where it was scrolled to.
      if (twin.firstChild !== shown) twin.replaceChildren(shown);
    } else draw();
  }

  /** @param isMoving whether the next drawing follows at once: then a fine screen gets a coarser one. */
  function draw(isMoving = false): void {
    const width = plot.clientWidth;
    if (content === null || width === 0) return;
    drawnWidth = width;
    const now = readPalette();
    palette = now;
    const measuring = drawing.getContext('2d');
    if (measuring === null) return;
    const measure: Room['measure'] = (text, look = {}) => {
      measuring.font = fontOf(look, now);
      return measuring.measureText(text).width;
    };
    const shown = content.draw({ width, measure, zoom: gestures.zoom() }, now);
    figure = shown;
    index = createTargetIndex(() => shown.targets, shown.targetOf);
    plot.style.height = `${figure.height}px`;
    plot.setAttribute('aria-label', figure.label);
    const answers = figure.ground !== undefined || figure.targets.length > 0;
    plot.setAttribute('role', answers ? 'application' : 'img');
    plot.tabIndex = answers ? 0 : -1;
    paintMarks(sizedCanvas(drawing, figure.width, figure.height), figure.marks, now, isMoving);
    drawOverlay();
  }

  /** What lies in the brush and in sight. */
  function brushedIds(): number[] {
    const box = gestures.brush();
    if (box === null || figure === null) return [];
    return figure.targets
      .filter((target) => isWithin(box, target.x + target.width / 2, target.y + target.height / 2))
      .map(({ id }) => id);
  }

  function drawOverlay(): void {
    if (figure === null || palette === null) return;
    const context = sizedCanvas(overlay, figure.width, figure.height);
    const brush = gestures.brush();
    if (brush !== null) paintMarks(context, brushMarks(brush), palette);
    for (const [id, state] of [
      [hovered, 'hovered'],
      [selected, 'selected'],
    ] as const) {
      const target = id === null ? null : index.byId(id);
      if (target === null) continue;
      paintMarks(context, content?.mark?.(target, state) ?? ringMarks(target, state), palette);
    }
  }

  /** @param pointer where it points, across; a read-out stands there beside a target that is too wide to stand next to. */
  function hover(target: Target | null, pointer = 0): void {
    if (target?.id === hovered) return;
    hovered = target?.id ?? null;
    const lines = target === null ? [] : (content?.readOut?.(target.id) ?? []);
    plot.style.cursor = target === null || actions.select === undefined ? '' : 'pointer';
    readOut.hidden = lines.length === 0;
    if (target !== null && figure !== null) {
      const [name, ...others] = lines;
      readOut.replaceChildren(
        element('div', { class: 'unit-name' }, name ?? ''),
        ...others.map((line) => element('div', {}, line)),
      );
      const isWide = target.width > figure.width / 2;
      const [left, right] = isWide ? [pointer, pointer] : [target.x, target.x + target.width];
      const beside = left > figure.width / 2 ? left - 12 - readOut.offsetWidth : right + 12;
      const top = isWide ? target.y + target.height + 4 : target.y + 8;
      readOut.style.left = `${Math.max(0, Math.min(figure.width - readOut.offsetWidth, beside))}px`;
      readOut.style.top = `${Math.max(0, Math.min(top, figure.height - 22 - 18 * others.length))}px`;
    }
    drawOverlay();
  }

  const under = ({ offsetX, offsetY }: MouseEvent): Target | null => {
    if (gestures.isBusy() || figure === null) return null;
    if (content?.under !== undefined) return content.under(offsetX, offsetY, figure.targets);
    const found = index.nearest(offsetX, offsetY, reach);
    const { ground } = figure;
    return found !== null && ground !== undefined && !isWithin(ground, found.x, found.y) ? null : found;
  };
  plot.addEventListener('pointermove', (event) => hover(under(event), event.offsetX));
  plot.addEventListener('pointerleave', () => hover(null));
  plot.addEventListener('click', (event) => {
    const target = under(event);
    if (target === null) return;
    // What is done can be a range from what was selected before.
    actions.act?.(target.id, event.shiftKey);
    actions.select?.(target.id);
  });
  plot.addEventListener('dblclick', (event) => {
    const target = under(event);
    if (target !== null) actions.open?.(target.id);
    else gestures.showAll();
  });
  plot.addEventListener('keydown', (event) => {
    if (figure === null || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && selected !== null && actions.open !== undefined) {
      event.preventDefault();
      actions.open(selected);
      return;
    }
    if (event.key === ' ' && selected !== null && actions.act !== undefined) {
      event.preventDefault();
      actions.act(selected, event.shiftKey);
      return;
    }
    if (gestures.key(event)) {
      event.preventDefault();
      return;
    }
    const target = (content?.move ?? targetAfterKey)(event.key, selected, figure.targets);
    if (target === null || actions.select === undefined) return;
    event.preventDefault();
    gestures.reveal(target);
    actions.select(target.id);
  });
  new ResizeObserver(() => {
    // The plot sets its own height; only the width is given to it.
    if (plot.clientWidth === drawnWidth) return;
    gestures.reset();
    draw();
  }).observe(plot);
  onThemeChange(() => draw());

  return {
    element: view,
    show(next, continues = false) {
      if (!continues) gestures.reset();
      content = next;
      if (!continues) {
        hovered = null;
        readOut.hidden = true;
      }
      showForm();
    },
    select(id) {
      selected = id;
      drawOverlay();
    },
    redraw: () => draw(),
    clearBrush: () => void gestures.clearBrush(),
  };
}
