import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceLanguages } from '../../src/source/parser.js';

const built = join(import.meta.dirname, '../../dist');

describe('the grammars that ship', () => {
  it('are those of the languages that are read, and the runtime', async () => {
    const shipped = (await readdir(built)).filter(
      (name) => name.endsWith('.wasm') && name.startsWith('tree-'),
    );
    const wanted = ['tree-sitter', ...sourceLanguages.map((language) => `tree-sitter-${language}`)];
    expect(shipped.sort()).toEqual(wanted.map((name) => `${name}.wasm`).sort());
  });

  it('have their licences and sources in the notices', async () => {
    const notices = (await readFile(join(built, 'ThirdPartyNotices.txt'), 'utf8')).split(/\n(?=tree-sitter)/);
    for (const language of sourceLanguages) {
      const file = `tree-sitter-${language}.wasm`;
      const own = notices.find((notice) => notice.split('\n')[0].includes(file));
      expect(own, file).toMatch(/^tree-sitter-\w+, MIT, as /);
      expect(own).toMatch(/\nhttps:\/\/github\.com\/tree-sitter\/tree-sitter-\w+\n\nCopyright \(c\) \d{4} /);
      expect(own).toContain('Permission is hereby granted, free of charge');
      expect(own).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
    }
  });
});
