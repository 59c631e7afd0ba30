import { InputError } from '../../../inputError.js';
import type { Attributes, GraphBuilder } from '../keras/graphBuilder.js';
import type { JsonObject } from '../keras/layerConfig.js';
import { NodeAttributes, type NodeDef } from './graphDef.js';
import type { Computed, GraphValue, Weight } from './graphValue.js';

/**
 * Turns an operator of TensorFlow's, given what it reads, into operators of ONNX's. Null where this form of it has no
 * translation: then TensorFlow.js runs it.
 */
export type OperatorTranslator = (
  at: NodeContext,
  inputs: readonly GraphValue[],
) => GraphValue | readonly GraphValue[] | null;

/** What the whole graph shares while its nodes are translated. */
export interface GraphTranslation {
  readonly file: string;
  readonly builder: GraphBuilder;
  /** Tensors that have been turned to another order already. */
  readonly turned: Map<string, string>;
  /** Of tensors that are but the rows along the last dimension of another: that one. */
  readonly rowsOf: Map<string, Computed>;
  /** Which weight, in which arrangement, has taken a constant's name. */
  readonly constants: Map<string, string>;
}

/** A node while it is translated: its attributes, and ONNX's operators under its name. */
export class NodeContext {
  readonly attributes: NodeAttributes;

  constructor(
    readonly translation: GraphTranslation,
    readonly node: NodeDef,
  ) {
    this.attributes = node.attributes;
  }

  /** An operator of one output. */
  add(opType: string, input: readonly string[], attributes: Attributes = {}): string {
    return this.addAll(opType, input, 1, attributes)[0];
  }

  addAll(opType: string, input: readonly string[], outputs: number, attributes: Attributes = {}): string[] {
    return this.translation.builder.nodes(this.node.name, opType, input, attributes, outputs);
  }

  /**
   * A weight as a constant of the node, rearranged for it.
   * @param role what the node takes it for; the constant is called `scope/role`, by which layers find their names.
   */
  constant(weight: Weight, role: string, dims = weight.dims, values = () => weight.values()): string {
    const { constants, builder } = this.translation;
    const use = `${weight.name} ${role} ${dims.join()}`;
    // Where the node is of no scope, the weight's own name may tell more.
    const own = !this.node.name.includes('/') && weight.name.includes('/') ? [weight.name] : [];
    const names = [...own, `${this.scope}/${role}`, `${this.node.name}/${role}`, use];
    const name = names.find((one) => (constants.get(one) ?? use) === use) ?? use;
    constants.set(name, use);
    return builder.floats(name, dims, values);
  }

  /** What a layer's nodes have in common: the node's name without the operator's own part. */
  get scope(): string {
    const { name } = this.node;
    const end = name.lastIndexOf('/');
    return (end === -1 ? name : name.slice(0, end)).replace(/^StatefulPartitionedCall(_\d+)?\/(?=.)/, '');
  }

  number(value: number): string {
    return this.translation.builder.floats(`number/${value}`, [], () => Float32Array.of(value));
  }

  integers(list: readonly number[]): string {
    return this.translation.builder.integers(list);
  }

  /** The same node with some attributes in place of its own. */
  withAttributes(values: JsonObject): NodeContext {
    const attributes = new NodeAttributes({ ...this.attributes.values, ...values });
    return new NodeContext(this.translation, { ...this.node, attributes });
  }

  /** The name of a value's tensor, in TensorFlow's order of dimensions; null where it has none of its own. */
  tensor(value: GraphValue): string | null {
    if (value.kind === 'blocked') return null;
    if (value.kind === 'computed') return this.plain(value).tensor;
    if (value.kind === 'weight') return this.constant(value, 'constant');
    const list = value.list.filter((one) => one !== null);
    if (list.length < value.list.length || value.dims.length > 1) return null;
    const tensor = this.integers(list);
    return value.dims.length === 1 ? tensor : this.add('Squeeze', [tensor, this.integers([0])]);
  }

  /** The value in TensorFlow's order of dimensions. */
  plain(value: Computed): Computed {
    if (value.order === 'plain' || !value.shape) return value;
    const rank = value.shape.length;
    return this.#turn(value, 'plain', [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1]);
  }

  /** The value with its last dimension, the channels, behind the samples'. */
  moved(value: Computed): Computed {
    if (value.order === 'moved' || !value.shape || value.shape.length < 3) return value;
    const rank = value.shape.length;
    return this.#turn(value, 'moved', [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)]);
  }

  #turn(value: Computed, order: Computed['order'], perm: readonly number[]): Computed {
    const { turned, builder } = this.translation;
    let tensor = turned.get(value.tensor);
    if (tensor === undefined) {
      [tensor] = builder.nodes(`${this.node.name}/Transpose`, 'Transpose', [value.tensor], { perm }, 1);
      turned.set(value.tensor, tensor).set(tensor, value.tensor);
    }
    return { ...value, tensor, order };
  }

  /** @param reason follows the node's name; without a full stop. */
  refuse(reason: string): never {
    const { name, op } = this.node;
    throw new InputError(`The operator "${name}" (${op}) in ${this.translation.file} ${reason}.`);
  }

  /** Refuses a setting that has no translation. */
  unread(what: string): never {
    return this.refuse(
      `has ${what}, which can't be read; export the model to ONNX, for instance with tf2onnx`,
    );
  }
}
