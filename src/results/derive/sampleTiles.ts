import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import type { UnitDetail } from '../unitDetail.js';
import { singular } from './nouns.js';
import { formatCount } from './numberFormat.js';
import { writeMeasure } from './typographicNumbers.js';
import type { TurnedSample, UnitGallery } from './unitGallery.js';
import type { UnitRow } from './unitRows.js';

/** The rows of samples on a unit's card, in the order in which they stand. */
export const galleryNames = {
  turnedWrong: l10n.t('Turned wrong'),
  turnedRight: l10n.t('Turned right'),
  mostExciting: l10n.t('Most exciting'),
  acrossRange: l10n.t('Across its range'),
  least: l10n.t('Least'),
} as const;

export type GalleryName = keyof typeof galleryNames;

export const galleryOrder = Object.keys(galleryNames) as GalleryName[];

/** A sample to be shown, and what stands under it. */
export interface SampleTile {
  /** Index in the data. */
  readonly sample: number;
  readonly caption: string;
  /** The whole of it in words, for those who don't see it. */
  readonly words: string;
}

/**
 * What stands in each row of samples on a unit's card.
 * @param mostTurned how many of those that turned are shown.
 */
export function sampleTiles(
  result: ResultFile,
  row: UnitRow,
  detail: UnitDetail,
  gallery: UnitGallery,
  mostTurned: number,
): Readonly<Record<GalleryName, SampleTile[]>> {
  const { noun, classes } = result.dataset;
  const name = (classIndex: number): string => classes[classIndex] ?? String(classIndex);
  const numbered = (sample: number): string => `${singular(noun)} ${formatCount(sample)}`;
  const active = (sample: number): SampleTile => {
    const activity = writeMeasure(detail.activity[sample]);
    const words = l10n.t(
      '{0}, labelled {1}: activity {2}',
      numbered(sample),
      name(detail.labels[sample]),
      activity,
    );
    return { sample, caption: activity, words };
  };
  const turned = ({ sample, label, before, after }: TurnedSample): SampleTile => ({
    sample,
    caption: `${name(before)}\u2192${name(after)}`,
    words: l10n.t(
      '{0}, labelled {1}: answered {2} intact, {3} without the unit',
      numbered(sample),
      ...[label, before, after].map(name),
    ),
  });
  // On what leaves it at one value all the same there is nothing to see.
  const isFlat = row.dead || gallery.aboveLowest === 0;
  return {
    turnedWrong: gallery.turnedWrong.slice(0, mostTurned).map(turned),
    turnedRight: gallery.turnedRight.slice(0, mostTurned).map(turned),
    mostExciting: isFlat ? [] : gallery.mostExciting.map(active),
    // As the row above, the most active first.
    acrossRange: isFlat ? [] : [...gallery.acrossRange].reverse().map(active),
    least: isFlat ? [] : gallery.least.map(active),
  };
}
