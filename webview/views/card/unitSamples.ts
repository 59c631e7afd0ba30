import * as l10n from '@vscode/l10n';
import { galleryWords } from '../../../src/results/derive/galleryWords.js';
import { galleryName, galleryOrder, sampleTiles } from '../../../src/results/derive/sampleTiles.js';
import { unitGallery } from '../../../src/results/derive/unitGallery.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import type { StoredSample, UnitDetail } from '../../../src/results/unitDetail.js';
import { button } from '../../controls.js';
import { element } from '../../dom/element.js';
import type { ViewActions, ViewData } from '../view.js';
import { patientAsk } from './patientAsk.js';
import { createSampleGallery } from './sampleGallery.js';

/** Of each kind at most; those that turned are all of interest, up to a number that is still looked at. */
const shownSamples = 16;
const shownTurned = 48;

export interface UnitSamples {
  readonly element: HTMLElement;
  show(data: ViewData, row: UnitRow, detail: UnitDetail): void;
  hide(): void;
}

/** The samples that tell what a unit does: turned wrong without it, exciting, across its range, least. */
export function createUnitSamples(actions: Pick<ViewActions, 'ask'>): UnitSamples {
  const galleries = galleryOrder.map((name) => ({ name, gallery: createSampleGallery() }));
  const failure = element('div', { class: 'failure', role: 'status' });
  const view = element(
    'div',
    { class: 'unit-samples', hidden: true },
    ...galleries.map(({ gallery }) => gallery.element),
    failure,
  );
  let shown: UnitDetail | null = null;

  async function fetchSamples(data: ViewData, row: UnitRow, detail: UnitDetail): Promise<void> {
    const { result } = data;
    const chosen = unitGallery(detail, shownSamples, result.settings.seed);
    const words = galleryWords(detail, chosen, result.dataset.noun);
    const tiles = sampleTiles(result, row, detail, chosen, shownTurned);
    const draw = (samples: ReadonlyMap<number, StoredSample>): void => {
      for (const { name, gallery } of galleries)
        gallery.show(galleryName(name, result), words[name], tiles[name], samples);
    };
    failure.replaceChildren();
    draw(new Map());
    const wanted = [...new Set(galleryOrder.flatMap((name) => tiles[name].map(({ sample }) => sample)))];
    if (wanted.length === 0) return;
    const asked = await patientAsk(actions, 'samples', { samples: wanted }, () => shown === detail);
    if (asked?.kind === 'there') draw(new Map(asked.reply.map((one) => [one.sample, one])));
    if (asked?.kind === 'failed') {
      failure.replaceChildren(
        element('p', {}, asked.reason),
        button(l10n.t('Try again'), { appearance: 'secondary' }, () => void fetchSamples(data, row, detail)),
      );
    }
  }

  return {
    element: view,
    show(data, row, detail) {
      view.hidden = false;
      if (shown === detail) return;
      shown = detail;
      void fetchSamples(data, row, detail);
    },
    hide() {
      shown = null;
      view.hidden = true;
    },
  };
}
