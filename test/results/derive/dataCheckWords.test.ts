import { describe, expect, it } from 'vitest';
import { checkedTiles } from '../../../src/results/derive/checkedTiles.js';
import { checkWords, dataFacts } from '../../../src/results/derive/dataCheckWords.js';
import { dataVerdict } from '../../../src/results/derive/dataVerdict.js';
import { fedSample } from '../../../src/results/derive/fedSample.js';
import { madeUpCheck, tenClasses, triedWith } from '../madeUpCheck.js';

const words = (...tried: Parameters<typeof madeUpCheck>[0]) => {
  const check = madeUpCheck(tried);
  return checkWords(check, dataVerdict(check), true);
};
const stated = (right: number) => triedWith(tenClasses, right, { kind: 'stated' });

describe('what a check of data says', () => {
  it('is how many are right and what chance would give', () => {
    expect(words(stated(62))).toEqual({
      severity: 'good',
      stated: '62 of 100 right; chance would be 12.',
      advice: 'No other conversion makes sense for these values.',
    });
  });

  it('warns near chance, and proposes what is better', () => {
    expect(words(stated(13), triedWith(tenClasses, 95))).toEqual({
      severity: 'warning',
      stated: '13 of 100 right; chance would be 12. Near chance: is the scaling right?',
      advice: 'Better: scaled to 0 to 1, 95 of 100 right.',
    });
  });

  it('says where answers do not tell the proposal from the next', () => {
    const next = triedWith(tenClasses, 96, { kind: 'asStored', loss: 2 });
    expect(words(stated(13), triedWith(tenClasses, 95), next).advice).toBe(
      'Better: scaled to 0 to 1, 95 of 100 right. Its answers alone do not tell it from as stored, without scaling (96 right); its loss is 1.0000, the other one 2.0000.',
    );
  });

  it('asks after labels where nothing helps', () => {
    expect(words(stated(13), triedWith(tenClasses, 14)).advice).toContain('are these the labels and classes');
  });

  it('does not take a part for the whole', () => {
    const check = madeUpCheck([stated(13)]);
    expect(checkWords(check, dataVerdict(check), false).advice).toBe(null);
  });

  it('says that one label tells nothing', () => {
    const check = madeUpCheck(
      [triedWith(new Array<number>(20).fill(0), 20, { kind: 'stated' })],
      new Array<number>(20).fill(0),
    );
    const { severity, advice } = checkWords(check, dataVerdict(check), true);
    expect([severity, advice]).toEqual(['warning', expect.stringContaining('bear one label')]);
  });

  it('lists what the data are', () => {
    expect(dataFacts(madeUpCheck([stated(1)]).data)).toEqual([
      ...['102 images of 28 × 28, fed as 784', 'stored values from 0 to 255'],
      '10 classes without names, 10 to 12 samples each',
    ]);
  });
});

describe('the first samples', () => {
  it('have their labels, and the answers where these are others', () => {
    const check = madeUpCheck([triedWith(tenClasses, 1, { kind: 'stated' })]);
    const tiles = checkedTiles(check, check.tried[0]);
    expect(tiles.map(({ caption, isRight }) => [caption, isRight])).toEqual([
      ['0 ✓', true],
      ['1 ✗ 2', false],
    ]);
    expect(tiles[1].words).toBe('image 1, labelled 1: the network answers 2');
  });

  it('of numbers are shown as they are fed, column by column', () => {
    const stored = { kind: 'values' as const, sample: 0, label: 0, values: Float32Array.of(10, 30) };
    const fed = fedSample(stored, { scale: 0.5, mean: [1, 5], std: [2, 10] });
    expect(fed).toMatchObject({ values: Float32Array.of(2, 1) });
  });
});
