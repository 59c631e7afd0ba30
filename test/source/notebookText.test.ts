import { describe, expect, it } from 'vitest';
import { joinCells } from '../../src/source/notebookText.js';

describe('the cells of a notebook', () => {
  it('are one program, in which every place is found again', () => {
    const cells = ['import a', '%time x\ny = 1', '', 'z = y'];
    const { text, locate } = joinCells(cells);
    expect(text).toBe('import a\n#time x\ny = 1\n\nz = y\n');
    const place = (word: string) =>
      locate({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    expect(place('import')).toEqual({ cell: 0, range: { start: 0, end: 6 } });
    expect(place('y = 1')).toEqual({ cell: 1, range: { start: 8, end: 13 } });
    expect(place('z')).toEqual({ cell: 3, range: { start: 0, end: 1 } });
  });
});
