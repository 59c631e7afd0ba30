import { InputError } from '../../../inputError.js';
import { isList, isObject, Settings, type Json, type JsonObject, type LayerConfig } from './layerConfig.js';
import type { Shape } from './value.js';

/** A call's value: which layer made it, in which of its calls, as which of its outputs. */
export interface Origin {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
}

/** A layer or a nested model, with the calls it takes part in; each lists what it is given. */
export interface Member extends LayerConfig {
  readonly calls: readonly (readonly Origin[])[];
  /** The layers inside, where it is a model itself. */
  readonly inner: Topology | null;
  /** Of an input: the shape of one sample, where the description tells. */
  readonly inputShape: Shape | null;
}

/** A model as a graph of calls. */
export interface Topology {
  readonly members: readonly Member[];
  readonly inputs: readonly Origin[];
  readonly outputs: readonly Origin[];
}

const modelKinds = new Set(['Sequential', 'Functional', 'Model']);

/** Deeper than any model that people nest. */
const deepest = 32;

/**
 * Reads the description of a model: Sequential or functional, as Keras 2 or 3 or TensorFlow.js write it.
 * @param model `{ class_name, config }`.
 * @throws InputError where it is none, or a subclass whose layers no description tells.
 */
export function readTopology(
  model: Json | undefined,
  file: string,
  path: readonly string[] = [],
  group: readonly string[] = [],
): Topology {
  if (!isObject(model) || typeof model.class_name !== 'string') throw undescribed(file);
  const { class_name: kind, config } = model;
  if (!modelKinds.has(kind)) {
    throw new InputError(
      `${file} holds a model of the class ${kind}, whose layers only its program tells; export the model to ONNX, for instance with tf2onnx.`,
    );
  }
  if (path.length > deepest) throw undescribed(file);
  // The first versions of Keras have a list alone for Sequential.
  const layers = isList(config) ? config : isObject(config) ? config.layers : undefined;
  if (!isList(layers) || layers.length === 0) throw undescribed(file);
  const settings = isObject(config) ? config : {};
  const counts = new Map<string, number>();
  const members = layers.map((layer) => readMember(layer, file, path, group, counts));
  return kind === 'Sequential' ? sequential(members, settings, file) : functional(members, settings, file);
}

function undescribed(file: string): InputError {
  return new InputError(`${file} doesn't describe the layers of a Keras model; save the whole model again.`);
}

function readMember(
  layer: Json,
  file: string,
  path: readonly string[],
  group: readonly string[],
  counts: Map<string, number>,
): Member {
  if (!isObject(layer) || typeof layer.class_name !== 'string') throw undescribed(file);
  const { class_name: kind, config } = layer;
  const values = isObject(config) ? config : {};
  const given = values.name ?? layer.name;
  const filed = snakeCase(kind);
  const before = counts.get(filed) ?? 0;
  counts.set(filed, before + 1);
  const groupName = before === 0 ? filed : `${filed}_${before}`;
  const name = typeof given === 'string' ? given : groupName;
  const own = [...path, name];
  const ownGroup = [...group, groupName];
  return {
    kind,
    path: own,
    group: ownGroup,
    settings: new Settings(values, `The layer "${own.join('/')}" in ${file}`),
    calls: readCalls(layer.inbound_nodes),
    inner: modelKinds.has(kind) ? readTopology(layer, file, own, ownGroup) : null,
    inputShape: sampleShape(
      values.batch_input_shape ??
        values.batch_shape ??
        (isObject(layer.build_config) && layer.build_config.input_shape),
    ),
  };
}

/** The name of a class as Keras 3 spells it in a file of weights: `max_pooling2d`. */
function snakeCase(kind: string): string {
  return kind
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function sampleShape(value: Json | undefined): Shape | null {
  if (!isList(value) || value.length < 2) return null;
  const shape = value.slice(1).map((size) => (typeof size === 'number' ? size : null));
  return shape.every((size) => size === null || (Number.isInteger(size) && size > 0)) ? shape : null;
}

/** Origins in any of the spellings: Keras 2's `[name, call, output, {}]`, and Keras 3's tensors within arguments. */
function originsIn(value: Json | undefined): Origin[] {
  if (isList(value)) {
    const [layer, call, output] = value;
    if (typeof layer === 'string' && typeof call === 'number' && typeof output === 'number') {
      return [{ layer, call, output }];
    }
    return value.flatMap(originsIn);
  }
  if (!isObject(value)) return [];
  if (value.class_name === '__keras_tensor__' && isObject(value.config)) {
    return originsIn(value.config.keras_history);
  }
  return Object.values(value).flatMap(originsIn);
}

function readCalls(nodes: Json | undefined): Origin[][] {
  return isList(nodes) ? nodes.map(originsIn) : [];
}

function functional(members: readonly Member[], settings: JsonObject, file: string): Topology {
  const inputs = originsIn(settings.input_layers);
  const outputs = originsIn(settings.output_layers);
  if (inputs.length === 0 || outputs.length === 0) throw undescribed(file);
  return { members, inputs, outputs };
}

/** Every layer is called on what the one before it made; the input is put first where it is not listed. */
function sequential(members: readonly Member[], settings: JsonObject, file: string): Topology {
  const [first] = members;
  let listed = members;
  if (first.kind !== 'InputLayer') {
    const inputShape = first.inputShape ?? innerInput(first) ?? sampleShape(settings.build_input_shape);
    const path = [...first.path.slice(0, -1), `${first.path.at(-1) ?? ''}_input`];
    const input = { kind: 'InputLayer', path, group: path, calls: [], inner: null, inputShape };
    listed = [{ ...input, settings: new Settings({}, `The input of ${file}`) }, ...members];
  }
  const name = (i: number) => listed[i].path.at(-1) ?? '';
  const origin = (i: number): Origin => ({ layer: name(i), call: 0, output: 0 });
  return {
    members: listed.map((member, i) => ({ ...member, calls: i === 0 ? [] : [[origin(i - 1)]] })),
    inputs: [origin(0)],
    outputs: [origin(listed.length - 1)],
  };
}

/** The shape that a nested model's first input has. */
function innerInput({ inner }: Member): Shape | null {
  const name = inner?.inputs[0]?.layer;
  return inner?.members.find(({ path }) => path.at(-1) === name)?.inputShape ?? null;
}
