import { describe, expect, it } from 'vitest';
import type { LentNetwork, LiveNetworks } from '../../src/editor/liveNetworks.js';
import type { Freshness } from '../../src/editor/messages.js';
import type { StoredResult } from '../../src/editor/resultLibrary.js';
import { isStale, UnitDetails } from '../../src/editor/unitDetails.js';
import { InputError } from '../../src/inputError.js';
import type { UnitQuestion } from '../../src/jobs/protocol.js';
import { UnitDetailCache } from '../../src/jobs/unitDetailCache.js';
import { sampleResult } from '../results/sampleResult.js';
import { someDetail } from '../results/someDetail.js';

const stored = (freshness: Freshness, modelHash = 'a'): StoredResult => {
  const result = sampleResult();
  return {
    path: 'x.importance.json',
    modelPath: 'pets.onnx',
    dataPath: 'test.dataset.json',
    result: { ...result, model: { ...result.model, sha256: modelHash } },
    freshness,
  };
};

/** Details of a network that fails for unit 3; notes when it is lent and handed back. */
function details() {
  const noted: string[] = [];
  const lend = () => {
    noted.push('lent');
    return {
      session: {
        detail: ({ unit }: UnitQuestion) =>
          unit === 3 ? Promise.reject(new Error('gone')) : Promise.resolve(someDetail([1], { unit })),
      },
      release: () => noted.push('back'),
    } as unknown as LentNetwork;
  };
  const networks = { of: lend } as unknown as LiveNetworks;
  return { noted, details: new UnitDetails(networks, new UnitDetailCache(null)) };
}

describe("what a unit's card shows beside the result", () => {
  it('takes the network on loan only where it was not shown before', async () => {
    const { noted, details: units } = details();
    expect((await units.get(stored('upToDate'), 2, 'zero')).unit).toBe(2);
    expect((await units.get(stored('checking'), 2, 'zero')).unit).toBe(2);
    expect(noted).toEqual(['lent', 'back']);
    await expect(units.get(stored('upToDate'), 3, 'zero')).rejects.toThrow('gone');
    expect(noted).toEqual(['lent', 'back', 'lent', 'back']);
  });

  it.each([
    ['modelChanged', 'pets.onnx has changed since its units were measured; analyse it again.'],
    [
      'dataChanged',
      'test.dataset.json has changed since units were measured on it; analyse pets.onnx again.',
    ],
    [
      'missing',
      'pets.onnx or test.dataset.json is no longer where it was when units were measured; put it back, or analyse again.',
    ],
  ] as const)('says in a sentence that a result is out of date: %s', async (freshness, sentence) => {
    const { noted, details: units } = details();
    await expect(units.get(stored(freshness), 2, 'zero')).rejects.toThrow(new InputError(sentence));
    await expect(units.samples(stored(freshness), [1])).rejects.toThrow(new InputError(sentence));
    expect(noted).toEqual([]);
  });
});

describe('an open network', () => {
  it('is of other files by now where all results of the same files say so', () => {
    const network = stored('upToDate');
    expect(isStale(network, [stored('modelChanged')])).toBe(true);
    expect(isStale(network, [stored('missing'), stored('dataChanged')])).toBe(true);
    expect(isStale(network, [stored('modelChanged'), stored('upToDate')])).toBe(false);
    expect(isStale(network, [stored('checking')])).toBe(false);
    expect(isStale(network, [stored('modelChanged', 'another')])).toBe(false);
    expect(isStale(network, [])).toBe(false);
  });
});
