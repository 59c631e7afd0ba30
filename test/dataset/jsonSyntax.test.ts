import { describe, expect, it } from 'vitest';
import { findSyntaxFault } from '../../src/dataset/jsonSyntax.js';
import { randomNumbers } from './randomNumbers.js';

const sample = '{ "a": [1, -2.5e+3, "x\\u00e9\\n", true],\r\n "b": {}, "c": { "d": null, "e": [] } }';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the place of a fault in JSON', () => {
  it.each([
    ['', 1, 1],
    ['{ "a": 1, }', 1, 11],
    ['{ "a" 1 }', 1, 7],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{ "a": [1, 2 }', 1, 14],
    ['{ "a": 01 }', 1, 9],
    ["{ 'a': 1 }", 1, 3],
    ['{ "a": nul }', 1, 8],
    ['{} x', 1, 4],
    ['[1, 2', 1, 6],
  ])('%j is found', (text, line, column) => {
    expect(isJson(text)).toBe(false);
    expect(findSyntaxFault(text)).toEqual({ line, column });
  });

  it('agrees with JSON.parse on 20,000 texts with a letter changed, dropped or doubled', () => {
    const draw = randomNumbers(11);
    for (let i = 0; i < 20_000; i++) {
      const at = draw(sample.length);
      const letter = '{}[],:"\\ 0-.et\n'[draw(15)];
      const middle = [letter, '', sample[at] + letter][draw(3)];
      const text = sample.slice(0, at) + middle + sample.slice(at + 1);
      if ((findSyntaxFault(text) === null) !== isJson(text))
        expect.fail(`differs on ${JSON.stringify(text)}`);
    }
    expect(findSyntaxFault(sample)).toBeNull();
  });
});
