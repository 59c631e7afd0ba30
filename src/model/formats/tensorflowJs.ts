import { InputError } from '../../inputError.js';
import type { Graph } from '../graph.js';
import { sizeOf } from '../tensor.js';
import { isList, isObject, type Json, type JsonObject } from './keras/layerConfig.js';
import { translateModel } from './keras/translateModel.js';
import { weightsNamed, weightsOfPart, type StoredWeight } from './keras/weights.js';
import { joinedBytes, rangeOf, type StoredBytes } from './storedBytes.js';
import { bytesOfElement, storedNumbers } from './storedElements.js';
import { readNodes, shapeOf, sourceOf } from './tensorflowGraph/graphDef.js';
import { translateGraph, type TensorflowGraph } from './tensorflowGraph/translateGraph.js';
import { partsBeside, stayInFiles, type ExternalReader, type WeightFiles } from './weightFiles.js';

/** Whether a file is TensorFlow.js's description of a model, beside which its weights lie. */
export function isTensorflowJs(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2 ** 20));
  return /^(?:ï»¿)?\s*\{/.test(start) && /"(modelTopology|weightsManifest)"/.test(start);
}

/**
 * Reads a layers model or a graph model of TensorFlow.js and the weights beside it.
 * @param file the model's name, for messages.
 * @param files where large weights may stay in their files.
 * @throws InputError where it holds a layer or an operator that can't be read, or weights are missing.
 */
export async function readTensorflowJs(
  bytes: Uint8Array,
  file: string,
  readExternal: ExternalReader,
  files: WeightFiles | null = null,
): Promise<Graph> {
  const description = parse(bytes, file);
  const { modelTopology: topology, weightsManifest: manifest } = description;
  if (!isObject(topology)) {
    throw new InputError(`${file} holds weights and no layers; convert the whole model again.`);
  }
  const isGraph = topology.node !== undefined || topology.library !== undefined;
  const readStored = async () => {
    const { weights, bytes } = await readManifest(manifest, file, partsBeside(readExternal, files));
    return { stored: weights, leavesWeights: stayInFiles(files, bytes) };
  };
  if (isGraph) {
    const { stored, leavesWeights } = await readStored();
    return translateGraph({ ...graphOf(description, topology, stored, file), leavesWeights }, file);
  }
  const config = topology.model_config;
  const layers = typeof config === 'string' ? (JSON.parse(config) as Json) : (config ?? topology);
  const { stored, leavesWeights } = await readStored();
  return translateModel(
    {
      description: layers,
      leavesWeights,
      version: topology.keras_version,
      weights: { of: (layer, parts) => weightsOfPart(weightsNamed(stored, layer), parts) },
    },
    file,
  );
}

/** A graph model, with the inputs and outputs that its signature names. */
function graphOf(
  { signature, userDefinedMetadata }: JsonObject,
  topology: JsonObject,
  stored: readonly StoredWeight[],
  file: string,
): TensorflowGraph {
  const given = signature ?? (isObject(userDefinedMetadata) ? userDefinedMetadata.signature : undefined);
  const ports = (side: Json | undefined) =>
    Object.values(isObject(side) ? side : {}).flatMap((port) =>
      isObject(port) && typeof port.name === 'string'
        ? [{ source: sourceOf(port.name), shape: shapeOf(port.tensorShape) }]
        : [],
    );
  const inputs = ports(isObject(given) ? given.inputs : undefined);
  const outputs = ports(isObject(given) ? given.outputs : undefined);
  const weights = new Map(stored.map((weight) => [weight.name, weight]));
  return {
    nodes: readNodes(topology.node, file),
    inputs: inputs.length > 0 ? inputs : null,
    outputs: outputs.length > 0 ? outputs.map(({ source }) => source) : null,
    weight: (name) => weights.get(name),
  };
}

function parse(bytes: Uint8Array, file: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new InputError(
      `${file} is damaged: its text breaks off or is no JSON; copy or convert the model again.`,
    );
  }
  return value as JsonObject;
}

function malformed(file: string): InputError {
  return new InputError(`The list of weights in ${file} can't be read; convert the model again.`);
}

/**
 * Every weight of the groups, and the bytes that all take; a group's files hold its weights one after another, without regard
 * to where they end.
 */
async function readManifest(
  manifest: Json | undefined,
  file: string,
  openBeside: WeightFiles['reader'],
): Promise<{ readonly weights: readonly StoredWeight[]; readonly bytes: number }> {
  if (!isList(manifest)) throw malformed(file);
  const weights: StoredWeight[] = [];
  let total = 0;
  for (const group of manifest) {
    if (!isObject(group) || !isList(group.paths) || !isList(group.weights)) throw malformed(file);
    const parts: StoredBytes[] = [];
    for (const path of group.paths) {
      if (typeof path !== 'string') throw malformed(file);
      parts.push(await openBeside(path, 0, null));
    }
    const bytes = joinedBytes(parts);
    total += bytes.size;
    let offset = 0;
    for (const described of group.weights) {
      const weight = storedWeight(described, file);
      const end = offset + weight.extent(rangeOf(bytes, offset, bytes.size - offset));
      if (end > bytes.size) {
        throw new InputError(
          `The weights of ${file} end within "${weight.name}": ${end} bytes are needed and ${bytes.size} are there; copy all of its files again.`,
        );
      }
      const [start, length] = [offset, end - offset];
      const values = () => weight.read(bytes.read(start, length));
      weights.push({ name: weight.name, dims: weight.dims, values });
      offset = end;
    }
    if (offset !== bytes.size) {
      throw new InputError(
        `The weights of ${file} should take ${offset} bytes and take ${bytes.size}; copy all of its files again.`,
      );
    }
  }
  return { weights, bytes: total };
}

/** A weight as the manifest describes it; quantised ones are `scale * whole + min`. */
function storedWeight(described: Json, file: string) {
  if (!isObject(described) || typeof described.name !== 'string' || !isList(described.shape)) {
    throw malformed(file);
  }
  const { name, quantization } = described;
  const dims = described.shape.map((size) => {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) throw malformed(file);
    return size;
  });
  const { dtype = null, scale = 1, min = 0 } = isObject(quantization) ? quantization : described;
  const type = dtype ?? described.dtype;
  const width = typeof type === 'string' ? bytesOfElement(type) : undefined;
  const unread = () =>
    new InputError(
      `The weight "${name}" of ${file} is of the type ${JSON.stringify(type)}, which can't be read; convert the model again without it.`,
    );
  const size = sizeOf(dims);
  if (type === 'string') {
    const read = () => {
      throw unread();
    };
    return { name, dims, extent: (bytes: StoredBytes) => extentOfTexts(bytes, size), read };
  }
  if (width === undefined || typeof scale !== 'number' || typeof min !== 'number') throw unread();
  const isWhole = isObject(quantization) && dtype !== 'float16';
  const read = (bytes: Uint8Array): Float32Array => {
    const values = storedNumbers(bytes, type as string, size);
    return isWhole ? values.map((value) => value * scale + min) : values;
  };
  return { name, dims, extent: () => size * width, read };
}

/** Bytes that texts take, each behind its length: graphs hold some that nothing computes with. */
function extentOfTexts(bytes: StoredBytes, count: number): number {
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.size) return at + 4 * (count - i);
    const { buffer, byteOffset } = bytes.read(at, 4);
    at += 4 + new DataView(buffer, byteOffset).getUint32(0, true);
  }
  return at;
}
