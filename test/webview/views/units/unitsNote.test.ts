import { expect, it } from 'vitest';
import { unitRows } from '../../../../src/results/derive/unitRows.js';
import { unitsNote } from '../../../../webview/views/units/unitsNote.js';
import { sampleResult } from '../../../results/sampleResult.js';

it('says what was tested, on what, and how units were replaced', () => {
  const result = sampleResult();
  const note = unitsNote(result, unitRows(result, 'zero'), 'zero');
  expect(note).toContain('exact McNemar test on the paired images');
  expect(note).toContain('over all 14 units');
  expect(note).toContain('replaced by zero');
  expect(note).toContain('a bar for each of the 3 classes');
});

it('says nothing of deletions where there were none', () => {
  const result = sampleResult();
  expect(unitsNote(result, unitRows(result, null), null)).not.toMatch(/McNemar|replaced/);
});
