import { writeMeasure } from '../../../src/results/derive/typographicNumbers.js';
import type { SamplePicture, SampleValues, SampleView } from '../../../src/results/unitDetail.js';
import { element, svgElement } from '../../dom/element.js';

/** In pixels; the style sheet knows them too. */
const curve = { width: 92, height: 30 };
/** More values are drawn. */
const mostWritten = 6;
/** More points can't be told apart in a small curve. */
const mostPoints = 184;

/** A sample to be shown, and what stands under it. */
export interface Tile {
  readonly sample: number;
  readonly caption: string;
  /** The whole of it in words, for those who don't see it. */
  readonly words: string;
}

/** A sample in a gallery; an empty frame while it is on its way. */
export function sampleTile({ sample, caption, words }: Tile, view: SampleView | null): HTMLElement {
  const kind = view?.content.kind ?? 'waiting';
  return element(
    'div',
    { class: `sample ${kind}`, role: 'img', 'aria-label': words, title: words },
    element('div', { class: 'frame' }, ...(view === null ? [] : [content(view)])),
    element(
      'div',
      { class: 'caption' },
      view?.content.kind === 'values' ? element('span', { class: 'dim' }, `#${sample} `) : null,
      caption,
    ),
  );
}

function content({ content: shown }: SampleView): Node {
  if (shown.kind === 'picture') return pictureOf(shown);
  return shown.values.length <= mostWritten ? valuesOf(shown) : curveOf(shown);
}

function pictureOf({ width, height, channels, pixels }: SamplePicture): HTMLElement {
  const canvas = element('canvas', { width, height });
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = pixels[channels === 1 ? i : 3 * i + c];
    rgba[4 * i + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}

function valuesOf({ values }: SampleValues): HTMLElement {
  return element('div', { class: 'written' }, Array.from(values, writeMeasure).join(' '));
}

/** The values in their order, from the sample's lowest to its highest. */
function curveOf({ values }: SampleValues): SVGElement {
  const { width, height } = curve;
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const step = Math.max(1, Math.ceil(values.length / mostPoints));
  const points: string[] = [];
  for (let i = 0; i < values.length; i += step) {
    const share = high > low ? (values[i] - low) / (high - low) : 0.5;
    const x = (i / Math.max(1, values.length - 1)) * width;
    points.push(`${x.toFixed(1)},${(1 + (1 - share) * (height - 2)).toFixed(1)}`);
  }
  return svgElement(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    svgElement('polyline', { points: points.join(' ') }),
  );
}
