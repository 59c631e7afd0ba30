import { InputError } from '../../../inputError.js';
import type { GraphBuilder, Attributes } from './graphBuilder.js';
import { isObject, Settings, type JsonObject, type LayerConfig } from './layerConfig.js';
import { todaysKernels } from './olderKernels.js';
import { renamedSettings } from './olderSettings.js';
import { callOn, type Call } from './calls.js';
import type { Topology } from './topology.js';
import type { Shape, Value } from './value.js';
import { roleOf, type KerasWeights, type Part, type StoredWeight } from './weights.js';

/** Turns a layer, called on some values, into operators; a layer of several outputs gives a list. */
export type LayerTranslator = (layer: LayerContext, inputs: readonly Value[]) => Value | readonly Value[];

/** Weights by role; those are null that a layer may be without. */
type Found<Expected> = {
  [Role in keyof Expected]: null extends Expected[Role] ? StoredWeight | null : StoredWeight;
};

/** What the whole model shares while its layers are translated. */
export interface Translation {
  readonly file: string;
  /** Keras's major version, on which a few activation functions depend. */
  readonly version: number;
  /** The version as the file spells it: `2.2.4`, `2.2.4-tf`, `tfjs-layers 1.7.4`. */
  readonly release: string;
  /** What Keras computed with, where the file tells. */
  readonly backend: string | undefined;
  readonly builder: GraphBuilder;
  readonly weights: KerasWeights;
  /** Names of the models that are nested in the model. */
  readonly models: ReadonlySet<string>;
  /** Tensors that have been turned to another order already. */
  readonly turned: Map<string, string>;
  /** Translates any layer, for those that have others inside. */
  readonly layer: LayerTranslator;
  /** What a model inside a layer makes of the values that are fed to it. */
  readonly model: (topology: Topology, inputs: readonly Value[]) => readonly Value[];
}

/** One layer while it is translated: its settings, its weights, and operators under its name. */
export class LayerContext {
  readonly settings: Settings;

  /**
   * @param name unique in the model; the layer's own wherever that is.
   * @param call what it is given, and under which keywords.
   * @param parts of a layer inside the layer: the ways to it, the outermost first.
   */
  constructor(
    readonly translation: Translation,
    readonly layer: LayerConfig,
    readonly name: string,
    readonly call: Omit<Call, 'origins'> = callOn([]),
    private readonly parts: readonly Part[] = [],
  ) {
    this.settings = layer.settings;
  }

  /**
   * A layer that a setting describes, as one of the same name whose weights are a part of this one's.
   * @param suffix sets the operators' names apart, where that is needed.
   * @param beside settings that it takes where its own don't say.
   */
  inner(key: string, part: Part, suffix = '', beside: JsonObject = {}): LayerContext {
    const { kind, config } = this.described(key);
    return this.part(part, suffix, { kind, settings: { ...beside, ...config } });
  }

  /** The layer itself with other settings. */
  withSettings(settings: JsonObject): LayerContext {
    const layer = { ...this.layer, settings: new Settings(settings, this.settings.owner) };
    return new LayerContext(this.translation, layer, this.name, this.call, this.parts);
  }

  /** A part of the layer with weights of its own. */
  part(part: Part, suffix: string, described?: { readonly kind: string; readonly settings: JsonObject }) {
    const settings = described ? new Settings(described.settings, this.settings.owner) : this.settings;
    const layer = { ...this.layer, kind: described?.kind ?? this.layer.kind, settings };
    const name = suffix === '' ? this.name : `${this.name}/${suffix}`;
    const parts = [...this.parts, part];
    return new LayerContext(this.translation, layer, name, undefined, parts);
  }

  /** The class and the settings of a layer that a setting describes. */
  described(key: string): { readonly kind: string; readonly config: JsonObject } {
    const given = this.settings.get(key);
    if (!isObject(given) || typeof given.class_name !== 'string')
      return this.unread(`no \`${key}\` that is described`);
    const { kind, settings } = renamedSettings(given.class_name, isObject(given.config) ? given.config : {});
    return { kind, config: settings };
  }

  /** An operator of one output. */
  node(opType: string, input: readonly string[], attributes: Attributes = {}): string {
    return this.nodes(opType, input, 1, attributes)[0];
  }

  nodes(opType: string, input: readonly string[], outputs: number, attributes: Attributes = {}): string[] {
    return this.translation.builder.nodes(this.name, opType, input, attributes, outputs);
  }

  /** A weight of the layer, as a constant under the layer's name. */
  constant(role: string, dims: readonly number[], values: () => Float32Array): string {
    return this.translation.builder.floats(`${this.name}/${role}`, dims, values);
  }

  number(value: number): string {
    return this.translation.builder.floats(`number/${value}`, [], () => Float32Array.of(value));
  }

  integers(list: readonly number[]): string {
    return this.translation.builder.integers(list);
  }

  /**
   * The layer's weights by role; found by name where the file names them so, else by their order.
   * @param expected the dimensions of each, in Keras's order of weights; a size is null where any will do, and
   * all of it where the layer has no such weight.
   * @throws InputError where one is missing or of another shape.
   */
  weights<Expected extends Readonly<Record<string, Shape | null>>>(expected: Expected): Found<Expected> {
    const stored = this.stored();
    const roles = Object.keys(expected).filter((role) => expected[role] !== null);
    const named = roles.map((role) => {
      const [first, second] = stored.filter(({ name }) => roleOf(name) === role);
      if (second as StoredWeight | undefined) {
        this.refuse(
          `may have the ${role} "${first.name}" or "${second.name}"; give its layers names of their own and save the model again`,
        );
      }
      return first;
    });
    const found = named.every((weight) => weight !== undefined) ? named : stored;
    if (found.length < roles.length) {
      this.refuse(
        `should have ${roles.length} weights (${roles.join(', ')}), of which the file holds ${stored.length}; save the whole model again`,
      );
    }
    const all = Object.keys(expected).map((role) => {
      const wanted = expected[role];
      if (wanted === null) return [role, null];
      const weight = found[roles.indexOf(role)];
      const { dims } = weight;
      if (dims.length !== wanted.length || wanted.some((size, j) => size !== null && size !== dims[j])) {
        const text = (sizes: Shape) => sizes.map((size) => size ?? '?').join(' x ');
        this.refuse(
          `should have a ${role} of ${text(wanted)} and the file holds one of ${text(dims)}; save the whole model again`,
        );
      }
      return [role, weight];
    });
    return Object.fromEntries(all) as Found<Expected>;
  }

  /** What the file holds for the layer, without what belongs to a layer of that name in another model. */
  stored(): readonly StoredWeight[] {
    const { path } = this.layer;
    const others = [...this.translation.models].filter((model) => !path.includes(model));
    const all = this.translation.weights.of(this.layer, this.parts);
    const own = all.filter(({ name }) => !others.some((model) => `/${name}`.includes(`/${model}/`)));
    const { version, backend } = this.translation;
    return todaysKernels(own.length > 0 ? own : all, this.layer.kind, this.settings, version, backend);
  }

  /** The value in Keras's order of dimensions. */
  plain(value: Value): Value {
    if (value.order === 'keras') return value;
    const rank = value.shape.length + 1;
    return this.#turn(value, 'keras', [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1]);
  }

  /** The value with its last dimension, the channels, behind the samples'. */
  moved(value: Value): Value {
    if (value.order === 'moved' || value.shape.length < 2) return value;
    const rank = value.shape.length + 1;
    return this.#turn(value, 'moved', [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)]);
  }

  #turn(value: Value, order: Value['order'], perm: readonly number[]): Value {
    const { turned } = this.translation;
    let tensor = turned.get(value.tensor);
    if (tensor === undefined) {
      tensor = this.translation.builder.nodes(
        `${this.name}/Transpose`,
        'Transpose',
        [value.tensor],
        { perm },
        1,
      )[0];
      turned.set(value.tensor, tensor).set(tensor, value.tensor);
    }
    return { ...value, tensor, order };
  }

  /** @param reason follows the layer's name; without a full stop. */
  refuse(reason: string): never {
    throw new InputError(`The layer "${this.layer.path.join('/')}" in ${this.translation.file} ${reason}.`);
  }

  /** Refuses a setting that has no translation. */
  unread(what: string): never {
    return this.refuse(
      `(${this.layer.kind}) has ${what}, which can't be read; export the model to ONNX, for instance with tf2onnx`,
    );
  }
}
