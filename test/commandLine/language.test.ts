import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultSettings } from '../../src/analysis/settings.js';
import { forkChild } from '../../src/jobs/childProcess.js';
import { JobQueue } from '../../src/jobs/jobQueue.js';
import type { OwnersLanguage } from '../../src/jobs/ownersLanguage.js';
import { defaultMemory } from '../../src/jobs/protocol.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { repository } from './program.js';

const folder = temporaryFolder();
const german = { tag: 'de', bundlePath: join(repository, 'l10n/bundle.l10n.de.json') };

function queueIn(language: OwnersLanguage | undefined): JobQueue {
  const queue = new JobQueue({
    workerPath: join(repository, 'dist/worker.js'),
    fork: (path, role) => forkChild(path, role, language),
  });
  onTestFinished(() => queue.dispose());
  return queue;
}

/** What a result file holds of a short analysis, without the times. */
async function resultIn(language: OwnersLanguage | undefined, workers: number): Promise<string> {
  const resultPath = join(folder.path, 'r.importance.json');
  const inputs = {
    modelPath: join(repository, 'examples/digits/digits.onnx'),
    dataPath: join(repository, 'examples/digits/test.dataset.json'),
    dataRoots: [],
    samples: 40,
    engine: 'cpu' as const,
  };
  const settings = { ...defaultSettings, measures: ['selectivity'] as const };
  const asked = { inputs, resultPath, settings, workers, memory: defaultMemory, cacheFolder: null };
  await queueIn(language).analyse(asked, () => {}).result;
  return readFileSync(resultPath, 'utf8').replaceAll(/"(created|durationSeconds)": ?[^,]*/g, '');
}

describe('the processes of a job', () => {
  it('say what is wrong in the language of who started them', async () => {
    const missing = join(folder.path, 'gone.onnx');
    await expect(queueIn(german).inspect(missing).result).rejects.toThrow(
      'Unter dem angegebenen Pfad gibt es keine Datei gone.onnx; prüfen Sie den Pfad.',
    );
    await expect(queueIn(undefined).inspect(missing).result).rejects.toThrow(
      'There is no file gone.onnx at the path that was given; check the path.',
    );
  });

  it('write the same result in any language', async () => {
    expect(await resultIn(german, 2)).toBe(await resultIn(undefined, 1));
  });
});
