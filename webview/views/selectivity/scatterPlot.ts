import { basisOf } from '../../../src/results/derive/lostSamples.js';
import { importancePhrase, selectivityPhrase } from '../../../src/results/derive/unitPhrases.js';
import { element } from '../../dom/element.js';
import { createMarkIndex, type MarkIndex } from '../../plots/markIndex.js';
import { markAfterKey } from '../../plots/moveSelection.js';
import type { ScatterData } from '../../plots/scatterData.js';
import { drawHover, drawScatter, drawSelection, plotFontSize } from '../../plots/scatterDrawing.js';
import { scatterLayout, type Mark, type ScatterLayout } from '../../plots/scatterLayout.js';
import { onThemeChange, readCanvasColours, type CanvasColours } from '../../theme/canvasColours.js';
import type { ViewData } from '../view.js';

/** How near the pointer has to be to a mark, in pixels. */
const reach = 12;

export interface ScatterPlot {
  readonly element: HTMLElement;
  show(data: ViewData, scatter: ScatterData, continues: boolean): void;
  select(unit: number | null): void;
}

/**
 * The plot on a canvas, with a second one above it for what follows the pointer and the selection. It is one
 * stop for the keyboard; arrow keys move the selection, and the dock's live region names it.
 */
export function createScatterPlot(onSelect: (unit: number) => void): ScatterPlot {
  const marksCanvas = element('canvas', { class: 'marks' });
  const overlay = element('canvas', { class: 'overlay' });
  const readOut = element('div', { class: 'read-out', 'aria-hidden': 'true', hidden: true });
  const plot = element(
    'div',
    {
      class: 'plot',
      tabindex: 0,
      role: 'application',
      'aria-roledescription': 'scatter plot',
    },
    marksCanvas,
    overlay,
    readOut,
  );
  let data: ViewData | null = null;
  let scatter: ScatterData | null = null;
  let layout: ScatterLayout | null = null;
  let colours: CanvasColours | null = null;
  let index: MarkIndex<Mark> = createMarkIndex<Mark>([]);
  let selected: number | null = null;
  let hovered: Mark | null = null;

  function draw(): void {
    const width = plot.clientWidth;
    if (data === null || scatter === null || width === 0) return;
    colours = readCanvasColours(data.result.layers.length);
    const measuring = marksCanvas.getContext('2d');
    if (measuring === null) return;
    measuring.font = `${plotFontSize}px ${colours.font}`;
    layout = scatterLayout(scatter, width, (text) => measuring.measureText(text).width);
    index = createMarkIndex(layout.marks);
    plot.style.height = `${layout.height}px`;
    const context = sized(marksCanvas, layout.width, layout.height);
    drawScatter(context, layout, colours, {
      vertical: verticalTitle(data),
      within: 'within chance',
    });
    drawOverlay();
  }

  function drawOverlay(): void {
    if (layout === null || colours === null) return;
    const context = sized(overlay, layout.width, layout.height);
    const mark = layout.marks.find(({ point }) => point.row.unit.flat === selected);
    if (hovered !== null) drawHover(context, colours, hovered);
    if (mark !== undefined) drawSelection(context, layout, colours, mark);
  }

  function hover(mark: Mark | null): void {
    if (mark === hovered) return;
    hovered = mark;
    plot.style.cursor = mark === null ? '' : 'pointer';
    readOut.hidden = mark === null;
    if (mark !== null && layout !== null && data !== null) {
      const { row } = mark.point;
      const { noun, classes } = data.result.dataset;
      const lines = [importancePhrase(row, noun), selectivityPhrase(row, classes)];
      readOut.replaceChildren(
        element('div', { class: 'unit-name' }, row.name),
        ...lines.filter((line) => line !== null).map((line) => element('div', {}, line)),
      );
      const leftward = mark.x > layout.width / 2;
      readOut.style.left = leftward ? '' : `${mark.x + 12}px`;
      readOut.style.right = leftward ? `${layout.width - mark.x + 12}px` : '';
      readOut.style.top = `${Math.min(mark.y + 8, layout.height - 64)}px`;
    }
    drawOverlay();
  }

  plot.addEventListener('pointermove', (event) => {
    hover(index.nearest(event.offsetX, event.offsetY, reach));
  });
  plot.addEventListener('pointerleave', () => hover(null));
  plot.addEventListener('click', (event) => {
    const mark = index.nearest(event.offsetX, event.offsetY, reach);
    if (mark !== null) onSelect(mark.point.row.unit.flat);
  });
  plot.addEventListener('keydown', (event) => {
    if (layout === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const mark = markAfterKey(event.key, selected, layout.marks);
    if (mark === null) return;
    event.preventDefault();
    onSelect(mark.point.row.unit.flat);
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
    element: plot,
    show(nextData, nextScatter, continues) {
      data = nextData;
      scatter = nextScatter;
      const under = continues ? hovered?.point.row.unit.flat : undefined;
      hovered = null;
      readOut.hidden = true;
      plot.setAttribute(
        'aria-label',
        `Class selectivity against ${data.result.dataset.noun}s lost, a mark for each of ${scatter.points.length} units; arrow keys move the selection`,
      );
      draw();
      if (under !== undefined) {
        hover(layout?.marks.find(({ point }) => point.row.unit.flat === under) ?? null);
      }
    },
    select(unit) {
      selected = unit;
      drawOverlay();
    },
  };
}

/** `images lost when deleted`, with what has to be known of numbers that are not counted to the end. */
function verticalTitle({ result, rows }: ViewData): string {
  const title = `${result.dataset.noun}s lost when deleted`;
  const basis = basisOf(rows);
  if (basis === 'estimate') return `${title}, about`;
  return basis === 'soFar' ? `${title}, so far` : title;
}

/** The canvas at the screen's own resolution, cleared; drawing goes on in CSS pixels. */
function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = window.devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser has no canvas.');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
