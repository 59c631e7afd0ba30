import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { tensorflowDomain } from '../../model/formats/tensorflowGraph/untranslated.js';
import { ModelProtoSchema } from '../../model/onnx_pb.js';
import type { Engine } from '../engine.js';

/**
 * An engine that also runs models in which some operators are TensorFlow's: TensorFlow.js runs those and is loaded when the
 * first such model comes; all others run as before.
 */
export function withTensorflow(engine: Engine): Engine {
  return {
    name: engine.name,
    version: engine.version,
    provider: engine.provider,
    load: async (bytes, effort) => {
      if (!declaresTensorflow(bytes)) return engine.load(bytes, effort);
      const model = fromBinary(ModelProtoSchema, bytes);
      const { partsOf } = await import('./modelParts.js');
      const parts = partsOf(model);
      // A part of a network, cut out for itself, may have none of them.
      if (parts.every(({ runtime }) => runtime === 'onnx')) return engine.load(bytes, effort);
      const { MixedSession } = await import('./mixedSession.js');
      return new MixedSession(engine, effort, model, parts);
    },
  };
}

/** Whether a model says that it uses operators of TensorFlow's; its weights are passed over. */
function declaresTensorflow(bytes: Uint8Array): boolean {
  const opsetImport = 8;
  const domain = 1;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field !== opsetImport) {
      reader.skip(type, field);
      continue;
    }
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) {
      const [inner, innerType] = reader.tag();
      if (inner !== domain) reader.skip(innerType, inner);
      else if (reader.string() === tensorflowDomain) return true;
    }
  }
  return false;
}
