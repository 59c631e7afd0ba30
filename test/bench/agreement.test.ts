import { describe, expect, it } from 'vitest';
import { compareCounts, type OurCounts } from './agreement.js';
import type { PeerCounts } from './peer.js';

const ours: OurCounts = {
  correct: 90,
  correctPerClass: [40, 50],
  turnedWrong: 7,
  turnedRight: 2,
  loss: 0.25,
};
const peer: PeerCounts = {
  correct: 90,
  correctPerClass: [40, 50],
  turnedWrong: 7,
  turnedRight: 2,
  loss: 0.25,
  nearTies: 0,
};
const compare = (ourChange: Partial<OurCounts>, peerChange: Partial<PeerCounts> = {}) =>
  compareCounts('unit', [
    { name: 'unit 3', ours: { ...ours, ...ourChange }, peer: { ...peer, ...peerChange } },
  ]);

describe('counts of the two sides', () => {
  it('are equal where every number is', () => {
    expect(compare({})).toEqual({ words: '1 of 1 units equal', faults: [] });
  });

  it('may be as many apart as there are near ties', () => {
    expect(compare({ correct: 89, turnedWrong: 8 }, { nearTies: 1 }).faults).toEqual([]);
    expect(compare({ correct: 88, turnedWrong: 9 }, { nearTies: 1 }).faults).toEqual([
      'unit 3 differs in correct, turnedWrong',
    ]);
  });

  it('differ where one class does', () => {
    expect(compare({ correctPerClass: [41, 49] })).toEqual({
      words: '0 of 1 units equal',
      faults: ['unit 3 differs in correctPerClass[0], correctPerClass[1]'],
    });
  });

  it('differ where the loss does by more than floats added in another order', () => {
    expect(compare({ loss: 0.250004 }).faults).toEqual([]);
    expect(compare({ loss: 0.25001 }).faults).toEqual(['unit 3 differs in loss']);
  });

  it('differ where we have none', () => {
    expect(compare({ loss: null }).faults).toEqual(['unit 3 differs in loss']);
    expect(compareCounts('unit', [{ name: 'unit 3', ours: null, peer }]).faults).toEqual([
      'unit 3 was not counted',
    ]);
  });

  it('are not compared where one side was not asked for them', () => {
    expect(compare({ loss: null }, { loss: null }).faults).toEqual([]);
    expect(compare({ turnedWrong: null, turnedRight: null, correctPerClass: null }).faults).toEqual([]);
  });
});
