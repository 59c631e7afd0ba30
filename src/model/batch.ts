import { create } from '@bufbuild/protobuf';
import { constantValue } from './constants.js';
import type { Graph } from './graph.js';
import { copyOf } from './edit.js';
import {
  TensorProtoSchema,
  TensorProto_DataType as DataType,
  TensorShapeProto_DimensionSchema,
  type ModelProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx_pb.js';

/**
 * The model with its batch dimension opened: inputs lose their fixed first dimension, and reshapes that
 * write the batch size out get it from their input. Whether the result computes the same has to be tried.
 */
export function withOpenBatch(graph: Graph, fixedBatch: number): ModelProto {
  const model = copyOf(graph.model);
  const inner = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  const shapes: TensorProto[] = [];
  inner.node = graph.nodes.map((node) => {
    const target = node.opType === 'Reshape' ? constantValue(graph, node.input[1] ?? '') : null;
    if (target?.values[0] !== fixedBatch || graph.dataInputs(node).length === 0) return node;
    const rest = [...target.values].slice(1);
    const shape = [rest.includes(-1) ? 0 : -1, ...rest];
    const name = `unit-importance/shape/${node.output[0] ?? ''}`;
    shapes.push(
      create(TensorProtoSchema, {
        name,
        dataType: DataType.INT64,
        dims: [BigInt(shape.length)],
        int64Data: shape.map(BigInt),
      }),
    );
    const copy = copyOf(node);
    copy.input = [node.input[0] ?? '', name];
    return copy;
  });
  inner.initializer = [...inner.initializer, ...shapes];
  const fed = new Set(graph.inputs.map(({ name }) => name));
  inner.input = inner.input.map((info) => (fed.has(info.name) ? opened(info) : info));
  inner.output = inner.output.map(opened);
  // Shapes that were inferred for the fixed batch no longer hold.
  inner.valueInfo = [];
  model.graph = inner;
  return model;
}

function opened(info: ValueInfoProto): ValueInfoProto {
  const type = info.type;
  if (type?.value.case !== 'tensorType' || !type.value.value.shape?.dim[0]) return info;
  const tensor = copyOf(type.value.value);
  const shape = copyOf(type.value.value.shape);
  const first = create(TensorShapeProto_DimensionSchema, { value: { case: 'dimParam', value: 'batch' } });
  shape.dim = [first, ...shape.dim.slice(1)];
  tensor.shape = shape;
  const copy = copyOf(info);
  copy.type = Object.assign(copyOf(type), { value: { case: 'tensorType' as const, value: tensor } });
  return copy;
}
