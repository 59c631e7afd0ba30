import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings, type AnalysisSettings } from '../../src/analysis/settings.js';
import { LocalRunner } from '../../src/jobs/localRunner.js';
import { jobServices } from '../../src/jobs/onnxServices.js';
import { defaultMemory } from '../../src/jobs/protocol.js';
import type { ResultFile } from '../../src/results/schema.js';
import { readResult } from '../../src/results/store.js';

export interface FilesToAnalyse {
  readonly modelPath: string;
  readonly dataPath: string;
  readonly dataRoots?: readonly string[];
  readonly samples?: number;
  readonly settings?: Partial<AnalysisSettings>;
}

/** Analyses files in this process, and gives back what the result file holds. */
export async function analyseFiles(files: FilesToAnalyse): Promise<ResultFile> {
  const folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
  const { modelPath, dataPath, dataRoots = [], samples = null } = files;
  const inputs = { modelPath, dataPath, dataRoots, samples, engine: 'cpu' as const };
  const opened = await jobServices.open({ ...inputs, memoryBytes: 4e9 });
  try {
    const resultPath = join(folder, 'result.importance.json');
    const settings = { ...defaultSettings, ...files.settings };
    await jobServices.analyse(
      { inputs, resultPath, settings, workers: 1, memory: defaultMemory, cacheFolder: null },
      opened,
      () => Promise.resolve(new LocalRunner(opened)),
      new AbortController().signal,
      () => {},
      () => {},
    );
    return await readResult(resultPath);
  } finally {
    await opened.close();
    await rm(folder, { recursive: true });
  }
}
