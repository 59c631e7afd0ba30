import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collectUnitDetails } from '../../src/jobs/collectUnitDetails.js';
import { JobQueue } from '../../src/jobs/jobQueue.js';
import { defaultMemory, type LiveAnswer, type LiveQuestion } from '../../src/jobs/protocol.js';
import { UnitDetailCache } from '../../src/jobs/unitDetailCache.js';
import { unitGallery } from '../../src/results/derive/unitGallery.js';
import { parseResult, type ResultFile } from '../../src/results/schema.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { repository, runProgram } from './program.js';

const folder = temporaryFolder();
const [model, data] = ['examples/digits/digits.onnx', 'examples/digits/test.dataset.json'];
const groups = [[3], [3, 70, 90, 127], Array.from({ length: 64 }, (_, unit) => 2 * unit)];

/** What an analysis says of the groups. */
async function analysed(samples: number, replacement: string): Promise<ResultFile['groups'] & object> {
  const out = join(folder.path, `${samples}.${replacement}.json`);
  const list = join(folder.path, 'groups.json');
  writeFileSync(list, JSON.stringify(groups));
  const options = ['--data', data, '--samples', String(samples), '--groups', list, '--out', out];
  const rest = ['--measures', 'selectivity', '--replacement', replacement];
  const { status, said } = await runProgram(['analyse', model, ...options, ...rest]);
  expect({ status, said }).toEqual({ status: 0, said: [] });
  return parseResult(JSON.parse(readFileSync(out, 'utf8')), out).groups ?? [];
}

describe('the live network of the bundled worker', () => {
  it.each(['zero', 'mean'] as const)('answers as an analysis does, replaced by %s', async (replacement) => {
    const queue = new JobQueue({ workerPath: join(repository, 'dist/worker.js') });
    onTestFinished(() => queue.dispose());
    const inputs = {
      modelPath: join(repository, model),
      dataPath: join(repository, data),
      dataRoots: [],
      samples: null,
      engine: 'cpu' as const,
    };
    let onRefined: (answer: LiveAnswer) => void = () => {};
    const session = queue.openLive({ inputs, samples: 200, memory: defaultMemory }, (answer) =>
      onRefined(answer),
    );
    const { samples, layers } = await session.opened;
    expect(samples).toBe(500);
    expect(layers.map(({ id }) => id)).toEqual(['fc1', 'fc2']);
    const [first, all] = [await analysed(200, replacement), await analysed(500, replacement)];
    for (const [i, deleted] of groups.entries()) {
      const question: LiveQuestion = { deleted, replacement, sample: 11, outputs: false };
      const refined = new Promise<LiveAnswer>((resolve) => (onRefined = resolve));
      const { answer, sample } = await session.ask(question);
      expect([answer.samples, answer.correct]).toEqual([200, first[i].correct]);
      expect(answer.loss).toBeCloseTo(first[i].loss ?? NaN, 5);
      expect(sample?.activity).toHaveLength(128);
      const whole = await refined;
      expect([whole.samples, whole.correct]).toEqual([500, all[i].correct]);
      expect(whole.loss).toBeCloseTo(all[i].loss ?? NaN, 5);
    }
  });
});

it('the bundled worker looks at units sample by sample, and shows the samples that they turn', async () => {
  const queue = new JobQueue({ workerPath: join(repository, 'dist/worker.js') });
  onTestFinished(() => queue.dispose());
  const out = join(folder.path, 'units.json');
  const options = ['--data', data, '--samples', '200', '--out', out, '--replacement', 'resample'];
  const { status, said } = await runProgram(['analyse', model, ...options]);
  expect({ status, said }).toEqual({ status: 0, said: [] });
  const result = parseResult(JSON.parse(readFileSync(out, 'utf8')), out);
  const { details, samples } = await collectUnitDetails(queue, new UnitDetailCache(null), {
    result,
    inputs: {
      modelPath: join(repository, model),
      dataPath: join(repository, data),
      dataRoots: [],
      samples: null,
      engine: 'cpu',
    },
    memory: defaultMemory,
    units: [0, 40, 63],
    replacement: 'resample',
    samplesOf: (detail) => unitGallery(detail, 4, 0).mostExciting,
  });
  const { ablation, maximum } = result.layers[0].units;
  const { turnedWrong, turnedRight } = ablation!['resample'];
  for (const detail of details) {
    const gallery = unitGallery(detail, 4, 0);
    expect(gallery.turnedWrong).toHaveLength(turnedWrong[detail.unit]!);
    expect(gallery.turnedRight).toHaveLength(turnedRight[detail.unit]!);
    const [best] = gallery.mostExciting;
    expect(detail.activity[best]).toBeCloseTo(maximum![detail.unit]!, 6);
    expect(samples.get(best)).toMatchObject({ width: 8, height: 8, label: detail.labels[best] });
  }
});
