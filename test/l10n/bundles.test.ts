import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  languages,
  messagesInCode,
  readBundle,
  readManifestTexts,
  repository,
  textOf,
} from '../../scripts/messages.js';

const texts = (bundle: ReturnType<typeof readBundle>): Map<string, string> =>
  new Map(Object.entries(bundle).map(([key, entry]) => [key, textOf(entry)]));

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
const commandLinks = (text: string): string[] => text.match(/\(command:[\w.]+\)/g) ?? [];

describe('the English bundle', () => {
  it('holds every message of the code, and no other (npm run l10n writes it)', async () => {
    expect(readBundle(null)).toEqual(await messagesInCode());
  });

  it('has no character that was lost on the way from the code', () => {
    // Escapes in the code come out of the export as other letters: what stands there is to be written as it is.
    const strange = [...texts(readBundle(null)).values()].filter((text) =>
      /[^\u0020-\u00ff\u2013-\u2026\u2190-\u2193\u2212]/.test(text),
    );
    expect(strange).toEqual([]);
  });
});

describe.each(languages)('the language %s', (language) => {
  const english = texts(readBundle(null));
  const translated = texts(readBundle(language));

  it('has a text for each message, and for no other', () => {
    expect([...translated.keys()]).toEqual([...english.keys()]);
    expect([...translated].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('keeps the places of what is filled in', () => {
    const changed = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(translated.get(key) ?? '').join(),
    );
    expect(changed).toEqual([]);
  });

  it('is plain text: the editor reads nothing else', () => {
    expect(Object.values(readBundle(language)).every((entry) => typeof entry === 'string')).toBe(true);
  });

  it('has every text of the manifest, with its links', () => {
    const manifest = texts(readManifestTexts(null));
    const own = texts(readManifestTexts(language));
    expect([...own.keys()]).toEqual([...manifest.keys()]);
    for (const [key, text] of manifest) expect(commandLinks(own.get(key) ?? '')).toEqual(commandLinks(text));
  });
});

it('knows every language that lies beside the English bundle', () => {
  const files = readdirSync(join(repository, 'l10n'));
  expect(files.sort()).toEqual(
    ['bundle.l10n.json', ...languages.map((language) => `bundle.l10n.${language}.json`)].sort(),
  );
});
