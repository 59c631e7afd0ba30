import { describe, expect, it } from 'vitest';
import { layOut, type Column } from '../../src/cli/table.js';
import { displayWidth, plain, truncate, wrap } from '../../src/cli/terminalText.js';
import { didYouMean, editDistance } from '../../src/cli/suggest.js';

const columns: Column[] = [
  { header: 'layer', align: 'left', cells: ['block1.conv1.weight', 'fc'], shrinks: true },
  { header: 'units', align: 'right', cells: ['16', '1,024'], group: 'size' },
  { header: 'of\nwhich', align: 'right', cells: ['3', '12'], group: 'size' },
  { header: 'kind', align: 'left', cells: ['conv', 'dense'], dispensable: 1 },
];

describe('a table', () => {
  it('aligns its columns, and sets groups over them', () => {
    const { header, rows } = layOut(columns, 80);
    expect([...header, ...rows]).toEqual([
      '                         size',
      '                               of',
      'layer                units  which  kind',
      'block1.conv1.weight     16      3  conv',
      'fc                   1,024     12  dense',
    ]);
  });

  it('gives up what is dispensable first, then shrinks', () => {
    expect(layOut(columns, 33).rows).toEqual([
      'block1.conv1.weight     16      3',
      'fc                   1,024     12',
    ]);
    expect(layOut(columns, 24).rows).toEqual(['block1.co…     16      3', 'fc          1,024     12']);
  });

  it('is never wider than asked for while it can shrink', () => {
    for (let width = 20; width < 60; width++) {
      const { header, rows } = layOut(columns, width);
      for (const line of [...header, ...rows]) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe('text for a terminal', () => {
  it('keeps nothing that could move the cursor or turn the line around', () => {
    expect(plain('a\x1b[2Jb\r\nc\u202ed')).toBe('a?[2Jb??c?d');
  });

  it('counts wide characters twice and marks on letters not at all', () => {
    expect(displayWidth('猫cat')).toBe(5);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(truncate('猫猫猫', 5)).toBe('猫猫…');
  });

  it('breaks between words, but leaves numbers with their signs', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('only 5 % (n = 7)', 7)).toEqual(['only', '5 %', '(n = 7)']);
    expect(wrap('unbreakable', 4)).toEqual(['unbreakable']);
  });
});

describe('a suggestion', () => {
  it('is the nearest word, where one is near', () => {
    expect(didYouMean('--smaples', ['--samples', '--scales'])).toBe(': did you mean --samples?');
    expect(didYouMean('x', ['inspect'])).toBe('');
  });

  it('counts insertions, deletions, replacements and swaps', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('ab', 'ba')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });
});
