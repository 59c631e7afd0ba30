import { create } from '@bufbuild/protobuf';
import { copyOf } from '../model/edit.js';
import type { Layer } from '../model/layers.js';
import {
  NodeProtoSchema,
  TensorProtoSchema,
  TensorProto_DataType as DataType,
  type ModelProto,
} from '../model/onnx_pb.js';
import type { Trial } from './trial.js';

/**
 * Attention heads that stand in one dimension with the samples, [samples * heads x positions x depth], in a dimension of
 * their own: the model then computes through [samples x heads x positions x depth] and back, which changes no value.
 */
export function withHeadsApart(
  layers: readonly Layer[],
  trial: Trial,
): { readonly layers: readonly Layer[]; readonly trial: Trial } {
  let { model } = trial;
  const tensors = new Map(trial.tensors);
  const samples = trial.batch === 'any' ? trial.samples : trial.batch;
  const apart = layers.map((layer): Layer => {
    const found = tensors.get(layer.tensor);
    if (layer.kind !== 'head' || found?.dims.length !== 3) return layer;
    const [rows = 0, positions = 0, depth = 0] = found.dims;
    const heads = rows / samples;
    if (!Number.isInteger(heads)) return layer;
    const tensor = `unit-importance/heads/${layer.tensor}`;
    model = viaHeads(model, layer.tensor, tensor, [heads, positions, depth]);
    tensors.set(tensor, { ...found, dims: [samples, heads, positions, depth] });
    return { ...layer, tensor, axis: 1, rank: 4 };
  });
  return { layers: apart, trial: { ...trial, model, tensors } };
}

function viaHeads(
  model: ModelProto,
  tensor: string,
  heads: string,
  [count, positions, depth]: readonly [number, number, number],
): ModelProto {
  const graph = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  const merged = `${heads}/merged`;
  const shape = (name: string, dims: readonly number[]) =>
    create(TensorProtoSchema, {
      name,
      dataType: DataType.INT64,
      dims: [BigInt(dims.length)],
      int64Data: dims.map(BigInt),
    });
  const reshape = (from: string, to: string, by: string) =>
    create(NodeProtoSchema, { opType: 'Reshape', name: by, input: [from, by], output: [to] });
  graph.node = graph.node.flatMap((node) => {
    if (!node.output.includes(tensor)) return [node];
    const output = node.output.map((name) => (name === tensor ? merged : name));
    return [
      Object.assign(copyOf(node), { output }),
      reshape(merged, heads, `${heads}/apart`),
      reshape(heads, tensor, `${heads}/together`),
    ];
  });
  graph.initializer = [
    ...graph.initializer,
    shape(`${heads}/apart`, [-1, count, positions, depth]),
    shape(`${heads}/together`, [-1, positions, depth]),
  ];
  return Object.assign(copyOf(model), { graph });
}
