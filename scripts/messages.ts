import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson, type l10nJsonFormat } from '@vscode/l10n-dev';

export const repository = join(import.meta.dirname, '..');

/** Where texts that people read are written. */
const rooms = ['src', 'webview'];
/** The languages beside English, each with a bundle and a `package.nls` of its own. */
export const languages = ['de'] as const;

/** A message as a bundle holds it: its text alone, or with what a translator has to know. */
export type BundleEntry = l10nJsonFormat[string];

/** Every message in the code, by the key under which a bundle holds it, in the order of keys. */
export async function messagesInCode(): Promise<l10nJsonFormat> {
  const sources = rooms.flatMap((room) =>
    readdirSync(join(repository, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(repository, room, name), 'utf8')),
  );
  // As one text, since reading a text takes the exporter far longer to begin than to do.
  const written = sources.map((source) => source.replaceAll(importsOfMessages, '')).join('\n');
  const contents = `import * as vscode from 'vscode';\nimport * as l10n from '@vscode/l10n';\n${written}`;
  const found = await getL10nJson([{ extension: '.ts', contents }]);
  const keys = Object.keys(found).sort();
  return Object.fromEntries(keys.map((key) => [key, found[key]]));
}

const importsOfMessages = /^import \* as \w+ from '(vscode|@vscode\/l10n)';$/gm;

/** The bundle of a language; of English, what the code says. */
export function readBundle(language: string | null): l10nJsonFormat {
  return readTexts(join('l10n', language === null ? 'bundle.l10n.json' : `bundle.l10n.${language}.json`));
}

/** The manifest's texts in a language. */
export function readManifestTexts(language: string | null): l10nJsonFormat {
  return readTexts(language === null ? 'package.nls.json' : `package.nls.${language}.json`);
}

function readTexts(path: string): l10nJsonFormat {
  return JSON.parse(readFileSync(join(repository, path), 'utf8')) as l10nJsonFormat;
}

export function textOf(entry: BundleEntry): string {
  return typeof entry === 'string' ? entry : entry.message;
}
