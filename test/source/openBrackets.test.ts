import { describe, expect, it } from 'vitest';
import { closeOpenBrackets } from '../../src/source/openBrackets.js';

describe('a text with open brackets', () => {
  it('is closed before the next statement, and at its end', () => {
    const python = 'self.a = f(1, [2\nself.b = g(3\n';
    expect(closeOpenBrackets(python, true).text).toBe('self.a = f(1, [2])\nself.b = g(3)\n');
    const script = 'm.add(f({ a: 1\nm.add(g())\n';
    expect(closeOpenBrackets(script, false).text).toBe('m.add(f({ a: 1}))\nm.add(g())\n');
  });

  it('is left as it is where nothing is open', () => {
    for (const text of ['f(\n  a=1,\n  b=2,\n)\n', 's = "("\n# (\nx = 1\n', 'x = """\n(\n"""\n']) {
      expect(closeOpenBrackets(text, true).text).toBe(text);
    }
  });

  it('knows where its characters stood before', () => {
    const before = 'self.a = f(1, [2\nself.b = g(3\n';
    const { text, original } = closeOpenBrackets(before, true);
    for (const word of ['self.a', 'self.b', 'g(3']) {
      expect(original(text.indexOf(word))).toBe(before.indexOf(word));
    }
  });
});
