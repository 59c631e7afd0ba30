import { InputError } from '../../../inputError.js';
import { Graph } from '../../graph.js';
import { callOn, type Call, type Origin } from './calls.js';
import { activationLayers } from './activationLayers.js';
import { attentionLayers } from './attentionLayers.js';
import { cellLayers } from './cellLayers.js';
import { convolutionLayers } from './convolutionLayers.js';
import { croppingLayers } from './croppingLayers.js';
import { dense, einsumDense } from './denseLayers.js';
import { dotAttentionLayers } from './dotAttentionLayers.js';
import { GraphBuilder } from './graphBuilder.js';
import type { Json } from './layerConfig.js';
import { LayerContext, type LayerTranslator, type Translation } from './layerContext.js';
import { lambda } from './lambdaLayer.js';
import { locallyConnectedLayers } from './locallyConnectedLayers.js';
import { mergingLayers } from './mergingLayers.js';
import { normalizationLayers } from './normalizationLayers.js';
import { withPlainValues } from './olderSettings.js';
import { operationLayers, operationWithoutModule } from './operationLayers.js';
import { paddingLayers } from './paddingLayers.js';
import { poolingLayers } from './poolingLayers.js';
import { recurrentLayers } from './recurrentLayers.js';
import { reshapingLayers } from './reshapingLayers.js';
import { stepLayers } from './stepLayers.js';
import { readTopology, type Member, type Topology } from './topology.js';
import { shapeInGraph, type Value } from './value.js';
import type { KerasWeights } from './weights.js';

const translators = new Map<string, LayerTranslator>(
  Object.entries({
    Dense: dense,
    EinsumDense: einsumDense,
    Lambda: lambda,
    ...activationLayers,
    ...convolutionLayers,
    ...poolingLayers,
    ...normalizationLayers,
    ...mergingLayers,
    ...reshapingLayers,
    ...paddingLayers,
    ...recurrentLayers,
    ...cellLayers,
    ...stepLayers,
    ...attentionLayers,
    ...dotAttentionLayers,
    ...croppingLayers,
    ...locallyConnectedLayers,
    ...operationLayers,
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
  const topology = readTopology(description && withPlainValues(description), file);
  const release = typeof version === 'string' ? version : '';
  const major = /^(\d+)\./.exec(release)?.[1];
  const builder = new GraphBuilder({ producer: 'keras', file, leavesWeights });
  const models = new Set(nestedModels(topology));
  const shared: Translation = {
    models,
    file,
    version: Number(major ?? 2),
    release,
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
  const known = translators.get(at.layer.kind);
  const translate = operationWithoutModule(at, known !== undefined) ?? known;
  if (translate) return translate(at, inputs);
  return at.refuse(
    `is of the kind ${at.layer.kind}, which can't be read; export the model to ONNX, for instance with tf2onnx`,
  );
}

/** Keys of the calls that some outputs depend on; what only served training, such as a loss of its own, need not be read. */
function neededFor(
  outputs: readonly Origin[],
  calls: ReadonlyMap<string, Call>,
  key: (layer: string, call: number) => string,
): ReadonlySet<string> {
  const needed = new Set<string>();
  const waiting = [...outputs];
  for (let origin = waiting.pop(); origin; origin = waiting.pop()) {
    const own = key(origin.layer, origin.call);
    if (needed.has(own)) continue;
    needed.add(own);
    waiting.push(...(calls.get(own)?.origins ?? []));
  }
  return needed;
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
    const calls = topology.members
      .filter(({ path }) => !fed.includes(path.at(-1) ?? ''))
      .flatMap((member) =>
        member.calls.map((given, i) => {
          const call = member.firstCall + i;
          return { member, given, key: key(member.path.at(-1) ?? '', call) };
        }),
      );
    const needed = neededFor(topology.outputs, new Map(calls.map((one) => [one.key, one.given])), key);
    let waiting = calls.filter((one) => needed.has(one.key));
    // Layers are mostly listed in the order in which they are called, but need not be.
    while (waiting.length > 0) {
      const late = waiting.filter(({ member, given, key: own }) => {
        const values = given.origins.map(valueOf);
        if (values.length === 0 || !values.every((value) => value !== undefined)) return true;
        made.set(own, this.call(member, given, values));
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
