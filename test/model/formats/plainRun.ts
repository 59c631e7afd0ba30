import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { Network } from '../../../src/analysis/network.js';
import { onnxRuntime } from '../../../src/engine/onnxRuntime.js';
import { readOnnx } from '../../../src/model/formats/onnx.js';
import { ModelProtoSchema, type ModelProto } from '../../../src/model/onnx_pb.js';
import { modelBytes, type GraphFacts } from '../graphText.js';

/** A model from lines (`modelBytes`), changed as no line can say it. */
export function changedModel(
  lines: readonly string[],
  facts: GraphFacts,
  change: (model: ModelProto) => void,
): Uint8Array {
  const model = fromBinary(ModelProtoSchema, modelBytes(lines, facts));
  change(model);
  return toBinary(ModelProtoSchema, model);
}

/** The model with some of its operators of another domain, and their outputs of the name `_` left out. */
export function inDomain(
  lines: readonly string[],
  facts: GraphFacts,
  domain: string,
  operators: readonly string[],
): Uint8Array {
  return changedModel(lines, facts, ({ graph, opsetImport }) => {
    for (const node of graph!.node.filter(({ opType }) => operators.includes(opType))) {
      node.domain = domain;
      node.output = node.output.map((name) => (name === '_' ? '' : name));
    }
    opsetImport.push({ ...opsetImport[0], domain, version: 1n });
  });
}

/** What ONNX Runtime gives for a file as it stands, untouched by the project's reader. */
export async function plainScores(
  bytes: Uint8Array,
  samples: Float32Array,
  dims: readonly number[],
  output = 'y',
): Promise<Float32Array> {
  const session = await onnxRuntime.load(bytes, 'quick');
  try {
    const results = await session.run({ x: { type: 'float32', dims, data: samples } }, [output]);
    return results[output].data as Float32Array;
  } finally {
    await session.release();
  }
}

/** A model as the project reads it: its layers, one line each, and its scores with some units at zero. */
export async function readScores(
  bytes: Uint8Array,
  samples: Float32Array,
  dims: readonly number[],
  deleted: readonly number[] = [],
): Promise<{ readonly layers: readonly string[]; readonly scores: Float32Array }> {
  const graph = await readOnnx(bytes, 'model.onnx', () => Promise.reject(new Error('no external data')));
  const network = await Network.open(onnxRuntime, graph, 'model.onnx', dims.slice(1));
  try {
    const clamps = deleted.map((unit) => ({ unit, value: 0 }));
    const { scores } = await network.run(samples, clamps, []);
    const layers = network.layers.map(
      ({ kind, operator, activation, unitCount }) =>
        `${kind} ${operator}>${activation ?? 'none'} x${unitCount}`,
    );
    return { layers, scores };
  } finally {
    await network.release();
  }
}

/** Expects numbers that differ by their rounding in another order of sums alone. */
export function expectClose(actual: Float32Array, expected: Float32Array): void {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values for ${expected.length}`);
  expected.forEach((value, i) => {
    const difference = Math.abs(actual[i] - value);
    if (!(difference <= 1e-5 * (1 + Math.abs(value)))) throw new Error(`${i}: ${actual[i]} for ${value}`);
  });
}
