import { describe, expect, it } from 'vitest';
import { classMap, shownUnits, worstUnits } from '../../../src/results/derive/classMap.js';
import { classesOpening } from '../../../src/results/derive/classesOpening.js';
import { mapUnitWords } from '../../../src/results/derive/mapUnitWords.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

/** One layer, with these samples lost by unit and class. */
function network(lost: number[][], change: (result: ResultFile) => void = () => {}): ResultFile {
  const result = sampleResult();
  const classes = lost[0].length;
  result.dataset.classes = Array.from({ length: classes }, (_, c) => String(c));
  result.dataset.classCounts = new Array<number>(classes).fill(100);
  result.baseline.correctPerClass = new Array<number>(classes).fill(90);
  const [layer] = result.layers;
  result.layers = [
    {
      ...layer,
      shape: [lost.length],
      unitCount: lost.length,
      units: {
        ablation: {
          zero: {
            correct: lost.map((row) => 90 * classes - row.reduce((sum, count) => sum + count, 0)),
            correctPerClass: lost.map((row) => row.map((count) => 90 - count)),
            turnedWrong: lost.map(() => 0),
            turnedRight: lost.map(() => 0),
          },
        },
      },
    },
  ];
  change(result);
  return result;
}

const mapOf = (lost: number[][]) => classMap(network(lost), 'zero')!;

describe('the map of units and classes', () => {
  it('holds what each unit costs each class, and the sums', () => {
    const map = mapOf([
      [3, -1],
      [0, 2],
    ]);
    expect(map).toMatchObject({ mostLost: 3, mostGained: 1 });
    expect(map.layers[0].units).toMatchObject([
      { name: 'fc1[0]', lost: [3, -1], net: 2, mostHurt: 0, largest: 3, change: 3 },
      { name: 'fc1[1]', lost: [0, 2], net: 2, mostHurt: 1, largest: 2, change: 2 },
    ]);
    expect(map.layers[0].totals).toEqual([3, 2]);
  });

  it('is not there for estimates, or where counts by class were not kept', () => {
    expect(classMap(estimated(sampleResult()), 'zero')).toBeNull();
    const bare = network([[1, 2]], (result) => {
      delete result.layers[0].units.ablation!['zero'].correctPerClass;
    });
    expect(classMap(bare, 'zero')).toBeNull();
  });

  it('folds the classes that are hurt least, where there are more than forty', () => {
    const lost = Array.from({ length: 50 }, (_, c) => (c < 10 ? 1 : 2));
    const map = mapOf([lost]);
    expect(map.classes).toHaveLength(40);
    expect(map.classes.at(-1)).toEqual({
      name: '11 others',
      members: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 49],
    });
    expect(map.layers[0].units[0].lost.at(-1)).toBe(12);
    expect(map.layers[0].units[0].net).toBe(90);
  });
});

describe('the units that are drawn', () => {
  const [layer] = mapOf([
    [0, 1],
    [2, 0],
    [0, 5],
    [0, -3],
    [9, 0],
    [0, 7],
  ]).layers;
  const flats = (order: 'hurt' | 'index' | 'cost', most = 100) =>
    shownUnits(layer, order, most).units.map(({ flat }) => flat);

  it('change a class by two samples, lost or gained', () => {
    expect(shownUnits(layer, 'index', 100)).toMatchObject({ from: 2, folded: 1 });
    expect(flats('index')).toEqual([1, 2, 3, 4, 5]);
  });

  it('stand by the class that they hurt most, and in it by how much', () => {
    expect(flats('hurt')).toEqual([4, 1, 5, 2, 3]);
  });

  it('stand by what they cost in all', () => {
    expect(flats('cost')).toEqual([4, 5, 2, 1, 3]);
  });

  it('are as many as there is room for, by a higher bar', () => {
    expect(shownUnits(layer, 'index', 2)).toMatchObject({ from: 6, folded: 4 });
    expect(flats('index', 2)).toEqual([4, 5]);
  });
});

it('names the units that hurt one class most, and not those that hurt none', () => {
  const map = mapOf([
    [0, 4],
    [5, 4],
    [-3, 0],
    [0, 4],
  ]);
  expect(worstUnits(map, 12).map(({ flat }) => flat)).toEqual([1, 0, 3]);
  expect(worstUnits(map, 1)).toHaveLength(1);
});

it('tells of a unit what it does to the classes that it changes most', () => {
  const map = mapOf([[3, -1, 0, 1, 1, 1, 1]]);
  expect(mapUnitWords(map, map.layers[0].units[0], 'image')).toEqual([
    'fc1[0]',
    '6 images lost in all',
    '0: 3 lost',
    '1: 1 gained',
    '3: 1 lost',
    '4: 1 lost',
    '5: 1 lost',
    'and 1 more',
  ]);
});

describe('the sentence above the map', () => {
  const opening = (lost: number[][], change?: (result: ResultFile) => void) => {
    const result = network(lost, change);
    return classesOpening(result, classMap(result, 'zero')!);
  };

  it.each<[string, number[][], string, string]>([
    [
      'a class that most units hurt most',
      [
        [3, 0],
        [2, 1],
        [0, 4],
        [1, 1],
      ],
      'Most units that hurt a class hurt the 0s most',
      '3 of 4 units cost a class 2 images or more; 2 of them hurt the 0s most, 1 the 1s.',
    ],
    [
      'no such class',
      [
        [3, 0],
        [0, 4],
      ],
      'Different units hurt different classes most',
      '2 of 2 units cost a class 2 images or more; 1 of them hurts the 0s most, 1 the 1s.',
    ],
    [
      'all the same class',
      [
        [3, 0],
        [2, 0],
      ],
      'Most units that hurt a class hurt the 0s most',
      '2 of 2 units cost a class 2 images or more; of all of them that is the 0s.',
    ],
    [
      'a single unit',
      [
        [3, 0],
        [0, 0],
      ],
      'One unit hurts a class: fc1[0] costs the 0s most',
      '1 of 2 units costs a class 2 images or more; that class is the 0s.',
    ],
    [
      'nothing but single samples',
      [
        [1, 0],
        [-3, 1],
      ],
      'No unit costs a class 2 images or more',
      'Deleted one at a time: 2 units.',
    ],
    [
      'all dead',
      [
        [0, 0],
        [0, 0],
      ],
      'No unit costs a class 2 images or more',
      'Deleted one at a time: 2 units.',
    ],
    [
      'one class',
      [[3], [0]],
      'There is one class only: what a unit costs, it costs that class',
      '1 of 2 units costs it 2 images or more.',
    ],
  ])('%s', (_, lost, answer, evidence) => {
    expect(opening(lost)).toEqual({ answer, evidence });
  });

  it('counts units that hide gains and losses in a sum near 0', () => {
    expect(
      opening([
        [3, -3],
        [4, -3],
        [5, -1],
      ]).evidence,
    ).toContain(
      '2 units hide behind a sum near 0: they cost one class 3 images or more and win them back in others.',
    );
    expect(opening([[3, -2]]).evidence).toContain('1 unit hides behind a sum near 0: it costs one class 3');
  });

  it('names the noun, the classes and the labels of the data', () => {
    const { answer, evidence } = opening(
      [
        [3, 0],
        [2, 0],
      ],
      ({ dataset }) => {
        dataset.noun = 'flower';
        dataset.classes = ['setosa', 'virginica'];
        dataset.labelKind = 'shuffled';
      },
    );
    expect(answer).toBe('Most units that hurt a class hurt setosa most');
    expect(evidence).toContain('2 flowers or more');
    expect(evidence).toMatch(/Labels: shuffled\.$/);
  });
});
