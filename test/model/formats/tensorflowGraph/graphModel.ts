import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect } from 'vitest';
import { openEngine } from '../../../../src/engine/openEngine.js';
import { writeOnnx } from '../../../../src/model/formats/onnx.js';
import { readModel } from '../../../../src/model/formats/readModel.js';
import type { Graph } from '../../../../src/model/graph.js';
import { Random } from '../../../twin/random.js';

/** A node as TensorFlow.js's converter writes it. */
export interface MadeNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
}

export interface MadeConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly values: readonly number[];
}

export const flag = (b: boolean) => ({ b });
export const int = (i: number) => ({ i: String(i) });
export const float = (f: number) => ({ f });
export const text = (s: string) => ({ s: btoa(s) });
export const texts = (...list: string[]) => ({ list: { s: list.map(btoa) } });
export const ints = (...list: number[]) => ({ list: { i: list.map(String) } });
export const type = (name: 'DT_FLOAT' | 'DT_INT32' | 'DT_INT64') => ({ type: name });

export function node(
  name: string,
  op: string,
  input: readonly string[],
  attr: MadeNode['attr'] = {},
): MadeNode {
  return { name, op, input, attr: { T: type('DT_FLOAT'), ...attr } };
}

/** A constant of whole numbers: one alone without dimensions. */
export function whole(
  name: string,
  values: number | readonly number[],
  shape?: readonly number[],
): MadeConstant {
  const list = typeof values === 'number' ? [values] : values;
  return {
    name,
    shape: shape ?? (typeof values === 'number' ? [] : [list.length]),
    dtype: 'int32',
    values: list,
  };
}

export function floats(name: string, shape: readonly number[], values: readonly number[]): MadeConstant {
  return { name, shape, dtype: 'float32', values };
}

let seed = 0;
/** Weights between -1 and 1, others for each call. */
export function drawn(name: string, ...shape: number[]): MadeConstant {
  const random = new Random(++seed);
  const size = shape.reduce((product, dim) => product * dim, 1);
  return floats(
    name,
    shape,
    Array.from({ length: size }, () => Math.fround(2 * random.uniform() - 1)),
  );
}

/** A model.json whose input `x` has this shape, a sample at a time, and whose last node is the output. */
export function graphModel(
  inputShape: readonly number[],
  constants: readonly MadeConstant[],
  nodes: readonly MadeNode[],
) {
  const dim = [-1, ...inputShape].map((size) => ({ size: String(size) }));
  const placeholder = {
    name: 'x',
    op: 'Placeholder',
    attr: { dtype: type('DT_FLOAT'), shape: { shape: { dim } } },
  };
  const stored = constants.map(({ name, dtype, shape }) => ({
    name,
    op: 'Const',
    attr: {
      dtype: type(dtype === 'float32' ? 'DT_FLOAT' : 'DT_INT32'),
      value: {
        tensor: {
          dtype: dtype === 'float32' ? 'DT_FLOAT' : 'DT_INT32',
          tensorShape: { dim: shape.map((size) => ({ size: String(size) })) },
        },
      },
    },
  }));
  const specs = constants.map(({ name, shape, dtype }) => ({ name, shape: [...shape], dtype }));
  const bytes = constants.map(({ dtype, values }) =>
    dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values),
  );
  const output = `${nodes.at(-1)!.name}:0`;
  const model = {
    format: 'graph-model',
    signature: {
      inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: { dim } } },
      outputs: { y: { name: output, dtype: 'DT_FLOAT' } },
    },
    modelTopology: { node: [placeholder, ...stored, ...nodes], versions: { producer: 1 } },
    weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
  };
  return { model, specs, output, weights: Buffer.concat(bytes.map((list) => new Uint8Array(list.buffer))) };
}

export type MadeModel = ReturnType<typeof graphModel>;

export async function readMade({ model, weights }: Pick<MadeModel, 'model' | 'weights'>): Promise<Graph> {
  const json = new TextEncoder().encode(JSON.stringify(model));
  const { graph } = await readModel(json, 'model.json', {
    external: () => Promise.resolve(new Uint8Array(weights)),
    unzip: () => Promise.resolve(new Map()),
  });
  return graph;
}

/** What TensorFlow.js itself makes of samples. */
async function expected({ model, specs, weights, output }: MadeModel, x: tf.Tensor) {
  const loaded = await loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: model.modelTopology,
        weightSpecs: specs,
        weightData: Uint8Array.from(weights).buffer,
      }),
  });
  const made = loaded.execute({ x }, output) as tf.Tensor;
  return { dims: made.shape, values: Array.from(await made.data()) };
}

/** What our reading of the model makes of samples. */
async function found(graph: Graph, dims: readonly number[], data: Float32Array) {
  const engine = await openEngine('cpu');
  const session = await engine.load(writeOnnx(graph.model), 'quick');
  try {
    const name = graph.outputs[0].name;
    const result = (await session.run({ x: { type: 'float32', dims, data } }, [name]))[name];
    return { dims: result.dims, values: result.data as Float32Array };
  } finally {
    await session.release();
  }
}

/**
 * Compares what a model's translation makes of three drawn samples with what TensorFlow.js makes of them. Both add in
 * float32 and in another order, so values may differ by a ten-thousandth of the largest.
 */
export async function expectAgreement(made: MadeModel, inputShape: readonly number[]): Promise<Graph> {
  await tf.setBackend('cpu');
  const dims = [3, ...inputShape];
  const data = Float32Array.from(drawn('samples', ...dims).values);
  const graph = await readMade(made);
  const [wanted, given] = [await expected(made, tf.tensor(data, dims)), await found(graph, dims, data)];
  expect(given.dims).toEqual(wanted.dims);
  const largest = wanted.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0);
  const worst = wanted.values.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - given.values[i])),
    0,
  );
  expect(worst / largest).toBeLessThan(1e-4);
  return graph;
}
