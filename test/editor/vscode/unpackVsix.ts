import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { open, type Entry, type ZipFile } from 'yauzl';

const openArchive = promisify<string, { lazyEntries: true; autoClose: true }, ZipFile>(open);

/** The names of everything in a .vsix file, sorted. */
export async function vsixEntries(vsix: string): Promise<readonly string[]> {
  const names: string[] = [];
  await forEachEntry(vsix, async ({ fileName }) => void names.push(fileName));
  return names.sort();
}

/** Unpacks a .vsix file, as VS Code does when it installs it. Returns the extension's folder inside `folder`. */
export async function unpackVsix(vsix: string, folder: string): Promise<string> {
  await forEachEntry(vsix, async (entry, openEntry) => {
    const file = join(folder, entry.fileName);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(await openEntry(), createWriteStream(file));
  });
  return join(folder, 'extension');
}

async function forEachEntry(
  vsix: string,
  visit: (entry: Entry, openEntry: () => Promise<Readable>) => Promise<void>,
): Promise<void> {
  const archive = await openArchive(vsix, { lazyEntries: true, autoClose: true });
  const openEntry = promisify<Entry, Readable>(archive.openReadStream.bind(archive));
  await new Promise<void>((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', resolve);
    archive.on('entry', (entry: Entry) => {
      visit(entry, () => openEntry(entry)).then(() => archive.readEntry(), reject);
    });
    archive.readEntry();
  });
}
