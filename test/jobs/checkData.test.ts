import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JobCancelled } from '../../src/jobs/jobErrors.js';
import { jobServices } from '../../src/jobs/onnxServices.js';
import { defaultMemory, type DataCheck } from '../../src/jobs/protocol.js';
import { dataVerdict } from '../../src/results/derive/dataVerdict.js';
import { writtenDescriptor } from '../../src/results/derive/writtenDescriptor.js';
import { bytesUpTo, npyBytes } from '../dataset/writers.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { modelBytes } from '../model/graphText.js';
import { analyseFiles } from '../analysis/analyseFiles.js';

const sample = join(import.meta.dirname, '../../examples/digits');
const model = join(sample, 'digits.onnx');
const files = temporaryFolder();

interface Files {
  readonly modelPath?: string;
  readonly dataPath: string;
  readonly labels?: string;
  readonly samples?: number;
  readonly signal?: AbortSignal;
  readonly onStated?: (check: DataCheck) => void;
}

function check({
  modelPath = model,
  dataPath,
  labels,
  samples,
  signal,
  onStated,
}: Files): Promise<DataCheck> {
  const inputs = { modelPath, dataPath, dataRoots: [], samples: samples ?? null, engine: 'cpu' as const };
  const request = { inputs, labels: labels ?? null, memory: defaultMemory };
  return jobServices.check(request, signal ?? new AbortController().signal, onStated ?? (() => {}));
}

/** The sample's digits beside a descriptor with this scale. */
async function scaled(scale: number): Promise<string> {
  files.write('digits.npz', await readFile(join(sample, 'digits.npz')));
  const told = { inputs: 'digits.npz#x', labels: 'digits.npz#y', scale, first: 1297 };
  return files.write('wrong.dataset.json', JSON.stringify(told));
}

describe('a check of data', () => {
  it('counts what an analysis of the same samples counts', async () => {
    const dataPath = join(sample, 'test.dataset.json');
    const { tried } = await check({ dataPath });
    const settings = { measures: ['importance' as const], layers: ['fc2'] };
    const { baseline } = await analyseFiles({ modelPath: model, dataPath, samples: 100, settings });
    expect(tried[0].correct).toBe(baseline.correct);
    expect(tried[0].loss).toBeCloseTo(baseline.loss ?? NaN, 9);
  });

  it('tells what the data are', async () => {
    const { data, fault, samples } = await check({ dataPath: join(sample, 'test.dataset.json') });
    expect(data).toMatchObject({
      ...{ name: 'digits, test 500', noun: 'image', labelKind: 'true', lowest: 0, highest: 16 },
      ...{ storedShape: [8, 8], fedShape: [64] },
    });
    expect(data.classes?.[3]).toBe('three');
    expect(data.classCounts.reduce((sum, count) => sum + count, 0)).toBe(500);
    expect([fault, samples.length]).toEqual([null, 100]);
  });

  it('notices a scale that is wrong, and proposes the one that the network was trained with', async () => {
    const found = await check({ dataPath: await scaled(0.0005) });
    const { proposal, beyondChance } = dataVerdict(found);
    expect(beyondChance[0]).toBe(false);
    expect(found.tried[proposal ?? 0].conversion).toEqual({ scale: 1 / 16, mean: 0, std: 1 });
    const { draft, tried } = found;
    expect(JSON.parse(writtenDescriptor(draft, tried[proposal ?? 0].conversion))).toEqual({
      ...{ inputs: 'digits.npz#x', labels: 'digits.npz#y', scale: 1 / 16, first: 1297 },
    });
  });

  it('gives the same twice, and tells what is stated before the rest is tried', async () => {
    const dataPath = await scaled(1 / 255);
    const told: [number, number][] = [];
    const onStated = ({ tried, toTry }: DataCheck): void => void told.push([tried.length, toTry]);
    const [one, other] = [await check({ dataPath, onStated }), await check({ dataPath })];
    expect(one).toEqual(other);
    expect(told).toEqual([[1, one.tried.length]]);
  });

  it('draws samples as they lie, and black for white where a conversion inverts them', async () => {
    const { tried, views } = await check({ dataPath: join(sample, 'test.dataset.json'), samples: 3 });
    const view = (kind: string) => views[tried.find((one) => one.kind === kind)?.view ?? -1];
    const [straight, inverted] = [view('stated'), view('inverted')];
    expect(straight).toHaveLength(3);
    if (straight[0].kind !== 'picture' || inverted[0].kind !== 'picture') throw new Error('no pictures');
    expect(Math.max(...straight[0].pixels)).toBe(255);
    expect([...inverted[0].pixels]).toEqual(Array.from(straight[0].pixels, (shade) => 255 - shade));
  });

  it('begins a descriptor for data without one, beside them', async () => {
    const x = files.write('things.npy', npyBytes('|u1', [4, 8, 8], new Uint8Array(256).fill(3)));
    const y = files.write('answers.npy', npyBytes('|u1', [4], Uint8Array.of(0, 1, 2, 3)));
    const { draft } = await check({ dataPath: x, labels: y });
    expect(draft).toEqual({
      path: join(files.path, 'things.dataset.json'),
      isWritten: false,
      entries: { inputs: 'things.npy', labels: 'answers.npy' },
    });
  });

  it('finds a layout that was left open, and says why one had to be found', async () => {
    const x = files.write('open.npy', npyBytes('|u1', [6, 5, 2, 5], bytesUpTo(300)));
    const y = files.write('three.npy', npyBytes('|u1', [6], Uint8Array.of(0, 1, 2, 0, 1, 2)));
    const lines = ['a = Gemm(x, w[50,4], b[4])', 'h = Relu(a)', 'y = Gemm(h, v[4,3], c[3])'];
    const modelPath = files.write('m.onnx', modelBytes(lines, { input: ['N', 50], outputShape: ['N', 3] }));
    const { fault, tried } = await check({ modelPath, dataPath: x, labels: y });
    expect(fault).toContain('leaves open where its channels are');
    expect(tried[0].conversion.layout).toBe('NHWC');
    expect(tried.map(({ conversion }) => conversion.layout)).toContain('NCHW');
  });

  it('refuses data of another kind than the model takes, in one sentence', async () => {
    const x = files.write('small.npy', npyBytes('|u1', [4, 3], new Uint8Array(12)));
    const y = files.write('none.npy', npyBytes('|u1', [4], new Uint8Array(4)));
    await expect(check({ dataPath: x, labels: y })).rejects.toThrow(/the model takes 64.*go together\.$/);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const dataPath = join(sample, 'test.dataset.json');
    const stop = (): void => controller.abort(new JobCancelled());
    await expect(check({ dataPath, signal: controller.signal, onStated: stop })).rejects.toThrow(
      JobCancelled,
    );
  });
});
