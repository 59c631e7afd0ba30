import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '../../src/analysis/settings.js';
import { defaultMemory, type AnalyseRequest } from '../../src/jobs/protocol.js';

/** A temporary folder for one test's job; see fakeWorker.ts for what is left in it. */
export class JobFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'unit-importance-job-'));

  request(model: string, workers = 1): AnalyseRequest {
    return requestOf(this.path, model, workers);
  }

  /** Process ids of those that noted this, in order. */
  noted(what: 'opened' | 'shards' | 'looked' | 'closed' | 'built'): number[] {
    const file = join(this.path, what);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
  }

  /** Names of the result and of what is yet to become one. */
  results(): string[] {
    return readdirSync(this.path).filter((name) => name.startsWith('result'));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function requestOf(folder: string, model: string, workers: number): AnalyseRequest {
  return {
    inputs: {
      modelPath: join(folder, model),
      dataPath: folder,
      dataRoots: [],
      samples: null,
      engine: 'auto',
    },
    resultPath: join(folder, 'result.json'),
    settings: defaultSettings,
    workers,
    memory: defaultMemory,
    cacheFolder: null,
  };
}
