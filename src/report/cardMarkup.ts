import { pngOf } from '../figures/png.js';
import { sampleCurve } from '../figures/sampleCurve.js';
import { samplePixels } from '../figures/samplePixels.js';
import { shrunkPixels } from '../figures/shrunkPixels.js';
import type { CardGallery } from '../results/derive/cardGalleries.js';
import type { SampleTile } from '../results/derive/sampleTiles.js';
import { mostWritten, writtenValues } from '../results/derive/writtenValues.js';
import type { SamplePicture, SampleValues, StoredSample } from '../results/unitDetail.js';
import { figureMarkup } from './figureMarkup.js';
import { numbersMarkup } from './numbersMarkup.js';
import { tag, type Markup } from './markup.js';
import type { SchemeColours } from './schemeColours.js';
import type { ReportCard } from './section.js';

/** Twice as fine as they are shown; larger pictures would make the page heavy. */
const mostPixels = 96;
/** In pixels; the style sheet knows them too. */
const curve = { width: 92, height: 30 };

/** A unit's card as part of the page. */
export function cardMarkup(card: ReportCard, colours: SchemeColours, level: number): Markup {
  const { name, character, numbers, standing, figure, galleries, samples } = card;
  return tag(
    'article',
    { class: 'card', 'aria-label': name },
    tag(
      `h${level}`,
      {},
      tag('span', { class: 'code' }, name),
      character === null ? null : tag('span', { class: 'character' }, ` ${character}`),
    ),
    numbersMarkup(numbers.map(({ value, label }) => ({ number: value, label }))),
    standing === null ? null : tag('p', {}, standing),
    figureMarkup(figure, colours, level + 1),
    ...galleries.map((gallery) => galleryMarkup(gallery, samples, level + 1)),
  );
}

function galleryMarkup(
  { title, words, tiles }: CardGallery,
  samples: ReadonlyMap<number, StoredSample>,
  level: number,
): Markup {
  return tag(
    'div',
    { class: 'gallery' },
    tag(`h${level}`, {}, title, tag('span', { class: 'quiet' }, ` ${words}`)),
    tag('div', { class: 'samples' }, ...tiles.map((tile) => tileMarkup(tile, samples.get(tile.sample)))),
  );
}

function tileMarkup({ sample, caption, words }: SampleTile, shown: StoredSample | undefined): Markup {
  const isValues = shown?.kind === 'values';
  return tag(
    'div',
    { class: isValues ? 'sample values' : 'sample', role: 'img', 'aria-label': words, title: words },
    tag('div', { class: 'frame' }, shown === undefined ? null : contentMarkup(shown)),
    tag(
      'div',
      { class: 'caption' },
      isValues ? tag('span', { class: 'quiet' }, `#${sample} `) : null,
      caption,
    ),
  );
}

function contentMarkup(shown: StoredSample): Markup {
  if (shown.kind === 'picture') return pictureMarkup(shown);
  return shown.values.length <= mostWritten ? tag('span', {}, writtenValues(shown)) : curveMarkup(shown);
}

function pictureMarkup(picture: SamplePicture): Markup {
  const pixels = shrunkPixels(samplePixels(picture), mostPixels);
  return tag('img', { src: pngOf(pixels), width: pixels.width, height: pixels.height, alt: '' });
}

function curveMarkup(values: SampleValues): Markup {
  const { width, height } = curve;
  return tag(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    tag('polyline', { points: sampleCurve(values, width, height) }),
  );
}
