import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings, type AnalysisSettings } from '../../src/analysis/settings.js';
import type { Shard, ShardRunner } from '../../src/analysis/shards.js';
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
  /** Those of an analysis whose result is there already, and is replaced. */
  readonly earlier?: Partial<AnalysisSettings>;
  /** Whether what is measured is put into the earlier result. */
  readonly joins?: boolean;
  /** Told of the shards that are run for the result. */
  readonly onShard?: (shard: Shard) => void;
}

/** Analyses files in this process, and gives back what the result file holds. */
export async function analyseFiles(files: FilesToAnalyse): Promise<ResultFile> {
  const folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
  const { modelPath, dataPath, dataRoots = [], samples = null } = files;
  const inputs = { modelPath, dataPath, dataRoots, samples, engine: 'cpu' as const };
  const opened = await jobServices.open({ ...inputs, memoryBytes: 4e9 });
  try {
    const resultPath = join(folder, 'result.importance.json');
    const { earlier, joins = false, onShard = () => {} } = files;
    const local = new LocalRunner(opened);
    const told: ShardRunner = {
      concurrency: 1,
      run: (shard, ...rest) => {
        onShard(shard);
        return local.run(shard, ...rest);
      },
    };
    for (const [asked, runner] of [
      ...(earlier ? [[earlier, local] as const] : []),
      [files.settings, told] as const,
    ]) {
      const settings = { ...defaultSettings, ...asked };
      await jobServices.analyse(
        {
          ...{ inputs, resultPath, settings, workers: 1, memory: defaultMemory, cacheFolder: null },
          joins: joins && asked === files.settings,
        },
        opened,
        () => Promise.resolve(runner),
        new AbortController().signal,
        () => {},
        () => {},
      );
    }
    return await readResult(resultPath);
  } finally {
    await opened.close();
    await rm(folder, { recursive: true });
  }
}
