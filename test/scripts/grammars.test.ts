import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { grammarFiles, grammarNotices } from '../../scripts/grammars.mjs';
import { sourceLanguages } from '../../src/source/parser.js';

describe('the grammars that ship', () => {
  it('are those of the languages that are read, and the runtime', () => {
    const wanted = ['tree-sitter', ...sourceLanguages.map((language) => `tree-sitter-${language}`)];
    expect(grammarFiles.map(({ name }) => name).sort()).toEqual(wanted.map((name) => `${name}.wasm`).sort());
  });

  it('are in their package, and have their licence and source in the notices', async () => {
    const notices = await grammarNotices();
    for (const { name, path } of grammarFiles) {
      expect((await stat(path)).size).toBeGreaterThan(10_000);
      const own = notices.split(/\n(?=tree-sitter)/).find((notice) => notice.split('\n')[0].includes(name));
      expect(own, name).toMatch(/^tree-sitter[\w-]*, MIT, as /);
      expect(own).toMatch(
        /\nhttps:\/\/github\.com\/tree-sitter\/[\w-]+\n\nCopyright \(c\) \d{4}.* Max Brunsfeld\n/,
      );
      expect(own).toContain('Permission is hereby granted, free of charge');
      expect(own).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
    }
  });
});
