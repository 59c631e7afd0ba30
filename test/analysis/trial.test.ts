import { describe, expect, it } from 'vitest';
import { tryNetwork, type Trial } from '../../src/analysis/trial.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { InputError } from '../../src/inputError.js';
import { graphOf, type GraphFacts } from '../model/graphText.js';

/** A trial of a network whose input `x` has known dimensions but for the batch. */
async function trialOf(
  lines: readonly string[],
  facts: GraphFacts & { input: readonly (number | string)[] },
  tensors: string[],
) {
  const graph = await graphOf(lines, { outputShape: [facts.input[0], 3], ...facts });
  return tryNetwork(onnxRuntime, graph, graph.inputs[0], tensors, facts.input.slice(1).map(Number));
}

const shapeOf = (trial: Trial, tensor: string) => trial.tensors.get(tensor)?.dims;

const dense = ['h = Gemm(x, w[7,5])', 'a = Relu(h)', 'y = Gemm(a, head[5,3])'];

describe('a trial of a network', () => {
  it('finds shapes, types and values', async () => {
    const lines = ['y = Add(x, b[2])', 'd = Cast(y; to=11)'];
    const trial = await trialOf(lines, { input: ['batch', 2], outputs: ['y'], values: { b: [100, 200] } }, [
      'y',
      'd',
    ]);
    expect(trial.samples).toBe(3);
    expect(trial.tensors.get('y')).toMatchObject({ dims: [3, 2], type: 'float32' });
    expect(trial.tensors.get('d')?.type).toBe('float64');
    const values = [...(trial.tensors.get('y')?.values ?? [])];
    // The made-up samples lie between 0 and 1.
    expect(values.map(Math.floor)).toEqual([100, 200, 100, 200, 100, 200]);
    expect(new Set(values).size).toBe(6);
  });

  it('is the same each time', async () => {
    const once = await trialOf(dense, { input: ['batch', 7] }, ['a', 'y']);
    const again = await trialOf(dense, { input: ['batch', 7] }, ['a', 'y']);
    expect(again.tensors).toEqual(once.tensors);
  });

  it.each([['batch'], [1], [4]])(
    'finds that samples can be run together where the batch is %s',
    async (batch) => {
      const trial = await trialOf(dense, { input: [batch, 7] }, ['a', 'y']);
      expect(trial.batch).toBe('any');
      expect(shapeOf(trial, 'a')).toEqual([trial.samples, 5]);
    },
  );

  it.each([1, 4])('opens a batch of %i that reshapes write out', async (batch) => {
    const lines = [
      `r = Reshape(x, <${batch},12>)`,
      'h = Gemm(r, w[12,6])',
      'a = Relu(h)',
      `s = Reshape(a, <${batch},2,-1>)`,
      `f = Reshape(s, <${batch},-1>)`,
      'y = Gemm(f, head[6,3])',
    ];
    const trial = await trialOf(lines, { input: [batch, 3, 2, 2] }, ['a', 's', 'y']);
    expect(trial.batch).toBe('any');
    expect(shapeOf(trial, 's')).toEqual([2 * batch + 1, 2, 3]);
  });

  it('opens the batch of an old file, which lists its weights among its inputs', async () => {
    const lines = [
      'r = Reshape(x, <1,12>)',
      'h = Gemm(r, w[12,6], b[6])',
      'a = Relu(h)',
      'y = Gemm(a, head[6,3], c[3])',
    ];
    const facts = { input: [1, 3, 2, 2], opset: 8, constantsAmongInputs: true };
    expect((await trialOf(lines, facts, ['a', 'y'])).batch).toBe('any');
  });

  it('leaves a batch as it is where something else depends on it', async () => {
    const lines = [
      'e = Expand(bias[1,7], <4,7>)',
      'z = Add(x, e)',
      'h = Gemm(z, w[7,5])',
      'a = Relu(h)',
      'y = Gemm(a, head[5,3])',
    ];
    expect((await trialOf(lines, { input: [4, 7] }, ['a', 'y'])).batch).toBe(4);
  });

  it.each([
    ['an open batch, one at a time', 'batch', 1],
    ['a batch of four, at four', 4, 4],
  ])('leaves a network that mixes the samples of %s', async (_, batch, size) => {
    const lines = [
      'm = ReduceMean(x; axes=0,)',
      'c = Sub(x, m)',
      'h = Gemm(c, w[7,5], b[5])',
      'a = Sigmoid(h)',
      'y = Gemm(a, head[5,3])',
    ];
    const trial = await trialOf(lines, { input: [batch, 7] }, ['a', 'y']);
    expect(trial.batch).toBe(size);
    // Values of all samples, shapes of one run.
    expect(shapeOf(trial, 'a')).toEqual([size, 5]);
    expect(trial.tensors.get('a')?.values).toHaveLength(5 * trial.samples);
  });

  it('keeps to the samples that were asked for where the last run of a fixed batch is filled up', async () => {
    // 99 samples in runs of 49: one is left over, and 1/49 has no exact binary form.
    const lines = ['m = ReduceMean(x; axes=0,)', 'y = Sub(x, m)'];
    const trial = await trialOf(lines, { input: [49, 3] }, ['y']);
    expect(trial.batch).toBe(49);
    expect(trial.tensors.get('y')?.values).toHaveLength(3 * 99);
  });

  it('copes with layers of many values', async () => {
    const lines = [
      'h = Conv(x, w[4,1,1,1])',
      'a = Relu(h)',
      'p = GlobalAveragePool(a)',
      'f = Flatten(p)',
      'y = Gemm(f, head[4,3])',
    ];
    const trial = await trialOf(lines, { input: ['batch', 1, 256, 256] }, ['a', 'y']);
    expect(trial.batch).toBe('any');
    expect(trial.tensors.get('a')?.values).toHaveLength(3 * 4 * 256 * 256);
  });

  it.each([
    [10, 'float32'],
    [11, 'float64'],
  ])('feeds an input of element type %i, half precision as float32', async (code, type) => {
    const lines = [`c = Cast(x; to=${code})`, 'h = Cast(c; to=1)', 'y = Gemm(h, w[7,3])'];
    const trial = await trialOf(lines, { input: ['batch', 7] }, ['c', 'y']);
    expect(trial.tensors.get('c')?.type).toBe(type);
    expect(trial.batch).toBe('any');
  });

  it('refuses a network that the engine can not run, with its reason', async () => {
    const strange = trialOf(['y = Strange(x)'], { input: ['batch', 7] }, ['y']);
    await expect(strange).rejects.toThrow(InputError);
    await expect(strange).rejects.toThrow(
      /^onnxruntime-node can't run this network: it has no operator Strange; export the network with/,
    );
  });
});
