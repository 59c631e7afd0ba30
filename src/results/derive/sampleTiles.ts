import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import type { PredictedNumbers, UnitDetail } from '../unitDetail.js';
import { singular } from './nouns.js';
import { formatCount } from './numberFormat.js';
import { countsAnswers } from './task.js';
import { writeMeasure } from './typographicNumbers.js';
import type { TurnedSample, UnitGallery } from './unitGallery.js';
import type { UnitRow } from './unitRows.js';
import { writeNumbers } from './writtenNumbers.js';

/** The rows of samples on a unit's card, in the order in which they stand. */
export const galleryOrder = ['turnedWrong', 'turnedRight', 'mostExciting', 'acrossRange', 'least'] as const;

export type GalleryName = (typeof galleryOrder)[number];

/** What such a row is called. */
export function galleryName(name: GalleryName, result: ResultFile): string {
  const hasAnswers = countsAnswers(result);
  switch (name) {
    case 'turnedWrong':
      return hasAnswers ? l10n.t('Turned wrong') : l10n.t('Error rises most');
    case 'turnedRight':
      return hasAnswers ? l10n.t('Turned right') : l10n.t('Error falls most');
    case 'mostExciting':
      return l10n.t('Most exciting');
    case 'acrossRange':
      return l10n.t('Across its range');
    case 'least':
      return l10n.t('Least');
  }
}

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
  const name = (answer: number): string => answerName(classes, detail, answer);
  const numbered = (sample: number): string => `${singular(noun)} ${formatCount(sample)}`;
  const active = (sample: number): SampleTile => {
    const activity = writeMeasure(detail.activity[sample]);
    const { numbers } = detail;
    const words =
      numbers === null
        ? l10n.t(
            '{0}, labelled {1}: activity {2}',
            ...[numbered(sample), name(detail.expected[sample]), activity],
          )
        : l10n.t(
            '{0}, target {1}: activity {2}',
            ...[numbered(sample), writeNumbers(numbers.targets, sample, numbers.width), activity],
          );
    return { sample, caption: activity, words };
  };
  const shifted = ({ width, targets, before, after }: PredictedNumbers, sample: number): SampleTile => {
    const [target, intact, without] = [targets, before, after].map((values) =>
      writeNumbers(values, sample, width),
    );
    return {
      sample,
      caption: `${target}: ${intact}\u2192${without}`,
      words: l10n.t(
        '{0}, target {1}: answered {2} intact, {3} without the unit',
        ...[numbered(sample), target, intact, without],
      ),
    };
  };
  const turned = ({ sample, label, before, after }: TurnedSample): SampleTile =>
    detail.numbers !== null
      ? shifted(detail.numbers, sample)
      : {
          sample,
          caption: `${name(before)}\u2192${name(after)}`,
          words: l10n.t(
            '{0}, labelled {1}: answered {2} intact, {3} without the unit',
            numbered(sample),
            ...[label, before, after].map(name),
          ),
        };
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

/** An answer by its class's name, or by the names of all labels that it says hold. */
function answerName(classes: readonly string[], { labelSets }: UnitDetail, answer: number): string {
  const held = labelSets?.[answer];
  if (held === undefined) return classes[answer] ?? String(answer);
  return held.length === 0 ? l10n.t('none') : held.join(', ');
}
