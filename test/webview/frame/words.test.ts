import { describe, expect, it } from 'vitest';
import type { Running } from '../../../src/editor/messages.js';
import { isStale, staleWords } from '../../../webview/frame/freshness.js';
import { runningWords } from '../../../webview/frame/runningWords.js';
import { readSavedState } from '../../../webview/frame/savedState.js';

const running: Running = {
  phase: 'ablation',
  done: 634_000,
  total: 1_024_000,
  deletions: { done: 317, total: 512 },
  secondsLeft: 2.6,
  unitsPerSecond: 66.2,
  data: 't10k',
  drawn: null,
  precision: null,
  refines: false,
  adds: false,
};

describe('an analysis under way', () => {
  it('says how far it is, how fast, and how long it takes', () => {
    const { note, ...words } = runningWords(running);
    expect(note).toMatch(/^On t10k\. Numbers appear as they come in, findings when all units are in/);
    expect(words).toEqual({
      phase: 'Deleting units one at a time',
      detail: '317 of 512 units \u00b7 66 units a second \u00b7 3 s left',
      share: 634 / 1024,
    });
  });

  it('says of a quick look how many units are settled, and after how many samples', () => {
    const looking = { ...running, drawn: 1536, unitsPerSecond: null, precision: 0.01 };
    expect(runningWords(looking)).toMatchObject({
      phase: 'Estimating what each unit costs',
      detail: '317 of 512 units settled after 1,536 samples \u00b7 3 s left',
    });
    expect(runningWords({ ...looking, drawn: 0 }).detail).toBe('317 of 512 units \u00b7 3 s left');
  });

  it('says what a quick look reads, and that an estimate stays while it is refined', () => {
    expect(runningWords({ ...running, precision: 0.005 }).note).toBe(
      'On a random part of t10k, until each unit is known to \u00b10.5 points.',
    );
    expect(runningWords({ ...running, refines: true }).note).toContain('The estimate is shown till then.');
  });

  it('says that a result stays to which a measure is added', () => {
    expect(runningWords({ ...running, phase: 'curves', adds: true }).note).toBe(
      'On t10k. What was measured before stays, and is shown till then.',
    );
  });

  it('says only what is known', () => {
    const unknown = { ...running, deletions: null, secondsLeft: null, unitsPerSecond: null };
    expect(runningWords(unknown).detail).toBe('61 %');
    expect(runningWords({ ...unknown, phase: 'reading', done: 0, total: 0 })).toMatchObject({
      detail: '',
      share: 0,
    });
  });

  it('keeps tenths for slow rates, and long waits in minutes', () => {
    const slow = runningWords({ ...running, unitsPerSecond: 0.42, secondsLeft: 192 });
    expect(slow.detail).toContain('0.4 units a second');
    expect(slow.detail).toContain('3 min 12 s left');
  });
});

describe('a result that no longer holds', () => {
  it('is named with what has changed', () => {
    expect(staleWords('modelChanged', 'm.onnx', 't10k', 'today')?.what).toMatch(/^m\.onnx has changed/);
    expect(staleWords('dataChanged', 'm.onnx', 't10k', 'today')?.what).toContain('t10k');
    expect(staleWords('missing', 'm.onnx', 't10k', 'today')?.shown).toContain('today');
  });

  it('is no matter while it is fresh, or being checked', () => {
    expect(staleWords('upToDate', 'm', 'd', 't')).toBeNull();
    expect(staleWords('checking', 'm', 'd', 't')).toBeNull();
    expect(['checking', 'upToDate', 'missing'].map((one) => isStale(one as 'checking'))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('what the panel remembers', () => {
  it('is read back', () => {
    const saved = {
      modelPath: '/models/m.onnx',
      tab: 'selectivity',
      card: true,
      pinned: 7,
      classOrder: 'cost',
      sort: { column: 'selectivity', direction: 'asc' },
      replacement: 'mean',
      overview: { measure: 'information', trust: false },
      unitFilter: { text: 'fc', layerIndex: 1, preferredClass: 0, segment: 'dead', picked: [3] },
      selectivity: { hypothesis: 'less', hidden: [1] },
      curves: { quantity: 'loss', axis: 'count', scope: 'fc1', mode: 'keep', beside: ['two'] },
      noise: { quantity: 'loss', scope: 'fc1', scale: 0.5, beside: [] },
    };
    expect(readSavedState(structuredClone(saved))).toMatchObject(saved);
  });

  it('is left where it makes no sense', () => {
    const first = readSavedState(undefined);
    expect(first).toMatchObject({ tab: 'overview', sort: { column: 'lost', direction: 'desc' } });
    for (const odd of [
      null,
      3,
      'x',
      {},
      { tab: 'nowhere', sort: { column: 1 } },
      { sort: { column: 'a' } },
    ]) {
      expect(readSavedState(odd)).toEqual(first);
    }
  });
});
