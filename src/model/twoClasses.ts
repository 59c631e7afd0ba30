import { create } from '@bufbuild/protobuf';
import { copyOf } from './edit.js';
import {
  AttributeProto_AttributeType as AttributeType,
  NodeProtoSchema,
  TensorProtoSchema,
  TensorProto_DataType as DataType,
  type ModelProto,
} from './onnx_pb.js';

const prefix = 'unit-importance/';

/** The logits of two classes, [samples x 2]. */
export const twoLogits = `${prefix}two-logits`;

/**
 * The model with a logit z of one number a sample as the logits (0, z) of two classes, whose softmax is
 * (1 - sigmoid z, sigmoid z): so cross-entropy is the binary one, and class 1 is the answer where z > 0. A product with
 * (0, 1), so that what is known of dense operators holds.
 * @param logit a tensor of one value a sample, of any shape and type of floats.
 */
export function withTwoClasses(model: ModelProto, logit: string): ModelProto {
  const graph = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  const [float, column, shape, weights] = ['float', 'column', 'shape', 'weights'].map(
    (part) => `${twoLogits}/${part}`,
  );
  const cast = { name: 'to', type: AttributeType.INT, i: BigInt(DataType.FLOAT) };
  graph.node = [
    ...graph.node,
    create(NodeProtoSchema, {
      opType: 'Cast',
      name: float,
      input: [logit],
      output: [float],
      attribute: [cast],
    }),
    create(NodeProtoSchema, { opType: 'Reshape', name: column, input: [float, shape], output: [column] }),
    create(NodeProtoSchema, {
      opType: 'MatMul',
      name: twoLogits,
      input: [column, weights],
      output: [twoLogits],
    }),
  ];
  graph.initializer = [
    ...graph.initializer,
    create(TensorProtoSchema, { name: shape, dataType: DataType.INT64, dims: [2n], int64Data: [-1n, 1n] }),
    create(TensorProtoSchema, { name: weights, dataType: DataType.FLOAT, dims: [1n, 2n], floatData: [0, 1] }),
  ];
  return Object.assign(copyOf(model), { graph });
}
