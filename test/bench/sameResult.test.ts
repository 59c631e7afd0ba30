import { expect, it } from 'vitest';
import type { ResultFile } from '../../src/results/schema.js';
import { regressionResult } from '../results/regressionResult.js';
import { compareResults } from './sameResult.js';

const result = (change: (one: ResultFile) => void): ResultFile => {
  const one = structuredClone(regressionResult());
  change(one);
  return one;
};
const byWay = (way: 'delta' | 'suffix', loss = 0.5) =>
  result((one) => {
    one.settings.ways = { fc1: way };
    one.baseline.loss = loss;
  });

it('runs that differ in their times gave the same', () => {
  const later = result((one) => (one.durationSeconds += 1));
  expect(
    compareResults(
      result(() => {}),
      later,
    ),
  ).toEqual({ words: 'the same result', faults: [] });
});

it('runs that took other ways gave the same where their counts are equal', () => {
  expect(compareResults(byWay('delta'), byWay('suffix', 0.5000001)).faults).toEqual([]);
  const other = byWay('suffix');
  other.baseline.correctPerClass = [1];
  expect(compareResults(byWay('delta'), other).faults).toHaveLength(1);
});

it('runs that took the same ways gave the same to the last digit, or it is a fault', () => {
  expect(compareResults(byWay('delta'), byWay('delta', 0.5000001)).faults).toHaveLength(1);
});
