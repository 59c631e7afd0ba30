import { InputError } from '../../inputError.js';
import type { Graph } from '../graph.js';
import { float16, sizeOf } from '../tensor.js';
import { isList, isObject, type Json, type JsonObject } from './keras/layerConfig.js';
import { translateModel } from './keras/translateModel.js';
import { weightsNamed, weightsOfPart, type StoredWeight } from './keras/weights.js';
import type { ExternalReader } from './onnx.js';

/** Whether a file is TensorFlow.js's description of a model, beside which its weights lie. */
export function isTensorflowJs(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2 ** 20));
  return /^(?:ï»¿)?\s*\{/.test(start) && /"(modelTopology|weightsManifest)"/.test(start);
}

/**
 * Reads a layers model of TensorFlow.js and the weights beside it.
 * @param file the model's name, for messages.
 * @throws InputError where it is a graph model, holds a layer that can't be read, or weights are missing.
 */
export async function readTensorflowJs(
  bytes: Uint8Array,
  file: string,
  readExternal: ExternalReader,
): Promise<Graph> {
  const { modelTopology: topology, weightsManifest: manifest } = parse(bytes, file);
  if (!isObject(topology)) {
    throw new InputError(`${file} holds weights and no layers; convert the whole model again.`);
  }
  if (topology.node !== undefined || topology.library !== undefined) {
    throw new InputError(
      `${file} is a graph model of TensorFlow.js, which can't be read yet; convert the model it came from to a layers model, or export that to ONNX.`,
    );
  }
  const config = topology.model_config;
  const description = typeof config === 'string' ? (JSON.parse(config) as Json) : (config ?? topology);
  const stored = await readManifest(manifest, file, readExternal);
  return translateModel(
    {
      description,
      version: topology.keras_version,
      weights: { of: (layer, parts) => weightsOfPart(weightsNamed(stored, layer), parts) },
    },
    file,
  );
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
      const end = offset + weight.bytes;
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

/** Bytes an element takes, and how it is read. */
interface Element {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

const elements = new Map<string, Element>(
  Object.entries({
    float32: { bytes: 4, read: (view: DataView, at: number) => view.getFloat32(at, true) },
    float16: { bytes: 2, read: (view: DataView, at: number) => float16(view.getUint16(at, true)) },
    int32: { bytes: 4, read: (view: DataView, at: number) => view.getInt32(at, true) },
    uint16: { bytes: 2, read: (view: DataView, at: number) => view.getUint16(at, true) },
    uint8: { bytes: 1, read: (view: DataView, at: number) => view.getUint8(at) },
    bool: { bytes: 1, read: (view: DataView, at: number) => view.getUint8(at) },
  }),
);

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
  const element = typeof type === 'string' ? elements.get(type) : undefined;
  if (!element || typeof scale !== 'number' || typeof min !== 'number') {
    throw new InputError(
      `The weight "${name}" of ${file} is of the type ${JSON.stringify(type)}, which can't be read; convert the model again without it.`,
    );
  }
  const isWhole = isObject(quantization) && dtype !== 'float16';
  const size = sizeOf(dims);
  const read = (bytes: Uint8Array): Float32Array => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float32Array.from({ length: size }, (_, i) => {
      const value = element.read(view, i * element.bytes);
      return isWhole ? value * scale + min : value;
    });
  };
  return { name, dims, bytes: size * element.bytes, read };
}
