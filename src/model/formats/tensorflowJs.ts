import { InputError } from '../../inputError.js';
import type { Graph } from '../graph.js';
import { sizeOf } from '../tensor.js';
import { isList, isObject, type Json, type JsonObject } from './keras/layerConfig.js';
import { translateModel } from './keras/translateModel.js';
import { weightsNamed, weightsOfPart, type StoredWeight } from './keras/weights.js';
import type { ExternalReader } from './onnx.js';
import { bytesOfElement, storedNumbers } from './storedElements.js';
import { readNodes, shapeOf, sourceOf } from './tensorflowGraph/graphDef.js';
import { translateGraph, type TensorflowGraph } from './tensorflowGraph/translateGraph.js';

/** Whether a file is TensorFlow.js's description of a model, beside which its weights lie. */
export function isTensorflowJs(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2 ** 20));
  return /^(?:ï»¿)?\s*\{/.test(start) && /"(modelTopology|weightsManifest)"/.test(start);
}

/**
 * Reads a layers model or a graph model of TensorFlow.js and the weights beside it.
 * @param file the model's name, for messages.
 * @throws InputError where it holds a layer or an operator that can't be read, or weights are missing.
 */
export async function readTensorflowJs(
  bytes: Uint8Array,
  file: string,
  readExternal: ExternalReader,
): Promise<Graph> {
  const description = parse(bytes, file);
  const { modelTopology: topology, weightsManifest: manifest } = description;
  if (!isObject(topology)) {
    throw new InputError(`${file} holds weights and no layers; convert the whole model again.`);
  }
  if (topology.node !== undefined || topology.library !== undefined) {
    return translateGraph(
      graphOf(description, topology, await readManifest(manifest, file, readExternal), file),
      file,
    );
  }
  const config = topology.model_config;
  const layers = typeof config === 'string' ? (JSON.parse(config) as Json) : (config ?? topology);
  const stored = await readManifest(manifest, file, readExternal);
  return translateModel(
    {
      description: layers,
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

/** Every weight of the groups; a group's files hold its weights one after another, without regard to where they end. */
async function readManifest(
  manifest: Json | undefined,
  file: string,
  readExternal: ExternalReader,
): Promise<StoredWeight[]> {
  if (!isList(manifest)) throw malformed(file);
  const all: StoredWeight[] = [];
  for (const group of manifest) {
    if (!isObject(group) || !isList(group.paths) || !isList(group.weights)) throw malformed(file);
    const parts: Uint8Array[] = [];
    for (const path of group.paths) {
      if (typeof path !== 'string') throw malformed(file);
      parts.push(await readExternal(path, 0, null));
    }
    const bytes = joined(parts);
    let offset = 0;
    for (const described of group.weights) {
      const weight = storedWeight(described, file);
      const end = offset + weight.extent(bytes.subarray(offset));
      if (end > bytes.length) {
        throw new InputError(
          `The weights of ${file} end within "${weight.name}": ${end} bytes are needed and ${bytes.length} are there; copy all of its files again.`,
        );
      }
      const own = bytes.subarray(offset, end);
      all.push({ name: weight.name, dims: weight.dims, values: () => weight.read(own) });
      offset = end;
    }
    if (offset !== bytes.length) {
      throw new InputError(
        `The weights of ${file} should take ${offset} bytes and take ${bytes.length}; copy all of its files again.`,
      );
    }
  }
  return all;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
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
    return { name, dims, extent: (bytes: Uint8Array) => extentOfTexts(bytes, size), read };
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
function extentOfTexts(bytes: Uint8Array, count: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let i = 0; i < count; i++) at += 4 + (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  return at;
}
