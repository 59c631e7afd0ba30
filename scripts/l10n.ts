// Writes the English bundle from the code, sorts the others like it, drops what nothing says any more, and lists what
// is still to be translated.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
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

/** Laid out as the check of the format wants it. */
async function write(path: string, texts: Texts): Promise<void> {
  const file = join(repository, path);
  const layout = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(texts), { ...layout, filepath: file }));
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
await write('l10n/bundle.l10n.json', english);
let missing = 0;
for (const language of languages) {
  const bundle = `l10n/bundle.l10n.${language}.json`;
  const translated = fitted(english, readBundle(language));
  await write(bundle, translated);
  missing += list(bundle, english, translated);
  const manifest = readManifestTexts(null);
  const ownManifest = fitted(manifest, readManifestTexts(language));
  await write(`package.nls.${language}.json`, ownManifest);
  missing += list(`package.nls.${language}.json`, manifest, ownManifest);
}
console.log(missing === 0 ? 'Everything is translated.' : `${missing} texts are to be translated.`);
