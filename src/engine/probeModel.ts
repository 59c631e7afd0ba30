import { create } from '@bufbuild/protobuf';
import { writeOnnx } from '../model/formats/onnx.js';
import { ModelProtoSchema, TensorProto_DataType as DataType } from '../model/onnx_pb.js';

const port = (name: string) => ({
  name,
  type: {
    value: {
      case: 'tensorType' as const,
      value: {
        elemType: DataType.FLOAT,
        shape: { dim: [{ value: { case: 'dimValue' as const, value: 1n } }] },
      },
    },
  },
});

/** The smallest of networks, `y = Relu(x)` on one number: whoever can't run it can't run any. */
export function probeModel(): Uint8Array {
  return writeOnnx(
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: '', version: 13n }],
      graph: {
        name: 'probe',
        node: [{ opType: 'Relu', input: ['x'], output: ['y'] }],
        input: [port('x')],
        output: [port('y')],
      },
    }),
  );
}
