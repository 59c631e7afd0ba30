import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bruteForce, type Experiment } from './bruteForce.js';
import { forward } from './forward.js';
import { writeOnnx } from './onnxWriter.js';
import { randomNetworks } from './randomNetworks.js';
import { takeSamples } from './tensor.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twin-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(Object.entries(randomNetworks))('%s', (name, make) => {
  const experiment = make();

  it('gives the same outputs in the twin and in ONNX Runtime', async () => {
    const output = experiment.network.outputs[0].name;
    const ours = forward(experiment.network, experiment.samples, [output]).get(output)!;
    const theirs = await outputsOfRuntime(experiment, name);
    expect(theirs).toHaveLength(ours.data.length);
    theirs.forEach((value, i) => expect(Math.abs(value - ours.data[i])).toBeLessThan(1e-4));
  });

  it('has layers of the shapes it claims', () => {
    const wanted = experiment.layers.map((layer) => layer.tensor);
    const tensors = forward(experiment.network, experiment.samples, wanted);
    for (const layer of experiment.layers) {
      expect(tensors.get(layer.tensor)!.dims.slice(1)).toEqual(layer.shape);
      expect(layer.shape[layer.unitAxis - 1]).toBe(layer.unitCount);
      if (layer.incomingWeights) expect(layer.incomingWeights).toHaveLength(layer.unitCount);
    }
  });

  it('is lively: it is right on some samples, and units matter', () => {
    const truth = bruteForce(experiment);
    const { length } = experiment.labels;
    expect(truth.baseline.correct).toBeGreaterThan(length / 2);
    expect(truth.baseline.correct).toBeLessThan(length);
    const units = truth.units.flat();
    const moved = units.filter(({ ablation }) => ablation.zero.answers.correct !== truth.baseline.correct);
    expect(moved.length).toBeGreaterThan(units.length / 10);
    expect(units.filter((unit) => unit.outputMaximum > 1e-3).length).toBeGreaterThan(units.length / 2);
  });
});

describe('the random networks together', () => {
  const truths = Object.values(randomNetworks).map((make) => {
    const experiment = make();
    return { experiment, units: bruteForce(experiment).units.flat() };
  });

  it('include dead units, whose deletion changes nothing', () => {
    const dead = truths.flatMap(({ units }) => units.filter((unit) => unit.zeroFraction === 1));
    expect(dead.length).toBeGreaterThan(1);
    for (const unit of dead) {
      expect(unit.preferredClass).toBeNull();
      expect(unit.selectivity).toBeNull();
      expect(unit.ablation.zero.turnedWrong + unit.ablation.zero.turnedRight).toBe(0);
    }
  });

  it('include a class without samples', () => {
    const empty = truths.filter(({ experiment }) => new Set(experiment.labels).size < experiment.classCount);
    expect(empty.length).toBeGreaterThan(0);
    for (const { units } of empty) expect(units[0].classMeans).toContain(null);
  });

  it('are made alike each time', () => {
    for (const make of Object.values(randomNetworks)) expect(make()).toEqual(make());
  });
});

async function outputsOfRuntime({ network, samples }: Experiment, name: string): Promise<number[]> {
  const { model, external } = writeOnnx(network);
  const path = join(folder, `${name}.onnx`);
  await writeFile(path, model);
  for (const [file, bytes] of external) await writeFile(join(folder, file), bytes);
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: 1,
    graphOptimizationLevel: 'disabled',
  });
  const fixed = network.inputs[0].shape[0];
  const batch = typeof fixed === 'number' ? fixed : samples.dims[0];
  const all: number[] = [];
  for (let first = 0; first < samples.dims[0]; first += batch) {
    const part = takeSamples(samples, first, batch);
    const feed = new OrtTensor('float32', Float32Array.from(part.data), part.dims);
    const answers = await session.run({ [network.inputs[0].name]: feed });
    all.push(...(answers[network.outputs[0].name].data as Float32Array));
  }
  await session.release();
  const [rows, width] = [samples.dims[0], Number(network.outputs[0].shape[1])];
  return all.slice(0, rows * width);
}
