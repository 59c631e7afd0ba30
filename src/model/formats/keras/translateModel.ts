import { InputError } from '../../../inputError.js';
import { Graph } from '../../graph.js';
import { activationLayers } from './activationLayers.js';
import { attentionLayers } from './attentionLayers.js';
import { convolutionLayers } from './convolutionLayers.js';
import { dense } from './denseLayers.js';
import { GraphBuilder } from './graphBuilder.js';
import type { Json } from './layerConfig.js';
import { LayerContext, type LayerTranslator, type Translation } from './layerContext.js';
import { mergingLayers } from './mergingLayers.js';
import { normalizationLayers } from './normalizationLayers.js';
import { withPlainTuples } from './olderSettings.js';
import { paddingLayers } from './paddingLayers.js';
import { poolingLayers } from './poolingLayers.js';
import { recurrentLayers } from './recurrentLayers.js';
import { reshapingLayers } from './reshapingLayers.js';
import { stepLayers } from './stepLayers.js';
import { callOn, readTopology, type Call, type Member, type Origin, type Topology } from './topology.js';
import { shapeInGraph, type Value } from './value.js';
import type { KerasWeights } from './weights.js';

const translators = new Map<string, LayerTranslator>(
  Object.entries({
    Dense: dense,
    ...activationLayers,
    ...convolutionLayers,
    ...poolingLayers,
    ...normalizationLayers,
    ...mergingLayers,
    ...reshapingLayers,
    ...paddingLayers,
    ...recurrentLayers,
    ...stepLayers,
    ...attentionLayers,
  }),
);

/** A Keras model as its container gives it. */
export interface KerasModel {
  /** `{ class_name, config }`. */
  readonly description: Json | undefined;
  /** As Keras writes its version: `2.2.4-tf`, `3.3.3`, `tfjs-layers 1.7.4`. */
  readonly version: Json | undefined;
  readonly weights: KerasWeights;
  /** What Keras computed with, where the file tells: `tensorflow`, `theano`. */
  readonly backend?: string | undefined;
  /** Whether large weights are not read before they are wanted. */
  readonly leavesWeights?: boolean;
}

/**
 * Translates a Keras model to ONNX's operators, under its layers' names. Images keep Keras's order of
 * dimensions at the input and have their channels second from the first operator on that works on images.
 * @throws InputError naming the layer that can't be read.
 */
export function translateModel(model: KerasModel, file: string): Graph {
  const { description, version, weights, backend, leavesWeights } = model;
  const topology = readTopology(description && withPlainTuples(description), file);
  const major = /^(\d+)\./.exec(typeof version === 'string' ? version : '')?.[1];
  const builder = new GraphBuilder({ producer: 'keras', file, leavesWeights });
  const models = new Set(nestedModels(topology));
  const shared: Translation = {
    models,
    file,
    version: Number(major ?? 2),
    backend,
    builder,
    weights,
    turned: new Map(),
    layer: translateLayer,
    model: (inner, values) => walk.model(inner, values),
  };
  const walk = new Walk(shared, namesOf(topology));
  const inputs = topology.inputs.map(({ layer }) => {
    const { inputShape } = memberNamed(topology, layer, file);
    if (!inputShape) {
      throw new InputError(
        `The model in ${file} doesn't say what shape its input has; build it with an Input layer and save it again.`,
      );
    }
    return { tensor: layer, shape: inputShape, order: 'keras' as const };
  });
  const made = walk.model(topology, inputs);
  const outputs = topology.outputs.map(({ layer }, i) =>
    walk.context(memberNamed(topology, layer, file)).plain(made[i]),
  );
  return new Graph(builder.model(inputs, outputs));
}

function memberNamed({ members }: Topology, name: string, file: string): Member {
  const member = members.find(({ path }) => path.at(-1) === name);
  if (member) return member;
  throw new InputError(`${file} speaks of a layer "${name}" that it doesn't describe; save the model again.`);
}

function nestedModels({ members }: Topology): string[] {
  return members.flatMap(({ path, inner }) => (inner ? [path.at(-1) ?? '', ...nestedModels(inner)] : []));
}

/** How often each layer's name occurs, nested models included. */
function namesOf(topology: Topology, counts = new Map<string, number>()): Map<string, number> {
  for (const { path, inner } of topology.members) {
    const name = path.at(-1) ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (inner) namesOf(inner, counts);
  }
  return counts;
}

function translateLayer(at: LayerContext, inputs: readonly Value[]): Value | readonly Value[] {
  const translate = translators.get(at.layer.kind);
  if (translate) return translate(at, inputs);
  return at.refuse(
    `is of the kind ${at.layer.kind}, which can't be read; export the model to ONNX, for instance with tf2onnx`,
  );
}

/** Calls the layers of a model, and of those nested in it, as soon as what they are given is made. */
class Walk {
  constructor(
    private readonly translation: Translation,
    private readonly names: ReadonlyMap<string, number>,
  ) {}

  /** What a model makes of the values that are fed to it. */
  model(topology: Topology, inputs: readonly Value[]): Value[] {
    const { file } = this.translation;
    const made = new Map<string, readonly Value[]>();
    const key = (layer: string, call: number) => JSON.stringify([layer, call]);
    const fed = topology.inputs.map(({ layer }) => layer);
    if (fed.length !== inputs.length) {
      throw new InputError(
        `${file} gives a nested model ${inputs.length} values where it takes ${fed.length}; save the model again.`,
      );
    }
    fed.forEach((layer, i) => made.set(key(layer, 0), [inputs[i]]));
    const valueOf = ({ layer, call, output }: Origin) => made.get(key(layer, call))?.[output];
    let waiting = topology.members
      .filter(({ path }) => !fed.includes(path.at(-1) ?? ''))
      .flatMap((member) => member.calls.map((given, call) => ({ member, given, call })));
    // Layers are mostly listed in the order in which they are called, but need not be.
    while (waiting.length > 0) {
      const late = waiting.filter(({ member, given, call }) => {
        const values = given.origins.map(valueOf);
        if (values.length === 0 || !values.every((value) => value !== undefined)) return true;
        made.set(key(member.path.at(-1) ?? '', member.firstCall + call), this.call(member, given, values));
        return false;
      });
      if (late.length === waiting.length) break;
      waiting = late;
    }
    return topology.outputs.map((origin) => {
      const value = valueOf(origin);
      if (value) return value;
      throw new InputError(
        `${file} describes no way from the model's input to its layer "${origin.layer}"; save the model again.`,
      );
    });
  }

  call(member: Member, call: Call, inputs: readonly Value[]): readonly Value[] {
    if (member.inner) return this.model(member.inner, inputs);
    const made = translateLayer(this.context(member, call), inputs);
    const values = 'tensor' in made ? [made] : made;
    for (const value of values) this.translation.builder.shaped(value.tensor, shapeInGraph(value));
    return values;
  }

  /** What a layer is translated with. */
  context(member: Member, call: Call = callOn([])): LayerContext {
    const { path } = member;
    const own = path.at(-1) ?? '';
    return new LayerContext(this.translation, member, this.names.get(own) === 1 ? own : path.join('/'), call);
  }
}
