import { tableToCsv } from '../../src/figures/csv.js';
import type { Figure, FigureTable, Mark, Room, Target } from '../../src/figures/figure.js';
import { resolvePaint, type Palette } from '../../src/figures/paint.js';
import { figureToSvg } from '../../src/figures/svg.js';
import { element } from '../dom/element.js';
import { createMenu, type MenuItem } from '../dom/menu.js';
import { onThemeChange, readPalette } from '../theme/palette.js';
import { fontOf, paintMarks, sizedCanvas } from './canvas.js';
import { figureTableElement } from './figureTable.js';
import { createTargetIndex, targetAfterKey, type TargetIndex } from './targetIndex.js';

/** How near the pointer has to be to a target, in pixels. */
const reach = 12;
/** Pixels of a PNG in one of the figure's. */
const pngScale = 2;

/** What a figure shows, and what it answers to. */
export interface FigureContent {
  /** Its name as a file: `curves`. */
  readonly name: string;
  readonly draw: (room: Room, palette: Palette) => Figure;
  readonly table: () => FigureTable;
  /** What is told of a target under the pointer, a line each; the first is a name. */
  readonly readOut?: (id: number) => readonly string[];
  /** Marks over the drawing for what is selected or under the pointer, in place of a ring. */
  readonly mark?: (target: Target, state: 'hovered' | 'selected') => readonly Mark[];
  /** The target that the pointer means, where that is not the nearest one within reach. */
  readonly under?: (x: number, y: number, targets: readonly Target[]) => Target | null;
  /** The target that an arrow key moves to, where that is not the next one drawn. */
  readonly move?: (key: string, from: number | null, targets: readonly Target[]) => Target | null;
}

export interface FigureActions {
  readonly select?: (id: number) => void;
  /** Enter, or a double click. */
  readonly open?: (id: number) => void;
  readonly copy: (text: string, what: string) => void;
  readonly save: (file: SavedFile) => void;
}

/** A file that the reader keeps: the extension asks where. */
export interface SavedFile {
  /** With its ending: `curves.svg`. */
  readonly name: string;
  /** Text as it is; bytes in base64. */
  readonly encoding: 'utf8' | 'base64';
  readonly content: string;
}

export interface FigureView {
  readonly element: HTMLElement;
  /** @param continues whether these are the numbers shown before, gone on: what is under the pointer stays so. */
  show(content: FigureContent, continues?: boolean): void;
  select(id: number | null): void;
  /** Draws again, as the drawing itself depends on something that has changed. */
  redraw(): void;
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
  const menu = createMenu(title === null ? 'More' : `More: ${title}`, menuItems);
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
  let index: TargetIndex = createTargetIndex([]);
  let selected: number | null = null;
  let hovered: number | null = null;
  let isTable = false;

  function menuItems(): readonly MenuItem[] {
    const item = (label: string, run: () => void): MenuItem => ({ label, enabled: figure !== null, run });
    return [
      item(isTable ? 'Show as plot' : 'Show as table', () => {
        isTable = !isTable;
        showForm();
      }),
      item('Copy as CSV', () => {
        if (content !== null) actions.copy(tableToCsv(content.table()), 'Table');
      }),
      item('Save as CSV\u2026', () => save('csv', () => tableToCsv(content?.table() ?? emptyTable))),
      item('Save as SVG\u2026', () =>
        save('svg', () => (figure && palette ? figureToSvg(figure, palette) : '')),
      ),
      item('Save as PNG\u2026', savePng),
    ];
  }

  function save(ending: string, write: () => string): void {
    if (content === null) return;
    actions.save({ name: `${content.name}.${ending}`, encoding: 'utf8', content: write() });
  }

  function savePng(): void {
    if (content === null || figure === null || palette === null) return;
    const canvas = document.createElement('canvas');
    const context = sizedCanvas(canvas, figure.width, figure.height, pngScale);
    context.fillStyle = resolvePaint('background', palette);
    context.fillRect(0, 0, figure.width, figure.height);
    paintMarks(context, figure.marks, palette);
    const [, base64 = ''] = canvas.toDataURL('image/png').split(',');
    actions.save({ name: `${content.name}.png`, encoding: 'base64', content: base64 });
  }

  function showForm(): void {
    plot.hidden = isTable;
    twin.hidden = !isTable;
    if (isTable && content !== null) twin.replaceChildren(figureTableElement(content.table()));
    else draw();
  }

  function draw(): void {
    const width = plot.clientWidth;
    if (content === null || width === 0) return;
    const now = readPalette();
    palette = now;
    const measuring = drawing.getContext('2d');
    if (measuring === null) return;
    const measure: Room['measure'] = (text, look = {}) => {
      measuring.font = fontOf(look, now);
      return measuring.measureText(text).width;
    };
    figure = content.draw({ width, measure }, now);
    index = createTargetIndex(figure.targets);
    plot.style.height = `${figure.height}px`;
    plot.setAttribute('aria-label', figure.label);
    const answers = figure.targets.length > 0;
    plot.setAttribute('role', answers ? 'application' : 'img');
    plot.tabIndex = answers ? 0 : -1;
    paintMarks(sizedCanvas(drawing, figure.width, figure.height), figure.marks, now);
    drawOverlay();
  }

  function drawOverlay(): void {
    if (figure === null || palette === null) return;
    const context = sizedCanvas(overlay, figure.width, figure.height);
    for (const [id, state] of [
      [hovered, 'hovered'],
      [selected, 'selected'],
    ] as const) {
      const target = id === null ? undefined : figure.targets.find((one) => one.id === id);
      if (target === undefined) continue;
      paintMarks(context, content?.mark?.(target, state) ?? ring(target, state), palette);
    }
  }

  function hover(target: Target | null): void {
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
      const room = figure.width - readOut.offsetWidth;
      const beside =
        target.x > figure.width / 2 ? target.x - 12 - readOut.offsetWidth : target.x + target.width + 12;
      readOut.style.left = `${Math.max(0, Math.min(room, beside))}px`;
      readOut.style.top = `${Math.max(0, Math.min(target.y + 8, figure.height - 22 - 18 * others.length))}px`;
    }
    drawOverlay();
  }

  const under = ({ offsetX, offsetY }: MouseEvent): Target | null =>
    content?.under !== undefined && figure !== null
      ? content.under(offsetX, offsetY, figure.targets)
      : index.nearest(offsetX, offsetY, reach);
  plot.addEventListener('pointermove', (event) => hover(under(event)));
  plot.addEventListener('pointerleave', () => hover(null));
  plot.addEventListener('click', (event) => {
    const target = under(event);
    if (target !== null) actions.select?.(target.id);
  });
  plot.addEventListener('dblclick', (event) => {
    const target = under(event);
    if (target !== null) actions.open?.(target.id);
  });
  plot.addEventListener('keydown', (event) => {
    if (figure === null || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && selected !== null && actions.open !== undefined) {
      event.preventDefault();
      actions.open(selected);
      return;
    }
    const target = (content?.move ?? targetAfterKey)(event.key, selected, figure.targets);
    if (target === null || actions.select === undefined) return;
    event.preventDefault();
    actions.select(target.id);
  });
  let drawnWidth = 0;
  new ResizeObserver(() => {
    // The plot sets its own height; only the width is given to it.
    if (plot.clientWidth === drawnWidth) return;
    drawnWidth = plot.clientWidth;
    draw();
  }).observe(plot);
  onThemeChange(draw);

  return {
    element: view,
    show(next, continues = false) {
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
    redraw: draw,
  };
}

const emptyTable: FigureTable = { title: '', columns: [], rows: [] };

/** Stands off the target by a gap of ground. */
function ring({ x, y, width, height }: Target, state: 'hovered' | 'selected'): Mark[] {
  const isDot = width === 0 && height === 0;
  const gap = isDot ? 5.5 : 2;
  const size = { width: width + 2 * gap, height: height + 2 * gap };
  const look =
    state === 'selected' ? ({ stroke: 'select', strokeWidth: 2 } as const) : ({ stroke: 'text' } as const);
  return [{ kind: 'rect', x: x - gap, y: y - gap, ...size, radius: isDot ? gap : 2, ...look }];
}
