import { onnxRuntime } from '../../../../src/engine/onnxRuntime.js';
import { readModel } from '../../../../src/model/formats/readModel.js';
import { writeOnnx } from '../../../../src/model/formats/onnx.js';
import type { Graph } from '../../../../src/model/graph.js';
import type { Random } from '../../../twin/random.js';

/** A layer as Keras describes it, `[class, config]`, with the weights it has in order. */
export interface MadeLayer {
  readonly kind: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly weights?: readonly MadeWeight[];
}

export interface MadeWeight {
  readonly role: string;
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

/** A weight of values between -1 and 1. */
export function drawnWeight(random: Random, role: string, ...dims: number[]): MadeWeight {
  return { role, dims, values: drawn(random, dims) };
}

export function drawn(random: Random, dims: readonly number[]): number[] {
  const size = dims.reduce((product, dim) => product * dim, 1);
  return Array.from({ length: size }, () => Math.fround(2 * random.uniform() - 1));
}

/** A model.json of TensorFlow.js and the one file of weights beside it. */
export function layersModel(
  topology: object,
  weights: readonly {
    readonly name: string;
    readonly dims: readonly number[];
    readonly values: readonly number[];
  }[],
  version = '2.4.0',
): { readonly json: Uint8Array; readonly shard: Uint8Array } {
  const listed = weights.map(({ name, dims }) => ({ name, shape: dims, dtype: 'float32' }));
  const description = {
    format: 'layers-model',
    modelTopology: { keras_version: version, model_config: topology },
    weightsManifest: [{ paths: ['weights.bin'], weights: listed }],
  };
  const numbers = Float32Array.from(weights.flatMap(({ values }) => values));
  return {
    json: new TextEncoder().encode(JSON.stringify(description)),
    shard: new Uint8Array(numbers.buffer),
  };
}

/** A Sequential of these layers, named `layer0`, `layer1`, ... */
export async function sequential(
  inputShape: readonly number[],
  layers: readonly MadeLayer[],
  version?: string,
): Promise<Graph> {
  const described = layers.map(({ kind, config }, i) => ({
    class_name: kind,
    config: { name: `layer${i}`, ...config, ...(i === 0 && { batch_input_shape: [null, ...inputShape] }) },
  }));
  const weights = layers.flatMap(({ weights = [] }, i) =>
    weights.map((weight) => ({ ...weight, name: `layer${i}/${weight.role}` })),
  );
  return readMade(
    { class_name: 'Sequential', config: { name: 'made', layers: described } },
    weights,
    version,
  );
}

export async function readMade(...made: Parameters<typeof layersModel>): Promise<Graph> {
  const { json, shard } = layersModel(...made);
  const { graph } = await readModel(json, 'model.json', {
    external: () => Promise.resolve(shard),
    unzip: () => Promise.resolve(new Map()),
  });
  return graph;
}

/** Values of a tensor, row by row. */
export interface PlainValues {
  readonly dims: readonly number[];
  readonly values: number[];
}

/** What a model makes of samples: its first output. */
export async function answers(graph: Graph, samples: number, data: readonly number[]): Promise<PlainValues> {
  const shape = graph.inputs[0].shape?.slice(1).map((size) => size ?? 0) ?? [];
  const [first] = await answersTo(graph, [{ dims: [samples, ...shape], values: data }]);
  return first;
}

/** What a model makes of samples, given for each of its inputs: all its outputs. */
export async function answersTo(
  graph: Graph,
  inputs: readonly { readonly dims: readonly number[]; readonly values: readonly number[] }[],
): Promise<PlainValues[]> {
  const session = await onnxRuntime.load(writeOnnx(graph.model), 'quick');
  try {
    const feeds = graph.inputs.map(({ name }, i) => {
      const { dims, values } = inputs[i];
      return [name, { type: 'float32' as const, dims: [...dims], data: Float32Array.from(values) }] as const;
    });
    const names = graph.outputs.map(({ name }) => name);
    const made = await session.run(Object.fromEntries(feeds), names);
    return names.map((name) => ({
      dims: made[name].dims,
      values: Array.from(made[name].data as Float32Array),
    }));
  } finally {
    await session.release();
  }
}
