import { expect, it } from 'vitest';
import { unitRows } from '../../../../src/results/derive/unitRows.js';
import { unitsNote } from '../../../../webview/views/units/unitsNote.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { countedSoFar, deletedSoFar, estimated } from '../../../results/inexactResults.js';
import { sampleResult } from '../../../results/sampleResult.js';

it('says what was tested, on what, and how units were replaced', () => {
  const result = sampleResult();
  const note = unitsNote(result, unitRows(result, 'zero'), 'zero');
  expect(note).toContain('exact McNemar test on the paired images');
  expect(note).toContain('over all 14 units');
  expect(note).toContain('replaced by zero');
  expect(note).toContain('a bar for each of the 3 classes');
});

it('says what counts are of that are not whole, or not of all units', () => {
  const noteOf = (result: ResultFile) => unitsNote(result, unitRows(result, 'zero'), 'zero');
  const exact = sampleResult();
  expect(noteOf(estimated(exact))).toMatch(/^Counts are scaled up to all images from a random part of them/);
  expect(noteOf(countedSoFar(exact, 1024))).toMatch(/^Counts are of the images that were read so far/);
  expect(noteOf(deletedSoFar(exact, 5, 10_000))).toMatch(/^Counts are of all 10,000 images\./);
  for (const result of [estimated(exact), countedSoFar(exact, 1024), deletedSoFar(exact, 5, 10_000)]) {
    expect(noteOf(result)).not.toContain('McNemar');
  }
});

it('says nothing of deletions where there were none', () => {
  const result = sampleResult();
  expect(unitsNote(result, unitRows(result, null), null)).not.toMatch(/McNemar|replaced/);
});
