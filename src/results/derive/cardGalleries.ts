import type { ResultFile } from '../schema.js';
import type { UnitDetail } from '../unitDetail.js';
import { galleryWords } from './galleryWords.js';
import { galleryName, galleryOrder, sampleTiles, type SampleTile } from './sampleTiles.js';
import { unitGallery } from './unitGallery.js';
import type { UnitRow } from './unitRows.js';

/** A row of samples on a card that can't be opened further. */
export interface CardGallery {
  readonly title: string;
  /** Beside the title. */
  readonly words: string;
  readonly tiles: readonly SampleTile[];
}

/** What fits a row of a page. */
const shown = 14;
/** Those that turned are all of interest, as far as they are looked at. */
const shownTurned = 28;

/** The rows of samples on a unit's card, where it is printed; empty ones are left out. */
export function cardGalleries(result: ResultFile, row: UnitRow, detail: UnitDetail): CardGallery[] {
  const gallery = unitGallery(detail, shown, result.settings.seed);
  const words = galleryWords(detail, gallery, result.dataset.noun);
  const tiles = sampleTiles(result, row, detail, gallery, shownTurned);
  return galleryOrder.flatMap((name) =>
    tiles[name].length === 0
      ? []
      : [{ title: galleryName(name, result), words: words[name], tiles: tiles[name] }],
  );
}

/** All samples that such a card shows, as indexes in the data, each once. */
export function cardSamples(result: ResultFile, row: UnitRow, detail: UnitDetail): number[] {
  const galleries = cardGalleries(result, row, detail);
  return [...new Set(galleries.flatMap(({ tiles }) => tiles.map(({ sample }) => sample)))];
}
