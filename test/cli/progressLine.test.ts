import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressLine, progressBar, progressText } from '../../src/cli/progressLine.js';
import type { Style } from '../../src/cli/io.js';
import { FakeOutput } from './fakeIo.js';

const bare: Style = (_, text) => text;

describe('the words of progress', () => {
  it('name the phase, the share done, rounded down, and the time left', () => {
    expect(progressText({ phase: 'ablation', done: 5299, total: 10_000 }, 72)).toBe(
      'Deleting units: 52 %, 1 min 12 s left',
    );
    expect(progressText({ phase: 'statistics', done: 999, total: 1000 }, 0)).toBe(
      'Measuring activity: 99 %, 1 s left',
    );
    expect(progressText({ phase: 'reading', done: 0, total: 0 }, null)).toBe('Reading model and data');
  });

  it('of an estimate tell how many units are settled, and after how many samples', () => {
    const progress = {
      ...({ phase: 'ablation', done: 50, total: 100 } as const),
      deletions: { done: 80, total: 112 },
      drawn: 1536,
    };
    expect(progressText(progress, 3)).toBe(
      'Estimating: 80 of 112 units settled after 1,536 samples, 50 %, 3 s left',
    );
    expect(progressBar(progress, null, 100, bare)).toBe(
      'Estimating ████████████░░░░░░░░░░░░ 80 of 112 units settled after 1,536 samples, 50 %',
    );
  });

  it('come with a bar where there is room, and never fill more than the room', () => {
    const progress = { phase: 'ablation', done: 1, total: 2 } as const;
    expect(progressBar(progress, 30, 79, bare)).toBe(
      'Deleting units ████████████░░░░░░░░░░░░ 50 %, 30 s left',
    );
    expect(progressBar(progress, 30, 40, bare)).toBe('Deleting units: 50 %, 30 s left');
    for (let width = 0; width < 80; width++) {
      expect(progressBar(progress, 30, width, bare).length).toBeLessThanOrEqual(width);
    }
  });
});

describe('the progress line', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is redrawn on a terminal ten times a second, and is gone at the end', () => {
    const output = new FakeOutput(80);
    const line = new ProgressLine(output, bare);
    for (let i = 1; i <= 40; i++) {
      line.update({ phase: 'statistics', done: i * 5, total: 400 });
      vi.advanceTimersByTime(50);
    }
    line.stop();
    vi.advanceTimersByTime(1000);
    const frames = output.text.split('\r').slice(1);
    expect(frames).toHaveLength(21);
    expect(frames[19]).toBe('Measuring activity ████████████░░░░░░░░░░░░ 50 %, 2 s left\x1b[K');
    expect(frames[20]).toBe('\x1b[K');
    expect(output.text).not.toContain('\n');
  });

  it('starts its rate anew with each phase', () => {
    const output = new FakeOutput(80);
    const line = new ProgressLine(output, bare);
    for (let i = 1; i <= 30; i++) {
      line.update({ phase: 'statistics', done: i * 100, total: 10_000 });
      vi.advanceTimersByTime(100);
    }
    for (let i = 0; i <= 20; i++) {
      line.update({ phase: 'ablation', done: 3000 + i, total: 3220 });
      vi.advanceTimersByTime(100);
    }
    line.stop();
    expect(output.text).toContain('Deleting units ██████████████████████░░ 93 %\x1b[K');
    expect(output.text).toMatch(/93 %, 20 s left\x1b\[K\r\x1b\[K$/);
  });

  it('says once where it goes on, and leaves what was done before out of its rate', () => {
    const output = new FakeOutput(80);
    const line = new ProgressLine(output, bare);
    line.update({ phase: 'ablation', done: 370, total: 1000, kept: 370 });
    vi.advanceTimersByTime(100);
    for (let i = 1; i <= 30; i++) {
      line.update({ phase: 'ablation', done: 375 + i, total: 1000, kept: 375 });
      vi.advanceTimersByTime(100);
    }
    line.stop();
    expect(output.text.split('\n')).toHaveLength(2);
    expect(output.text).toContain('\r\x1b[KGoes on where it was stopped (37 % done).\n');
    // Ten passes a second: 59.5 s for the 595 that are left.
    expect(output.text).toMatch(/40 %, 59 s left\x1b\[K\r\x1b\[K$/);
  });

  it('is a plain line every ten seconds where there is no terminal', () => {
    const output = new FakeOutput();
    const line = new ProgressLine(output, bare);
    for (let i = 1; i <= 250; i++) {
      line.update({ phase: 'ablation', done: i, total: 1000 });
      vi.advanceTimersByTime(100);
    }
    line.stop();
    expect(output.text.split('\n')).toEqual([
      'Deleting units: 10 %, 1 min 30 s left',
      'Deleting units: 20 %, 1 min 20 s left',
      '',
    ]);
  });
});
