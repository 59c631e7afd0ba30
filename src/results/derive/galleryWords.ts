import * as l10n from '@vscode/l10n';
import type { UnitDetail } from '../unitDetail.js';
import { eachSample, obliquePlural } from './nouns.js';
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
  const above = formatCount(aboveLowest);
  const drawn = drawnFrom === null ? '' : formatCount(drawnFrom);
  const turned = ({ length }: readonly unknown[]): string =>
    detail.numbers === null
      ? l10n.t('{0} · answer with the unit → without it', formatCount(length))
      : l10n.t('{0} · target: answer with the unit → without it', formatCount(length));
  return {
    turnedWrong: turned(gallery.turnedWrong),
    turnedRight: turned(gallery.turnedRight),
    mostExciting: l10n.t('activity under {0}', eachSample(noun)),
    acrossRange:
      drawnFrom === null
        ? l10n.t('evenly spaced among the {0} {1} by activity', above, obliquePlural(noun))
        : isSilent
          ? l10n.t('evenly spaced among the {0} {1} that wake it', above, obliquePlural(noun))
          : l10n.t('evenly spaced among the {0} {1} above its lowest activity', above, obliquePlural(noun)),
    least:
      drawnFrom === null
        ? l10n.t('its lowest activity')
        : isSilent
          ? l10n.t('silent on {0}; a few of them at random', drawn)
          : l10n.t('{0} share its lowest activity; a few of them at random', drawn),
  };
}
