import '@tensorflow/tfjs-backend-cpu';
import { env, io, setBackend, tensor } from '@tensorflow/tfjs-core';
import { model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { expect } from 'vitest';
import { readModel } from '../../../../src/model/formats/readModel.js';
import type { Graph } from '../../../../src/model/graph.js';
import { Random } from '../../../twin/random.js';
import { answersTo, drawn } from './kerasModel.js';

// Its own words on how to be faster would stand among the tests'.
env().set('IS_TEST', true);

/** A model as TensorFlow.js saves it: its model.json, and the one file of weights. */
export async function savedByTensorflowJs(made: LayersModel) {
  let saved: io.ModelArtifacts | undefined;
  await made.save(
    io.withSaveHandler((artifacts) => {
      saved = artifacts;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    }),
  );
  const { modelTopology, weightSpecs, weightData } = saved!;
  const description = {
    format: 'layers-model',
    modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  };
  return {
    json: new TextEncoder().encode(JSON.stringify(description)),
    shard: new Uint8Array(weightData as ArrayBuffer),
  };
}

export async function readSaved({ json, shard }: { json: Uint8Array; shard: Uint8Array }): Promise<Graph> {
  const { graph } = await readModel(json, 'model.json', {
    external: () => Promise.resolve(shard),
    unzip: () => Promise.resolve(new Map()),
  });
  return graph;
}

/** Gives every weight of a model a value between -1 and 1; variances are positive. */
export function drawWeights(made: LayersModel, random: Random): void {
  made.setWeights(
    made.weights.map(({ name, shape }) => {
      const sizes = shape.map((size) => size ?? 1);
      const values = drawn(random, sizes);
      const isVariance = name.includes('variance');
      return tensor(isVariance ? values.map((value) => 1.2 + value) : values, sizes);
    }),
  );
}

/** A ten-thousandth of each value, and what single precision loses beside the largest ones. */
export function expectClose(values: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(values.length).toBe(expected.length);
  const largest = Array.from(expected).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  Array.from(values).forEach((value, i) => {
    const allowed = 1e-4 * Math.abs(expected[i]) + 2e-6 * largest + 1e-7;
    if (!(Math.abs(value - expected[i]) <= allowed)) {
      expect.fail(`value ${i} is ${value} where ${expected[i]} is expected`);
    }
  });
}

/**
 * Runs a model by TensorFlow.js and as our reader translates what TensorFlow.js saved of it, on drawn weights and
 * samples, and compares every output.
 * @param draw makes the samples' values for one input; drawn between -1 and 1 where it is left out.
 */
export async function expectAsTensorflowJs(
  inputs: SymbolicTensor | SymbolicTensor[],
  outputs: SymbolicTensor | SymbolicTensor[],
  draw?: (random: Random, dims: readonly number[]) => number[],
): Promise<Graph> {
  await setBackend('cpu');
  const random = new Random(21);
  const made = model({ inputs, outputs });
  drawWeights(made, random);
  const graph = await readSaved(await savedByTensorflowJs(made));
  const samples = 3;
  const feeds = made.inputs.map(({ shape }) => {
    const dims = [samples, ...shape.slice(1).map((size) => size ?? 4)];
    return { dims, values: (draw ?? drawn)(random, dims) };
  });
  const expected = made.predict(feeds.map(({ dims, values }) => tensor(values, dims)));
  const found = await answersTo(graph, feeds);
  const all = Array.isArray(expected) ? expected : [expected];
  expect(found).toHaveLength(all.length);
  for (const [i, one] of all.entries()) {
    expect(found[i].dims).toEqual(one.shape);
    expectClose(found[i].values, await one.data());
  }
  made.dispose();
  return graph;
}
