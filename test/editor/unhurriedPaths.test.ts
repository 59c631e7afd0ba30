import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UnhurriedPaths } from '../../src/editor/unhurriedPaths.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells of each path after a while, once for all its news till then', () => {
  const told: string[] = [];
  const paths = new UnhurriedPaths((path) => told.push(path), 1500);
  for (let i = 0; i < 4; i++) {
    paths.add('a');
    vi.advanceTimersByTime(500);
    if (i === 1) paths.add('b');
  }
  expect(told).toEqual(['a']);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual(['a', 'b', 'a']);
});

it('tells nothing any more once it is disposed of', () => {
  const told: string[] = [];
  const paths = new UnhurriedPaths((path) => told.push(path), 1500);
  paths.add('a');
  paths.dispose();
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
});
