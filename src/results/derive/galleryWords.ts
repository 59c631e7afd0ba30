import type { UnitDetail } from '../unitDetail.js';
import { formatCount } from './numberFormat.js';
import type { UnitGallery } from './unitGallery.js';

/** What stands beside the titles of a card's rows of samples. */
export interface GalleryWords {
  readonly turnedWrong: string;
  readonly turnedRight: string;
  readonly mostExciting: string;
  readonly acrossRange: string;
  readonly least: string;
}

/** @param noun what a sample is called. */
export function galleryWords(detail: UnitDetail, gallery: UnitGallery, noun: string): GalleryWords {
  const { drawnFrom, aboveLowest } = gallery;
  const isSilent = gallery.least.length > 0 && detail.activity[gallery.least[0]] === 0;
  const drawn = drawnFrom === null ? '' : formatCount(drawnFrom);
  return {
    turnedWrong: `${formatCount(gallery.turnedWrong.length)} \u00b7 answer with the unit \u2192 without it`,
    turnedRight: `${formatCount(gallery.turnedRight.length)} \u00b7 answer with the unit \u2192 without it`,
    mostExciting: `activity under each ${noun}`,
    acrossRange: `evenly spaced among the ${formatCount(aboveLowest)} ${noun}s ${
      drawnFrom === null ? 'by activity' : isSilent ? 'that wake it' : 'above its lowest activity'
    }`,
    least:
      drawnFrom === null
        ? `its lowest activity`
        : isSilent
          ? `silent on ${drawn}; a few of them at random`
          : `${drawn} share its lowest activity; a few of them at random`,
  };
}
