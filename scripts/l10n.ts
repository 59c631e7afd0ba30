// Writes the English bundle from the code, sorts the others like it, drops what nothing says any more, and lists what
// is still to be translated.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  languages,
  messagesInCode,
  readBundle,
  readManifestTexts,
  repository,
  textOf,
  type BundleEntry,
} from './messages.js';

type Texts = Readonly<Record<string, BundleEntry>>;

function write(path: string, texts: Texts): void {
  writeFileSync(join(repository, path), `${JSON.stringify(texts, null, 2)}\n`);
}

/** In the order of the English ones; what is not translated is left out. */
function fitted(english: Texts, translated: Texts): Texts {
  const known = Object.keys(english).filter((key) => Object.hasOwn(translated, key));
  return Object.fromEntries(known.map((key) => [key, translated[key]]));
}

function list(title: string, english: Texts, translated: Texts): number {
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(translated, key));
  for (const key of missing)
    console.log(`${title}: ${JSON.stringify(key)}: ${JSON.stringify(textOf(english[key]))}`);
  return missing.length;
}

const english = await messagesInCode();
write('l10n/bundle.l10n.json', english);
let missing = 0;
for (const language of languages) {
  const bundle = `l10n/bundle.l10n.${language}.json`;
  const translated = fitted(english, readBundle(language));
  write(bundle, translated);
  missing += list(bundle, english, translated);
  const manifest = readManifestTexts(null);
  const ownManifest = fitted(manifest, readManifestTexts(language));
  write(`package.nls.${language}.json`, ownManifest);
  missing += list(`package.nls.${language}.json`, manifest, ownManifest);
}
console.log(missing === 0 ? 'Everything is translated.' : `${missing} texts are to be translated.`);
