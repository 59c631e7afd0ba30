import { InputError } from '../../inputError.js';
import type { Graph } from '../graph.js';
import { isObject, type Json, type JsonObject } from './keras/layerConfig.js';
import { translateModel } from './keras/translateModel.js';
import { weightsNamed, weightsOfPart, type StoredWeight } from './keras/weights.js';
import { readNodes, shapeOf, sourceOf } from './tensorflowGraph/graphDef.js';
import { translateGraph, type TensorflowGraph } from './tensorflowGraph/translateGraph.js';
import { partsBeside, stayInFiles, type ExternalReader, type WeightFiles } from './weightFiles.js';
import { readManifest } from './weightsManifest.js';

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
  const description = parse(new TextDecoder().decode(bytes), file) as JsonObject;
  const { modelTopology: given, weightsManifest: manifest } = description;
  const topology = unquoted(given, file);
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
  const layers = unquoted(topology.model_config, file) ?? topology;
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

function parse(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new InputError(
      `${file} is damaged: its text breaks off or is no JSON; copy or convert the model again.`,
    );
  }
}

/** A part of the description, which some programs keep as text. */
function unquoted(value: Json | undefined, file: string): Json | undefined {
  return typeof value === 'string' ? parse(value, file) : value;
}
