import { sampleCurve } from '../../../src/figures/sampleCurve.js';
import { samplePixels } from '../../../src/figures/samplePixels.js';
import type { SampleTile } from '../../../src/results/derive/sampleTiles.js';
import { mostWritten, writtenValues } from '../../../src/results/derive/writtenValues.js';
import type { SamplePicture, SampleValues, StoredSample } from '../../../src/results/unitDetail.js';
import { element, svgElement } from '../../dom/element.js';

/** In pixels; the style sheet knows them too. */
const curve = { width: 92, height: 30 };

/** A sample in a gallery; an empty frame while it is on its way. */
export function sampleTile({ sample, caption, words }: SampleTile, shown: StoredSample | null): HTMLElement {
  const kind = shown?.kind ?? 'waiting';
  return element(
    'div',
    { class: `sample ${kind}`, role: 'img', 'aria-label': words, title: words },
    element('div', { class: 'frame' }, ...(shown === null ? [] : [content(shown)])),
    element(
      'div',
      { class: 'caption' },
      kind === 'values' ? element('span', { class: 'dim' }, `#${sample} `) : null,
      caption,
    ),
  );
}

function content(shown: StoredSample): Node {
  if (shown.kind === 'picture') return pictureOf(shown);
  return shown.values.length <= mostWritten
    ? element('div', { class: 'written' }, writtenValues(shown))
    : curveOf(shown);
}

function pictureOf(picture: SamplePicture): HTMLElement {
  const { width, height, rgba } = samplePixels(picture);
  const canvas = element('canvas', { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return canvas;
}

function curveOf(values: SampleValues): SVGElement {
  const { width, height } = curve;
  return svgElement(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    svgElement('polyline', { points: sampleCurve(values, width, height) }),
  );
}
