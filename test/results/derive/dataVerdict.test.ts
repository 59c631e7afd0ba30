import { describe, expect, it } from 'vitest';
import { dataVerdict } from '../../../src/results/derive/dataVerdict.js';
import { madeUpCheck, tenClasses, triedWith } from '../madeUpCheck.js';

const verdict = (...tried: Parameters<typeof madeUpCheck>[0]) => dataVerdict(madeUpCheck(tried));
const stated = (right: number, loss = 1) => triedWith(tenClasses, right, { kind: 'stated', loss });

describe('the verdict on conversions', () => {
  it('takes for chance what the most frequent label would give', () => {
    expect(verdict(stated(12)).chance).toBe(12);
  });

  it('says of 12 of 100 that it is chance, and of 40 that it is not', () => {
    expect(verdict(stated(12)).beyondChance).toEqual([false]);
    expect(verdict(stated(40)).beyondChance).toEqual([true]);
  });

  it('asks more of each the more were tried', () => {
    // P(X >= 19) = .0295 for 100 draws at .12: enough for one, not for two.
    expect(verdict(stated(19)).beyondChance).toEqual([true]);
    expect(verdict(stated(19), triedWith(tenClasses, 19)).beyondChance).toEqual([false, false]);
  });

  it('proposes what does better than the stated one on the same samples', () => {
    expect(verdict(stated(12), triedWith(tenClasses, 90)).proposal).toBe(1);
  });

  it('proposes nothing that a few samples more would make', () => {
    // 90 and 94 of the same samples: 4 gained and none lost, p = 2 / 2^4 = .125.
    expect(verdict(stated(90), triedWith(tenClasses, 94)).proposal).toBe(null);
    // 6 gained and none lost: p = 2 / 2^6 = .03.
    expect(verdict(stated(90), triedWith(tenClasses, 96)).proposal).toBe(1);
  });

  it('proposes nothing that is no better than chance', () => {
    expect(verdict(stated(0), triedWith(tenClasses, 14)).proposal).toBe(null);
  });

  it('prefers the lower loss where answers do not tell', () => {
    const found = verdict(
      stated(12),
      triedWith(tenClasses, 99, { loss: 0.98, kind: 'asStored' }),
      triedWith(tenClasses, 98, { loss: 0.09 }),
    );
    expect(found).toMatchObject({ ranking: [2, 1, 0], proposal: 2, rival: 1 });
  });

  it('keeps the order of trying where losses are as good as equal, and puts losses that are none last', () => {
    const found = verdict(
      stated(12),
      triedWith(tenClasses, 98, { loss: NaN }),
      triedWith(tenClasses, 98, { loss: 0.092 }),
      triedWith(tenClasses, 98, { loss: 0.09 }),
    );
    expect(found.ranking).toEqual([2, 3, 1, 0]);
  });

  it('compares sample by sample, not by counts', () => {
    // Both are right half of the time, on other halves.
    const found = verdict(stated(50), triedWith(tenClasses, 50, { from: 50, loss: 0.1 }));
    expect(found.proposal).toBe(null);
    expect(found.rival).toBe(0);
  });
});
