import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { InputError } from '../../inputError.js';
import { Graph } from '../graph.js';
import { isInFile, leftInFile, tensorOf } from '../tensor.js';
import { withAnsweringMode } from './answeringMode.js';
import { withEinsumsAsProducts } from './einsumProducts.js';
import { withFusedWrittenOut } from './fusedOperators.js';
import { withFunctionsInlined } from './localFunctions.js';
import { inVersionSeven } from './olderOperators.js';
import { explainOtherFormat } from './otherFormats.js';
import { allOf } from './storedBytes.js';
import type { ExternalReader, WeightFiles } from './weightFiles.js';
import { withWideFloats } from './widened.js';
import {
  ModelProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
  type GraphProto,
  type ModelProto,
  type TensorProto,
} from '../onnx_pb.js';

export type { ExternalReader } from './weightFiles.js';

/**
 * Reads an ONNX model, weights in external data files included.
 * @param file the model's name, for messages.
 * @throws InputError where the bytes are no ONNX model, are damaged, or have operators that are too old or
 * out of order.
 */
export async function readOnnx(
  bytes: Uint8Array,
  file: string,
  readExternal: ExternalReader,
  weights: WeightFiles | null = null,
): Promise<Graph> {
  const model = withFunctionsInlined(decode(bytes, file), file);
  const outside = (model.graph ? [...allTensors(model.graph)] : []).filter(isInFile);
  const known = outside.map((tensor) => ({ tensor, place: placeOf(tensor) }));
  const initializers = new Set(model.graph?.initializer);
  const bytesOutside = known.reduce((sum, { place }) => sum + (place.length ?? 0), 0);
  for (const { tensor, place } of known) {
    const { location, offset, length } = place;
    // Engines find them for initializers alone, and those of a known length.
    const stays =
      weights && bytesOutside > weights.mostInMemory && length !== null && initializers.has(tensor);
    if (stays) {
      const stored = await weights.reader(location, offset, length);
      leftInFile(tensor, () => allOf(stored));
    } else loadExternal(tensor, await readExternal(location, offset, length));
  }
  const graph = new Graph(writtenOut(inVersionSeven(withWideFloats(model), file)));
  refuseDisorder(graph, file);
  return graph;
}

/**
 * The bytes of a model, as an engine takes them. Messages that were read come back as they were, fields that
 * the schema does not list behind the others.
 */
export function writeOnnx(model: ModelProto): Uint8Array {
  return toBinary(ModelProtoSchema, model);
}

const floats = new Set<number>([DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16]);

/**
 * Refuses a model with a weight that is not a number: every answer would be undefined.
 * @throws InputError naming the weight.
 */
export function refuseNaN(graph: Graph, file: string): void {
  for (const tensor of graph.initializers.values()) {
    const { dataType } = tensor;
    if (floats.has(dataType) && tensorOf(tensor).values.some(Number.isNaN)) {
      throw new InputError(
        `The weight "${tensor.name}" in ${file} holds NaN (not a number), so the network has no answers to measure; check the training run and export the model again.`,
      );
    }
  }
}

/** The model as it answers, in the operators that layers are found by. */
function writtenOut(model: ModelProto): ModelProto {
  return withFusedWrittenOut(withEinsumsAsProducts(withAnsweringMode(model)));
}

function decode(bytes: Uint8Array, file: string): ModelProto {
  if (bytes.byteLength === 0) {
    throw new InputError(`${file} is empty; export the model again.`);
  }
  const explanation = explainOtherFormat(bytes, file);
  if (explanation !== null) throw new InputError(`${file} ${explanation}`);
  // The first field of every model is one of ModelProto's; text and other formats rarely look like that.
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes);
  } catch {
    if (bytes[0] === 0x08) throw cutOff(file);
    throw new InputError(
      `${file} is not an ONNX model, whatever its name says; choose a model that was exported to ONNX.`,
    );
  }
  if (!model.graph || model.graph.node.length === 0) {
    throw new InputError(
      `${file} holds no network: it is not an ONNX model, or it was cut off; copy or export it again.`,
    );
  }
  // The version of the operators is often what stands last; only the earliest files leave it out.
  if (model.irVersion >= 3n && model.opsetImport.length === 0) throw cutOff(file);
  return model;
}

function cutOff(file: string): InputError {
  return new InputError(
    `${file} is damaged: it ends or breaks off in the middle of the model; copy or export it again.`,
  );
}

/** Refuses what ONNX forbids and walking a graph relies on: tensors made twice, or read before they are made. */
function refuseDisorder({ nodes, inputs }: Graph, file: string): void {
  const made = new Set(inputs.map(({ name }) => name));
  const makeable = new Set(nodes.flatMap(({ output }) => output));
  for (const { input, output } of nodes) {
    const early = input.find((tensor) => tensor !== '' && makeable.has(tensor) && !made.has(tensor));
    if (early !== undefined) {
      throw new InputError(
        `${file} lists its operators out of order: one reads "${early}" before another makes it; sort them, for instance with onnx-graphsurgeon, or export the model again.`,
      );
    }
    for (const tensor of output) {
      if (tensor !== '' && made.has(tensor)) {
        throw new InputError(
          `${file} is damaged: two of its operators make the tensor "${tensor}"; export the model again.`,
        );
      }
      made.add(tensor);
    }
  }
}

/** Every tensor of a graph: weights, constants, and those of its sub-graphs. */
function* allTensors(graph: GraphProto): Generator<TensorProto> {
  yield* graph.initializer;
  for (const node of graph.node) {
    for (const attribute of node.attribute) {
      if (attribute.t) yield attribute.t;
      if (attribute.g) yield* allTensors(attribute.g);
      for (const inner of attribute.graphs) yield* allTensors(inner);
    }
  }
}

/** Where a tensor's bytes stand; a length of null is to the file's end. */
function placeOf(tensor: TensorProto): { location: string; offset: number; length: number | null } {
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const location = entries.get('location');
  if (location === undefined) {
    throw new InputError(
      `The weight "${tensor.name}" should stand in a file of its own, but the model doesn't say in which; export it again.`,
    );
  }
  const length = entries.get('length');
  return {
    location,
    offset: Number(entries.get('offset') ?? 0),
    length: length === undefined ? null : Number(length),
  };
}

function loadExternal(tensor: TensorProto, rawData: Uint8Array): void {
  tensor.rawData = rawData;
  tensor.externalData = [];
  tensor.dataLocation = DataLocation.DEFAULT;
}
