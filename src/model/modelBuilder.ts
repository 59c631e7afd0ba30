import { create } from '@bufbuild/protobuf';
import { copyOf } from './edit.js';
import { writeOnnx } from './formats/onnx.js';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx_pb.js';

type Attributes = Readonly<Record<string, number | readonly number[]>>;
type PortType = 'float32' | 'int64' | 'bool';

const dataTypes: Readonly<Record<PortType, DataType>> = {
  float32: DataType.FLOAT,
  int64: DataType.INT64,
  bool: DataType.BOOL,
};

/** The earliest file format that knows operators of this version and later. */
const oldestFormat = 8n;
/** The version of operators that a model has at least: from here on their bounds and axes are inputs. */
const oldestBuiltOpset = 13;

/**
 * Builds a small ONNX model in code, operator by operator, for a part of a network that is run by itself.
 * Tensors are known by the names that the methods return.
 */
export class ModelBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #integers = new Map<string, string>();

  /** @param network whose operators, in their version, the model may take copies of. */
  constructor(private readonly network: ModelProto) {}

  input(name: string, type: PortType = 'float32'): string {
    this.#inputs.push(port(name, type));
    return name;
  }

  /** A constant of float32. */
  floats(dims: readonly number[], values: Float32Array): string {
    const name = `floats/${this.#initializers.length}`;
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#initializers.push(
      create(TensorProtoSchema, { name, dataType: DataType.FLOAT, dims: dims.map(BigInt), rawData }),
    );
    return name;
  }

  /** A constant list of int64; equal ones are one. */
  integers(list: readonly number[]): string {
    const key = `integers/${list.join()}`;
    if (!this.#integers.has(key)) {
      this.#integers.set(key, key);
      this.#initializers.push(
        create(TensorProtoSchema, {
          name: key,
          dataType: DataType.INT64,
          dims: [BigInt(list.length)],
          int64Data: list.map(BigInt),
        }),
      );
    }
    return key;
  }

  /** The version of ONNX's own operators that the model is in. */
  get opset(): number {
    const own = this.network.opsetImport.find(({ domain }) => isOwn(domain));
    return Math.max(oldestBuiltOpset, Number(own?.version ?? 1n));
  }

  /** An operator of one output. */
  node(opType: string, input: readonly string[], attributes: Attributes = {}): string {
    return this.nodes(opType, input, 1, attributes)[0];
  }

  /** An operator of several outputs. */
  nodes(opType: string, input: readonly string[], outputs: number, attributes: Attributes = {}): string[] {
    const name = `${opType}/${this.#nodes.length}`;
    const output = Array.from({ length: outputs }, (_, i) => `${name}/${i}`);
    const attribute = Object.entries(attributes).map(([key, value]) =>
      typeof value === 'number'
        ? create(AttributeProtoSchema, { name: key, type: AttributeType.INT, i: BigInt(value) })
        : create(AttributeProtoSchema, { name: key, type: AttributeType.INTS, ints: value.map(BigInt) }),
    );
    this.#nodes.push(create(NodeProtoSchema, { opType, name, input: [...input], output, attribute }));
    return output;
  }

  /**
   * An operator of the network, of one data input that stands first, applied to another tensor.
   * @param constants its other inputs, each a single number; null where it was left out.
   */
  copy(node: NodeProto, input: string, constants: readonly (number | null)[]): string {
    const name = `${node.opType}/${this.#nodes.length}`;
    const others = constants.map((value) => (value === null ? '' : this.floats([], Float32Array.of(value))));
    const output = [`${name}/0`];
    this.#nodes.push(Object.assign(copyOf(node), { name, input: [input, ...others], output }));
    return output[0];
  }

  /** Makes a tensor an output of the model, under a name of its own. */
  output(tensor: string, name: string, type: PortType = 'float32'): void {
    this.#nodes.push(
      create(NodeProtoSchema, {
        opType: 'Identity',
        name: `${name}/output`,
        input: [tensor],
        output: [name],
      }),
    );
    this.#outputs.push(port(name, type));
  }

  /** The model's bytes, as an engine takes them. */
  bytes(): Uint8Array {
    const { irVersion, opsetImport } = this.network;
    const graph = create(GraphProtoSchema, {
      name: 'built',
      node: this.#nodes,
      input: this.#inputs,
      output: this.#outputs,
      initializer: this.#initializers,
    });
    const versions = opsetImport.map(({ domain, version }) =>
      create(OperatorSetIdProtoSchema, { domain, version: isOwn(domain) ? BigInt(this.opset) : version }),
    );
    return writeOnnx(
      create(ModelProtoSchema, {
        irVersion: irVersion > oldestFormat ? irVersion : oldestFormat,
        opsetImport: versions,
        graph,
      }),
    );
  }
}

function isOwn(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function port(name: string, type: PortType): ValueInfoProto {
  const tensor = create(TypeProto_TensorSchema, { elemType: dataTypes[type] });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: 'tensorType', value: tensor } }),
  });
}
