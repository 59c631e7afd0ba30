import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planNetwork } from '../../../../src/analysis/networkPlan.js';
import { openEngine } from '../../../../src/engine/openEngine.js';
import { InputError } from '../../../../src/inputError.js';
import { readModelFile } from '../../../../src/jobs/modelFile.js';
import { writeOnnx } from '../../../../src/model/formats/onnx.js';
import type { Graph } from '../../../../src/model/graph.js';
import answers from './files/answers.json' with { type: 'json' };

// Written by TensorFlow itself (files/make.py), which also gave the answers.
const files = join(import.meta.dirname, 'files');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the SavedModel, to be damaged. */
async function copy(name: string): Promise<string> {
  const path = join(folder, name);
  await cp(join(files, 'saved_model'), path, { recursive: true });
  return path;
}

async function expectAnswers(graph: Graph, { x, y }: { x: number[]; y: number[] }): Promise<void> {
  const session = await (await openEngine('cpu')).load(writeOnnx(graph.model), 'quick');
  const [input] = graph.inputs;
  const [output] = graph.outputs;
  const dims = [1, ...(input.shape ?? []).slice(1).map((size) => size ?? 0)];
  const feed = { type: 'float32' as const, dims, data: Float32Array.from(x) };
  const made = (await session.run({ [input.name]: feed }, [output.name]))[output.name];
  await session.release();
  const values = Array.from(made.data as Float32Array);
  expect(values).toHaveLength(y.length);
  // Probabilities: both were added up in float32.
  values.forEach((value, i) => expect(value).toBeCloseTo(y[i], 5));
}

describe('a SavedModel', () => {
  it('answers as TensorFlow does, through the functions that it calls, and shows its layers', async () => {
    const { graph, format, name } = await readModelFile(join(files, 'saved_model/saved_model.pb'));
    expect([name, format]).toEqual(['saved_model.pb', 'tensorflow']);
    await expectAnswers(graph, answers.saved_model);
    const layers = planNetwork(graph, name).layers.map(({ id, kind, unitCount }) => [id, kind, unitCount]);
    expect(layers).toEqual([['conv', 'conv', 3]]);
  });

  it('may be named by its folder', async () => {
    const { graph } = await readModelFile(join(files, 'saved_model'));
    await expectAnswers(graph, answers.saved_model);
  });

  it('is another where one of its weights is', async () => {
    const path = join(await copy('other'), 'variables/variables.data-00000-of-00001');
    const before = await (await readModelFile(join(folder, 'other'))).sha256();
    const bytes = await readFile(path);
    bytes[0] ^= 1;
    await writeFile(path, bytes);
    expect(await (await readModelFile(join(folder, 'other'))).sha256()).not.toBe(before);
  });

  it.each([
    ['lacks its weights', 'saved_model.pb keeps weights in variables/variables.index, which is missing'],
    ['has a table of weights that breaks off', 'variables.index is damaged'],
    ['has weights that break off', 'wants bytes'],
  ])('is refused in a sentence where it %s', async (what, message) => {
    const path = await copy(what.replaceAll(' ', '-'));
    if (what === 'lacks its weights') await rm(join(path, 'variables'), { recursive: true });
    else if (what.includes('table')) await truncate(join(path, 'variables/variables.index'), 200);
    else await truncate(join(path, 'variables/variables.data-00000-of-00001'), 20);
    const reading = readModelFile(join(path, 'saved_model.pb'));
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('a frozen graph', () => {
  it('answers as TensorFlow does', async () => {
    const { graph, format } = await readModelFile(join(files, 'frozen.pb'));
    expect(format).toBe('tensorflow');
    await expectAnswers(graph, answers.frozen);
    expect(planNetwork(graph, 'frozen.pb').layers.map(({ id }) => id)).toEqual(['fc']);
  });
});
