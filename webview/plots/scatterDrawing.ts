import type { CanvasColours } from '../theme/canvasColours.js';
import { placeLabels, type Label } from './labelPlaces.js';
import type { Mark, ScatterLayout } from './scatterLayout.js';

export const plotFontSize = 11;
const markRadius = 2.8;
const diamondRadius = 3.7;

export interface ScatterWords {
  /** `images lost when deleted` */
  readonly vertical: string;
  readonly within: string;
}

/** Draws axes, marks, mean line and labels. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  layout: ScatterLayout,
  colours: CanvasColours,
  words: ScatterWords,
): void {
  context.font = `${plotFontSize}px ${colours.font}`;
  drawGround(context, layout, colours);
  drawMarks(context, layout, colours);
  drawMeans(context, layout, colours);
  drawTexts(context, layout, colours, words);
  for (const label of layout.labels) drawLabel(context, label, colours, '400');
}

function drawGround(context: CanvasRenderingContext2D, layout: ScatterLayout, colours: CanvasColours): void {
  const { left, right, band } = layout;
  context.fillStyle = colours.band;
  context.fillRect(left, band.top, right - left, Math.max(0, band.bottom - band.top));
  for (const { at } of layout.countTicks) {
    context.fillStyle = at === layout.zero ? colours.zero : colours.grid;
    context.fillRect(left, Math.round(at), right - left, 1);
  }
  context.fillStyle = colours.grid;
  for (const { at } of layout.selectivityTicks) context.fillRect(Math.round(at), layout.bottom, 1, 4);
  context.fillStyle = colours.bar;
  for (const bar of layout.histogram) context.fillRect(right + 8, bar.top, bar.width, bar.height);
  context.strokeStyle = colours.quiet;
  context.lineWidth = 1;
  context.beginPath();
  for (const { x, y } of layout.deadStrokes) {
    context.moveTo(x, y);
    context.lineTo(x + 3, y - 3);
  }
  context.stroke();
}

/** One path a layer and kind: thousands of marks are drawn at once. */
function drawMarks(context: CanvasRenderingContext2D, layout: ScatterLayout, colours: CanvasColours): void {
  // Where thousands of marks lie over each other, what shows is how many: each is fainter.
  const faint = Math.min(1, Math.sqrt(1000 / Math.max(1, layout.marks.length)));
  const kinds = Map.groupBy(layout.marks, (mark) => `${mark.layerIndex} ${mark.point.row.beyondChance}`);
  for (const marks of kinds.values()) {
    const colour = colours.layers[marks[0].layerIndex];
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    for (const mark of marks) {
      context.beginPath();
      traceMark(context, mark);
      context.globalAlpha = mark.point.row.beyondChance ? 1 : 0.42 * faint;
      context.fill();
      context.globalAlpha = mark.point.row.beyondChance ? 1 : 0.95 * faint;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function traceMark(context: CanvasRenderingContext2D, { x, y, shape }: Mark): void {
  if (shape === 'circle') {
    context.arc(x, y, markRadius, 0, 2 * Math.PI);
    return;
  }
  context.moveTo(x, y - diamondRadius);
  context.lineTo(x + diamondRadius, y);
  context.lineTo(x, y + diamondRadius);
  context.lineTo(x - diamondRadius, y);
  context.closePath();
}

function drawMeans(context: CanvasRenderingContext2D, layout: ScatterLayout, colours: CanvasColours): void {
  const last = layout.means.at(-1);
  if (last === undefined) return;
  context.lineJoin = 'round';
  context.beginPath();
  for (const { x, y } of layout.means) context.lineTo(x, y);
  for (const [colour, width] of [
    [colours.background, 5],
    [colours.text, 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
  const text = layout.width < 520 ? 'mean' : 'measured mean';
  const fits = last.x + 6 + context.measureText(text).width < layout.right;
  context.textAlign = fits ? 'left' : 'right';
  write(context, text, fits ? last.x + 6 : layout.right, fits ? last.y + 4 : last.y - 8, colours, '600');
  context.textAlign = 'left';
}

function drawTexts(
  context: CanvasRenderingContext2D,
  layout: ScatterLayout,
  colours: CanvasColours,
  words: ScatterWords,
): void {
  const { left, right, bottom, height, width } = layout;
  const plain = (text: string, x: number, y: number, align: CanvasTextAlign, colour: string): void => {
    context.fillStyle = colour;
    context.textAlign = align;
    context.fillText(text, x, y);
  };
  for (const { at, label } of layout.countTicks) plain(label, left - 6, at + 4, 'right', colours.quietText);
  for (const { at, label } of layout.selectivityTicks) {
    plain(label, at, bottom + 16, 'center', colours.quietText);
  }
  plain(`\u2191 ${words.vertical}`, left + 4, 10, 'left', colours.text);
  plain('class selectivity \u2192', right, height - 6, 'right', colours.text);
  plain('active for every class alike', layout.selectivityTicks[0].at, height - 6, 'left', colours.quietText);
  if (layout.histogram.length > 0) plain('units', right + 8, 10, 'left', colours.quietText);
  context.textAlign = 'left';
  layout.apartText.lines.toReversed().forEach((line, i) => {
    write(context, line, layout.apartText.x, layout.apartText.y - i * 14, colours, '400', colours.quietText);
  });
  if (width >= 520 && layout.band.bottom - layout.band.top > 30) {
    write(context, words.within, left + 5, layout.band.bottom - 5, colours, '400', colours.quietText);
  }
}

/** The selected unit: a ring that stands off its mark, and its name. */
export function drawSelection(
  context: CanvasRenderingContext2D,
  layout: ScatterLayout,
  colours: CanvasColours,
  mark: Mark,
): void {
  context.font = `${plotFontSize}px ${colours.font}`;
  drawInterval(context, mark, 2, colours.select);
  ring(context, mark, 6.5, 2, colours.select);
  if (layout.labels.some((label) => label.unit === mark.point.row.unit.flat)) return;
  const measure = (text: string): number => context.measureText(text).width;
  for (const label of placeLabels([mark], measure, layout.right)) drawLabel(context, label, colours, '600');
}

/** The mark under the pointer. */
export function drawHover(context: CanvasRenderingContext2D, colours: CanvasColours, mark: Mark): void {
  drawInterval(context, mark, 1, colours.text);
  ring(context, mark, 5, 1, colours.text);
}

/** Where the count of an estimated unit may lie: all of them at once would hide each other. */
function drawInterval(
  context: CanvasRenderingContext2D,
  { x, interval }: Mark,
  width: number,
  colour: string,
): void {
  if (interval === null) return;
  context.fillStyle = colour;
  const { top, bottom } = interval;
  context.fillRect(x - width / 2, top, width, bottom - top);
  for (const end of [top, bottom]) context.fillRect(x - 4, end - width / 2, 8, width);
}

function ring(
  context: CanvasRenderingContext2D,
  { x, y }: Mark,
  radius: number,
  width: number,
  colour: string,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

function drawLabel(
  context: CanvasRenderingContext2D,
  label: Label,
  colours: CanvasColours,
  weight: '400' | '600',
): void {
  context.textAlign = label.align;
  write(context, label.text, label.x, label.y + 4, colours, weight);
  context.textAlign = 'left';
}

/** Text with a halo of the ground, so that it can be read over marks. */
function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colours: CanvasColours,
  weight: '400' | '600',
  colour: string = colours.text,
): void {
  context.font = `${weight} ${plotFontSize}px ${colours.font}`;
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = colours.background;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
  context.font = `${plotFontSize}px ${colours.font}`;
}
