import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDataFile } from '../../src/dataset/dataFile.js';
import { languageEnvironment, speakAsOwner } from '../../src/jobs/ownersLanguage.js';
import { speak, spokenLanguage } from '../../src/language.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';

const folder = temporaryFolder();
const bundlePath = join(import.meta.dirname, '../../l10n/bundle.l10n.de.json');

async function refusal(): Promise<string> {
  const error = await openDataFile(folder.path, 'pictures').catch((reason: unknown) => reason);
  return (error as Error).message;
}

describe('a process that is started for somebody', () => {
  afterEach(() => speak('en', undefined));

  it('says what is wrong in the language that it was told of', async () => {
    speakAsOwner(languageEnvironment({ tag: 'de', bundlePath }));
    expect(await refusal()).toBe('pictures ist ein Ordner; nennen Sie eine Datendatei darin.');
    expect(spokenLanguage()).toBe('de');
  });

  it('speaks English where it was told of none, or of one whose messages are not there', async () => {
    speakAsOwner({});
    expect(await refusal()).toBe('pictures is a folder; name a data file in it.');
    speakAsOwner(languageEnvironment({ tag: 'de', bundlePath: join(folder.path, 'none.json') }));
    expect(await refusal()).toBe('pictures is a folder; name a data file in it.');
  });
});
