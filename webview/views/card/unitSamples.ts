import { galleryWords } from '../../../src/results/derive/galleryWords.js';
import { formatCount } from '../../../src/results/derive/numberFormat.js';
import { writeMeasure } from '../../../src/results/derive/typographicNumbers.js';
import { unitGallery, type TurnedSample, type UnitGallery } from '../../../src/results/derive/unitGallery.js';
import type { SampleView, UnitDetail } from '../../../src/results/unitDetail.js';
import { button } from '../../controls.js';
import { element } from '../../dom/element.js';
import type { ViewActions, ViewData } from '../view.js';
import { patientAsk } from './patientAsk.js';
import { createSampleGallery } from './sampleGallery.js';
import type { Tile } from './sampleTile.js';

/** Of each kind at most; those that turned are all of interest, up to a number that is still looked at. */
const shownSamples = 16;
const shownTurned = 48;

export interface UnitSamples {
  readonly element: HTMLElement;
  show(data: ViewData, detail: UnitDetail): void;
  hide(): void;
}

/** The samples that tell what a unit does: turned wrong without it, exciting, across its range, least. */
export function createUnitSamples(actions: Pick<ViewActions, 'ask'>): UnitSamples {
  const galleries = {
    turnedWrong: createSampleGallery('Turned wrong'),
    turnedRight: createSampleGallery('Turned right'),
    mostExciting: createSampleGallery('Most exciting'),
    acrossRange: createSampleGallery('Across its range'),
    least: createSampleGallery('Least'),
  };
  const names = Object.keys(galleries) as (keyof typeof galleries)[];
  const failure = element('div', { class: 'failure', role: 'status' });
  const view = element(
    'div',
    { class: 'unit-samples', hidden: true },
    ...names.map((name) => galleries[name].element),
    failure,
  );
  let shown: UnitDetail | null = null;

  async function fetchSamples(data: ViewData, detail: UnitDetail): Promise<void> {
    const gallery = unitGallery(detail, shownSamples, data.result.settings.seed);
    const words = galleryWords(detail, gallery, data.result.dataset.noun);
    const tiles = galleryTiles(data, detail, gallery);
    const draw = (samples: ReadonlyMap<number, SampleView>): void => {
      for (const name of names) galleries[name].show(words[name], tiles[name], samples);
    };
    failure.replaceChildren();
    draw(new Map());
    const wanted = [...new Set(names.flatMap((name) => tiles[name].map(({ sample }) => sample)))];
    if (wanted.length === 0) return;
    const asked = await patientAsk(actions, 'samples', { samples: wanted }, () => shown === detail);
    if (asked?.kind === 'there') draw(new Map(asked.reply.map((one) => [one.sample, one])));
    if (asked?.kind === 'failed') {
      failure.replaceChildren(
        element('p', {}, asked.reason),
        button('Try again', { appearance: 'secondary' }, () => void fetchSamples(data, detail)),
      );
    }
  }

  return {
    element: view,
    show(data, detail) {
      view.hidden = false;
      if (shown === detail) return;
      shown = detail;
      void fetchSamples(data, detail);
    },
    hide() {
      shown = null;
      view.hidden = true;
    },
  };
}

function galleryTiles(
  { result, rows }: ViewData,
  detail: UnitDetail,
  gallery: UnitGallery,
): Readonly<Record<'turnedWrong' | 'turnedRight' | 'mostExciting' | 'acrossRange' | 'least', Tile[]>> {
  const { noun, classes } = result.dataset;
  const name = (classIndex: number): string => classes[classIndex] ?? String(classIndex);
  const active = (sample: number): Tile => {
    const activity = writeMeasure(detail.activity[sample]);
    const words = `${noun} ${formatCount(sample)}, labelled ${name(detail.labels[sample])}: activity ${activity}`;
    return { sample, caption: activity, words };
  };
  const turned = ({ sample, label, before, after }: TurnedSample): Tile => ({
    sample,
    caption: `${name(before)}\u2192${name(after)}`,
    words: `${noun} ${formatCount(sample)}, labelled ${name(label)}: answered ${name(before)} intact, ${name(after)} without the unit`,
  });
  // On what leaves it at one value all the same there is nothing to see.
  const dead = rows.some(({ unit, dead }) => unit.flat === detail.unit && dead) || gallery.aboveLowest === 0;
  return {
    turnedWrong: gallery.turnedWrong.slice(0, shownTurned).map(turned),
    turnedRight: gallery.turnedRight.slice(0, shownTurned).map(turned),
    mostExciting: dead ? [] : gallery.mostExciting.map(active),
    // As the row above, the most active first.
    acrossRange: dead ? [] : [...gallery.acrossRange].reverse().map(active),
    least: dead ? [] : gallery.least.map(active),
  };
}
