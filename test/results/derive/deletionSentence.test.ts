import { describe, expect, it } from 'vitest';
import {
  deletedPhrase,
  deletionSentence,
  lostWords,
  type DeletionOutcome,
  type ReadSample,
} from '../../../src/results/derive/deletionSentence.js';

const read = (label: string, before: string, now: string, isTrue = true): ReadSample => {
  return { label, isTrue, before, now };
};
const right = (intact: number, now: number, samples = 400): DeletionOutcome['right'] => {
  return { intact, now, samples };
};

function told(changes: Partial<DeletionOutcome>): string {
  const outcome: DeletionOutcome = {
    deleted: ['fc1[1]'],
    unitCount: 24,
    sample: read('3', '3', '3'),
    right: right(396, 387),
    population: 400,
    noun: 'image',
    ...changes,
  };
  return `${deletedPhrase(outcome)} ${deletionSentence(outcome)}`;
}

describe('what a deletion does is told', () => {
  it.each<[string, Partial<DeletionOutcome>, string]>([
    [
      'with the units by name',
      { deleted: ['relu1[1]', 'relu2[12]'] },
      'relu1[1], relu2[12] deleted. This 3 is still read as 3; over all images 9 of 396 right answers are lost.',
    ],
    [
      'with many units as a count',
      {
        deleted: new Array<string>(243).fill('u'),
        unitCount: 512,
        right: right(950, 789, 1000),
        population: 10_000,
      },
      '243 of 512 deleted. This 3 is still read as 3; over the first 1,000 of 10,000 images 161 of 950 right answers are lost.',
    ],
    [
      'where all are deleted',
      { deleted: new Array<string>(24).fill('u'), sample: read('3', '3', '0'), right: right(396, 40) },
      'All 24 deleted. This 3 is now read as 0, wrongly; over all images 356 of 396 right answers are lost.',
    ],
    [
      'where one answer is lost',
      { right: right(396, 395) },
      'fc1[1] deleted. This 3 is still read as 3; over all images 1 of 396 right answers is lost.',
    ],
    [
      'where answers are gained',
      { right: right(396, 398) },
      'fc1[1] deleted. This 3 is still read as 3; over all images 2 more answers are right than the 396 before.',
    ],
    [
      'where one answer is gained',
      { right: right(396, 397) },
      'fc1[1] deleted. This 3 is still read as 3; over all images 1 more answer is right than the 396 before.',
    ],
    [
      'where the counts are the same, which need not be the same answers',
      { right: right(396, 396) },
      'fc1[1] deleted. This 3 is still read as 3; over all images as many answers are right as before, 396.',
    ],
    [
      'of a sample that is read rightly only now',
      { sample: read('3', '5', '3') },
      'fc1[1] deleted. This 3, read as 5 before, is now read as 3, rightly; over all images 9 of 396 right answers are lost.',
    ],
    [
      'of a sample that was wrong and stays so',
      { sample: read('3', '5', '5') },
      'fc1[1] deleted. This 3 is still read as 5, wrongly; over all images 9 of 396 right answers are lost.',
    ],
    [
      'of a sample that is wrong in another way',
      { sample: read('3', '5', '6') },
      'fc1[1] deleted. This 3 is now read as 6, and was as 5, both wrongly; over all images 9 of 396 right answers are lost.',
    ],
    [
      'of a sample whose label is not what it shows',
      { sample: read('3', '3', '7', false), noun: 'digit' },
      'fc1[1] deleted. This digit, labelled 3, is now read as 7, wrongly; over all digits 9 of 396 right answers are lost.',
    ],
    [
      'without a sample',
      { sample: null },
      'fc1[1] deleted. Over all images 9 of 396 right answers are lost.',
    ],
    [
      'of a single sample in all',
      { right: right(1, 0, 1), population: 1, sample: null },
      'fc1[1] deleted. Over the one image 1 of 1 right answer is lost.',
    ],
    [
      'where there is nothing yet',
      { deleted: [] },
      'Nothing deleted yet. Click units to delete them and watch the output change. This 3 is read as 3.',
    ],
    [
      'where there is nothing yet, and the network is wrong all by itself',
      { deleted: [], sample: read('3', '5', '5') },
      'Nothing deleted yet. Click units to delete them and watch the output change. This 3 is read as 5, wrongly.',
    ],
  ])('%s', (_, changes, sentence) => {
    expect(told(changes)).toBe(sentence);
  });

  it('in a few words, beside the bar', () => {
    expect(lostWords(396, 387, 'image')).toBe('9 images lost');
    expect(lostWords(396, 397, 'image')).toBe('1 image gained');
    expect(lostWords(396, 396, 'image')).toBe('no image lost on balance');
  });
});
