import { InputError } from '../../../inputError.js';
import { callOn, originsIn, readCalls, type Call, type Origin } from './calls.js';
import { isList, isObject, Settings, type Json, type JsonObject, type LayerConfig } from './layerConfig.js';
import { renamedSettings } from './olderSettings.js';
import type { Shape } from './value.js';

/** A layer or a nested model, with the calls it takes part in. */
export interface Member extends LayerConfig {
  readonly calls: readonly Call[];
  /** The number by which its first call is spoken of. */
  readonly firstCall: number;
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

/** The kind that a function of Keras 3's has among the layers, which tells its name in the settings. */
export const operationKind = 'Operation';

const modelKinds = new Set(['Sequential', 'Functional', 'Model']);

/** Whether a class is that of a model, which describes layers of its own. */
export function isModel(kind: string): boolean {
  return modelKinds.has(kind);
}

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
  const { class_name: filedKind, config } = layer;
  const { kind, settings: values } = renamedSettings(
    isKerasOperation(layer) ? operationKind : filedKind,
    isKerasOperation(layer) ? { ...asSettings(config), function: filedKind } : asSettings(config),
  );
  const given = values.name ?? layer.name;
  const filed = snakeCase(filedKind);
  const before = counts.get(filed) ?? 0;
  counts.set(filed, before + 1);
  const groupName = before === 0 ? filed : `${filed}_${before}`;
  const name = typeof given === 'string' ? given : groupName;
  const own = [...path, name];
  const ownGroup = [...group, groupName];
  const owner = `The layer "${own.join('/')}" in ${file}`;
  const ownClass = classOfAProgram(layer);
  if (ownClass !== null) {
    throw new InputError(
      `${owner} is of a class that its program defines (${ownClass}), which can't be read; export the model to ONNX, for instance with tf2onnx.`,
    );
  }
  return {
    kind,
    path: own,
    group: ownGroup,
    settings: new Settings(values, owner),
    calls: readCalls(layer.inbound_nodes),
    firstCall: 0,
    inner: modelKinds.has(kind) ? readTopology(layer, file, own, ownGroup) : null,
    inputShape: inputShapeOf(values, layer.build_config),
  };
}

function asSettings(config: Json | undefined): JsonObject {
  return isObject(config) ? config : {};
}

/** A function of Keras 3's that a model calls between its layers, which may have the name of a layer: `Add`. */
function isKerasOperation({ module }: JsonObject): boolean {
  return typeof module === 'string' && /^keras\.(src\.)?ops\b/.test(module);
}

/** The name by which a program registered a class, be it that of one of Keras's: `Custom>Dense`; null for Keras's own. */
function classOfAProgram({ registered_name: name }: JsonObject): string | null {
  const isOwn = typeof name === 'string' && name.includes('>') && !/^keras(\.|>)/i.test(name);
  return isOwn ? name : null;
}

/** A sample's shape in any of the spellings; the oldest leave the samples out of it. */
function inputShapeOf(values: JsonObject, build: Json | undefined): Shape | null {
  const whole =
    values.batch_input_shape ?? values.batch_shape ?? (isObject(build) ? build.input_shape : null);
  if (isList(whole)) return sampleShape(whole);
  if (isList(values.input_shape)) return sampleShape([null, ...values.input_shape]);
  const { input_dim: width } = values;
  return typeof width === 'number' && values.units !== undefined && values.recurrent_activation === undefined
    ? sampleShape([null, width])
    : null;
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

function functional(members: readonly Member[], settings: JsonObject, file: string): Topology {
  const inputs = originsIn(settings.input_layers);
  const outputs = originsIn(settings.output_layers);
  if (inputs.length === 0 || outputs.length === 0) throw undescribed(file);
  const spokenOf = [...members.flatMap(({ calls }) => calls.flatMap(({ origins }) => origins)), ...outputs];
  const numbered = members.map((member) => {
    const name = member.path.at(-1);
    const calls = spokenOf.filter(({ layer }) => layer === name).map(({ call }) => call);
    // That a nested model was made counts as its first call in most versions.
    return member.inner && calls.length > 0 ? { ...member, firstCall: Math.min(...calls) } : member;
  });
  return { members: numbered, inputs, outputs };
}

/** Every layer is called on what the one before it made; the input is put first where it is not listed. */
function sequential(members: readonly Member[], settings: JsonObject, file: string): Topology {
  const [first] = members;
  const branches = first.settings.get('layers');
  if (!first.inner && isList(branches)) return joined(branches, members, file);
  let listed = members;
  if (first.kind !== 'InputLayer') {
    const inputShape = first.inputShape ?? innerInput(first) ?? sampleShape(settings.build_input_shape);
    const path = [...first.path.slice(0, -1), `${first.path.at(-1) ?? ''}_input`];
    const input = { kind: 'InputLayer', path, group: path, calls: [], firstCall: 0, inner: null, inputShape };
    listed = [{ ...input, settings: new Settings({}, `The input of ${file}`) }, ...members];
  }
  const name = (i: number) => listed[i].path.at(-1) ?? '';
  const origin = (i: number): Origin => ({ layer: name(i), call: 0, output: 0 });
  return {
    members: listed.map((member, i) => ({ ...member, calls: i === 0 ? [] : [callOn([origin(i - 1)])] })),
    inputs: [origin(0)],
    outputs: [origin(listed.length - 1)],
  };
}

/** Keras 1 begins a Sequential with a layer that joins models of their own, whose layers it files as its own. */
function joined(branches: readonly Json[], [join, ...rest]: readonly Member[], file: string): Topology {
  const [outer, group] = [join.path.slice(0, -1), join.group.slice(0, -1)];
  const models = branches.map((branch) => readTopology(branch, file, outer, group));
  const chain = [join, ...rest];
  const origin = (i: number): Origin => ({ layer: chain[i].path.at(-1) ?? '', call: 0, output: 0 });
  const given = models.flatMap(({ outputs }) => outputs);
  return {
    members: [
      ...models.flatMap(({ members }) => members),
      ...chain.map((member, i) => ({ ...member, calls: [callOn(i === 0 ? given : [origin(i - 1)])] })),
    ],
    inputs: models.flatMap(({ inputs }) => inputs),
    outputs: [origin(chain.length - 1)],
  };
}

/** The shape that a nested model's first input has. */
function innerInput({ inner }: Member): Shape | null {
  const name = inner?.inputs[0]?.layer;
  return inner?.members.find(({ path }) => path.at(-1) === name)?.inputShape ?? null;
}
