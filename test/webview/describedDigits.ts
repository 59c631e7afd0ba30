import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DescribeState } from '../../src/editor/messages.js';
import { jobServices } from '../../src/jobs/onnxServices.js';
import { defaultMemory, type DataCheck } from '../../src/jobs/protocol.js';

const sample = join(import.meta.dirname, '../../examples/digits');

/** What a check of the sample's test data finds, described with this scale, or as the sample does. */
export async function checkedDigits(scale?: number): Promise<{ stated: DataCheck; whole: DataCheck }> {
  const folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
  const [modelPath, dataPath] = ['digits.onnx', 'test.dataset.json'].map((name) => join(folder, name));
  try {
    for (const name of ['digits.onnx', 'digits.npz', 'test.dataset.json'])
      await copyFile(join(sample, name), join(folder, name));
    if (scale !== undefined) {
      const told = { inputs: 'digits.npz#x', labels: 'digits.npz#y', scale, first: 1297 };
      await writeFile(dataPath, JSON.stringify(told));
    }
    const inputs = { modelPath, dataPath, dataRoots: [], samples: null, engine: 'cpu' as const };
    const told: DataCheck[] = [];
    const whole = await jobServices.check(
      { inputs, labels: null, memory: defaultMemory },
      new AbortController().signal,
      (check) => told.push({ ...check, tried: [...check.tried] }),
    );
    return { stated: told[0], whole };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A panel's state with such a check. */
export function describeState(check: DataCheck | null, more: Partial<DescribeState> = {}): DescribeState {
  return {
    modelPath: '/work/digits.onnx',
    model: 'digits.onnx',
    data: { dataPath: '/work/test.dataset.json', name: 'test.dataset.json', labels: null },
    progress: 'done',
    error: null,
    check,
    savesAs: 'test.dataset.json',
    saved: null,
    ...more,
  };
}
