import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnalysisSettings } from '../../src/analysis/settings.js';
import { InputError } from '../../src/inputError.js';
import { modelBytes } from '../model/graphText.js';
import { Random } from '../twin/random.js';
import { writeNpy } from '../twin/npy.js';
import { analyseFiles } from './analyseFiles.js';
import { hidden, inputs, PlainNetwork, samples } from './plainNetwork.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unit-importance-tasks-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Analyses such a network with these targets, [samples x outputs]. */
async function analysed(
  network: PlainNetwork,
  targets: readonly number[],
  options: {
    readonly end?: string;
    readonly type?: '<f4' | '<i8';
    readonly labelDims?: number[];
    readonly descriptor?: object;
    readonly settings?: Partial<AnalysisSettings>;
  } = {},
) {
  const { outputs, values } = network;
  const outputShape = ['batch', outputs];
  const model = modelBytes(network.lines(options.end), { input: ['batch', inputs], outputShape, values });
  await writeFile(join(folder, 'm.onnx'), model);
  await writeFile(join(folder, 'x.npy'), writeNpy([samples, inputs], network.samples, '<f4'));
  const dims = options.labelDims ?? (outputs === 1 ? [samples] : [samples, outputs]);
  await writeFile(join(folder, 'y.npy'), writeNpy(dims, [...targets], options.type ?? '<f4'));
  const descriptor = { inputs: 'x.npy', labels: 'y.npy', ...options.descriptor };
  await writeFile(join(folder, 'd.dataset.json'), JSON.stringify(descriptor));
  const paths = { modelPath: join(folder, 'm.onnx'), dataPath: join(folder, 'd.dataset.json') };
  return analyseFiles({ ...paths, settings: options.settings ?? {} });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const entropy = (z: number, t: number) => -Math.log(t === 1 ? sigmoid(z) : 1 - sigmoid(z));
// Float32 on the way, float64 here.
const digits = 4;

describe('a network of one logit', () => {
  const network = new PlainNetwork(1);
  const labels = new Random(6).normals(samples, 1).map((value) => Number(value > 0));
  const correct = (deleted: number) =>
    network.answers(deleted).filter(([z], i) => z > 0 === (labels[i] === 1)).length;
  const loss = (deleted: number) => mean(network.answers(deleted).map(([z], i) => entropy(z, labels[i])));

  it.each([[undefined], ['Sigmoid'], ['Identity']])(
    'is binary where labels are 0 and 1 (ending: %s)',
    async (end) => {
      const result = await analysed(network, labels, end === undefined ? {} : { end });
      const { dataset, baseline } = result;
      expect(dataset.task).toBe('binary');
      expect(dataset.classes).toEqual(['0', '1']);
      expect(dataset.classCounts).toEqual([0, 1].map((k) => labels.filter((label) => label === k).length));
      expect(baseline.correct).toBe(correct(-1));
      expect(baseline.loss).toBeCloseTo(loss(-1), digits);
      const zero = result.layers[0].units.ablation!['zero'];
      expect(zero.correct).toEqual(Array.from({ length: hidden }, (_, unit) => correct(unit)));
      zero.loss!.forEach((found, unit) => expect(found).toBeCloseTo(loss(unit), digits));
      expect(result.layers[0].units.selectivity!.some((value) => value !== null)).toBe(true);
    },
  );

  it('takes labels that stand in a column', async () => {
    const result = await analysed(network, labels, { labelDims: [samples, 1] });
    expect(result.baseline.correct).toBe(correct(-1));
  });
});

describe('a network that tells several labels', () => {
  const network = new PlainNetwork(3);
  const targets = new Random(7).normals(samples * 3, 1).map((value) => Number(value > 0));
  const rows = (deleted: number) => network.answers(deleted);
  const correct = (deleted: number) =>
    rows(deleted).filter((row, i) => row.every((z, k) => z > 0 === (targets[3 * i + k] === 1))).length;
  const loss = (deleted: number) =>
    mean(rows(deleted).map((row, i) => mean(row.map((z, k) => entropy(z, targets[3 * i + k])))));

  it.each([[undefined], ['Sigmoid']])('counts samples with all labels right (ending: %s)', async (end) => {
    const result = await analysed(network, targets, end === undefined ? {} : { end });
    expect(result.dataset.task).toBe('multi-label');
    expect(result.dataset.classes).toEqual(['all samples']);
    expect(result.baseline.correct).toBe(correct(-1));
    expect(result.baseline.loss).toBeCloseTo(loss(-1), digits);
    const { ablation, selectivity } = result.layers[0].units;
    expect(ablation!['zero'].correct).toEqual(Array.from({ length: hidden }, (_, unit) => correct(unit)));
    ablation!['zero'].loss!.forEach((found, unit) => expect(found).toBeCloseTo(loss(unit), digits));
    expect(selectivity).toBeUndefined();
  });

  it('is a classification where each row is one-hot, unless the descriptor says otherwise', async () => {
    const oneHot = Array.from({ length: samples * 3 }, (_, i) => Number(i % 3 === Math.floor(i / 3) % 3));
    expect((await analysed(network, oneHot)).dataset.task).toBeUndefined();
    const named = await analysed(network, oneHot, { descriptor: { task: 'multi-label' } });
    expect(named.dataset.task).toBe('multi-label');
  });
});

describe('a network that gives numbers', () => {
  const loss = (network: PlainNetwork, targets: readonly number[], deleted: number) =>
    mean(
      network
        .answers(deleted)
        .map((row, i) => mean(row.map((y, k) => (y - targets[network.outputs * i + k]) ** 2))),
    );

  it.each([1, 2])('is measured by its squared error alone (%i numbers)', async (outputs) => {
    const network = new PlainNetwork(outputs);
    const targets = new Random(8).normals(samples * outputs, 1).map(Math.fround);
    const settings: Partial<AnalysisSettings> = {
      measures: ['selectivity', 'importance', 'curves', 'noise'],
    };
    const result = await analysed(network, targets, { settings });
    expect(result.dataset.task).toBe('regression');
    expect(result.baseline.correct).toBe(0);
    expect(result.baseline.loss).toBeCloseTo(loss(network, targets, -1), digits);
    const zero = result.layers[0].units.ablation!['zero'];
    zero.loss!.forEach((found, unit) => expect(found).toBeCloseTo(loss(network, targets, unit), digits));
    expect(zero.turnedWrong).toEqual(new Array(hidden).fill(0));
    expect(result.curves!.every(({ auc }) => auc === null)).toBe(true);
    expect(result.curves![0].loss!.at(0)).toBeCloseTo(result.baseline.loss!, digits);
  });

  it("takes the network's own output, behind a sigmoid", async () => {
    const network = new PlainNetwork(1);
    const targets = new Random(8).normals(samples, 1).map(Math.fround);
    const result = await analysed(network, targets, { end: 'Sigmoid' });
    const expected = mean(network.answers(-1).map(([z], i) => (sigmoid(z) - targets[i]) ** 2));
    expect(result.baseline.loss).toBeCloseTo(expected, digits);
  });

  it.each<[Partial<AnalysisSettings>, RegExp]>([
    [{ loss: false }, /--no-loss leaves out; drop/],
    [{ precision: 0.01, measures: ['importance'] }, /--precision does not estimate; drop/],
  ])('has no right answers to count: %o', async (settings, message) => {
    const network = new PlainNetwork(1);
    const targets = new Random(8).normals(samples, 1).map(Math.fround);
    const run = analysed(network, targets, { settings });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
  });
});

describe('whole numbers and a network of one output', () => {
  it('are told apart from classes by the descriptor alone', async () => {
    const network = new PlainNetwork(1);
    const whole = Array.from({ length: samples }, (_, i) => i % 3);
    const run = analysed(network, whole, { type: '<i8' });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(/may be classes; .*"task": "regression" in a descriptor/);
    const named = await analysed(network, whole, { type: '<i8', descriptor: { task: 'regression' } });
    expect(named.dataset.task).toBe('regression');
  });
});

describe('a task that the descriptor names', () => {
  it.each<[number, string, RegExp]>([
    [3, 'binary', /`task` is binary, for a network of one output, but this one gives 3/],
    [1, 'classification', /`task` is classification, but the network gives a single value/],
    [3, 'regression', /has the shape 40 x 2, but for the task regression the network needs 3 numbers/],
    [2, 'multi-label', /holds other numbers than 0 and 1/],
  ])('has to fit a network of %i outputs: %s', async (outputs, task, message) => {
    const targets = new Array<number>(samples * 2).fill(0.5);
    const dims = outputs === 1 ? [samples] : [samples, 2];
    const given = outputs === 1 ? targets.slice(samples) : targets;
    const run = analysed(new PlainNetwork(outputs), given, { descriptor: { task }, labelDims: dims });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
  });
});
