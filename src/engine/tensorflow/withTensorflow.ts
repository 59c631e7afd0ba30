import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { tensorflowDomain } from '../../model/formats/tensorflowGraph/untranslated.js';
import { ModelProtoSchema } from '../../model/onnx_pb.js';
import type { Engine, Helper } from '../engine.js';

/**
 * An engine that also runs models in which some operators are TensorFlow's: TensorFlow.js runs those and is loaded when the
 * first such model comes; all others run as before.
 */
export function withTensorflow(engine: Engine): Engine {
  const helpers = new Map<string, Helper>();
  return {
    ...engine,
    helpers: () => [...helpers.keys()].sort().flatMap((backend) => helpers.get(backend) ?? []),
    load: async (bytes, effort, weights) => {
      if (!declaresTensorflow(bytes)) return engine.load(bytes, effort, weights);
      const model = fromBinary(ModelProtoSchema, bytes);
      const { partsOf } = await import('./modelParts.js');
      const parts = partsOf(model);
      // A part of a network, cut out for itself, may have none of them.
      if (parts.every(({ runtime }) => runtime === 'onnx')) return engine.load(bytes, effort, weights);
      const { MixedSession } = await import('./mixedSession.js');
      return new MixedSession(
        (part) => engine.load(part, effort, weights),
        model,
        parts,
        (helper) => helpers.set(helper.provider, helper),
      );
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
