import { describe, expect, it } from 'vitest';
import { joinCells } from '../../src/source/notebookText.js';
import { corpus } from './corpus/corpus.js';
import { sourceReader } from './grammars.js';

const reader = sourceReader();
const cases = Object.values(corpus).flat();

describe('text that someone is still writing', () => {
  it('is read wherever it breaks off, and what is found lies within it', async () => {
    for (const { text: given, language = 'python' } of cases) {
      const text = typeof given === 'string' ? given : joinCells(given).text;
      // Every place would take a minute; the step shares no factor with widths of indentation.
      for (let end = 0; end < text.length; end += 97) {
        for (const { layers } of await reader.models(text.slice(0, end), language)) {
          for (const { range, nameRange } of layers) {
            expect(range.end).toBeLessThanOrEqual(end);
            expect(range.start).toBeLessThan(range.end);
            expect(nameRange.end).toBeLessThanOrEqual(end);
          }
        }
      }
    }
  });

  it('that defines nothing has no networks', async () => {
    for (const text of ['', '\n', 'print("nn.Linear(1, 2)")', 'x = [1, 2', 'class A: pass']) {
      expect(await reader.models(text, 'python')).toEqual([]);
    }
  });

  it('may define itself by itself', async () => {
    const text =
      'class A(A):\n  def forward(self, x):\n    return self.forward(x)\nA()(1)\ndef f():\n  return f()\n';
    expect(await reader.models(text, 'python')).toEqual([]);
  });
});
