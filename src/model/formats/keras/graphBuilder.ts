import { create } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  NodeProtoSchema,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
} from '../../onnx_pb.js';
import { InputError } from '../../../inputError.js';
import { leftInFile, sizeOf } from '../../tensor.js';
import type { Shape } from './value.js';

/** Of attributes that are floats, `{ float }` tells, since whole numbers do not look different. */
export type Attribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly texts: readonly string[] };
export type Attributes = Readonly<Record<string, Attribute>>;

/** The version of ONNX's operators that layers are translated to: the first with layer normalisation. */
const opset = 17n;
const format = 8n;

/** Weights of fewer bytes are read at once: what is known of operators rests on small ones. */
const leastLeft = 2 ** 16;
/** More than an ONNX model of one file can hold. */
const mostBytes = 2 ** 31;

export interface GraphOptions {
  /** What the model names as its maker. */
  readonly producer: string;
  /** The model's name, for messages. */
  readonly file: string;
  /** Whether large weights are not read before they are wanted; such a model can't be run. */
  readonly leavesWeights?: boolean | undefined;
}

interface Constant {
  /** Bytes of numbers that it takes into memory. */
  readonly length: number;
  readonly tensor: () => TensorProto;
}

/** Collects the operators and weights that layers are translated to, under the layers' names. */
export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #names = new Set<string>();
  readonly #constants = new Map<string, Constant>();
  readonly #domains = new Set<string>();
  readonly #shapes = new Map<string, Shape>();

  constructor(private readonly options: GraphOptions) {}

  /**
   * Operators of one output or more; returns the outputs' names. The first of a layer bears its name alone.
   * @param domain whose operators they are, where not ONNX's own.
   */
  nodes(
    layer: string,
    opType: string,
    input: readonly string[],
    attributes: Attributes,
    outputs: number,
    domain = '',
  ) {
    let name = layer;
    for (let i = 1; this.#names.has(name); i++) name = `${layer}/${opType}_${i}`;
    this.#names.add(name);
    const output = Array.from({ length: outputs }, (_, i) => `${name}:${i}`);
    const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
    this.#nodes.push(create(NodeProtoSchema, { name, opType, domain, input: [...input], output, attribute }));
    this.#domains.add(domain);
    return output;
  }

  /** A constant of float32; one that was given before under that name is kept. Values are asked for last, once all is known. */
  floats(name: string, dims: readonly number[], values: () => Float32Array): string {
    if (!this.#constants.has(name)) {
      const described = { name, dataType: DataType.FLOAT, dims: dims.map(BigInt) };
      const bytes = () => {
        const { buffer, byteOffset, byteLength } = values();
        return new Uint8Array(buffer, byteOffset, byteLength);
      };
      const length = Float32Array.BYTES_PER_ELEMENT * sizeOf(dims);
      const isLeft = this.options.leavesWeights === true && length >= leastLeft;
      this.#constants.set(name, {
        length: isLeft ? 0 : length,
        tensor: () =>
          isLeft
            ? leftInFile(create(TensorProtoSchema, described), bytes)
            : create(TensorProtoSchema, { ...described, rawData: bytes() }),
      });
    }
    return name;
  }

  /** Notes the shape of a sample in a tensor, as it lies in the graph. */
  shaped(tensor: string, shape: Shape): void {
    this.#shapes.set(tensor, shape);
  }

  /** A constant list of int64. */
  integers(list: readonly number[]): string {
    const name = `integers/${list.join()}`;
    const tensor = {
      name,
      dataType: DataType.INT64,
      dims: [BigInt(list.length)],
      int64Data: list.map(BigInt),
    };
    this.#constants.set(name, { length: 0, tensor: () => create(TensorProtoSchema, tensor) });
    return name;
  }

  /** @throws InputError where the weights are more than can be run, or can't be read. */
  model(
    inputs: readonly { readonly tensor: string; readonly shape: Shape }[],
    outputs: readonly { readonly tensor: string; readonly shape: Shape | null }[],
  ): ModelProto {
    const port = ({ tensor, shape }: { readonly tensor: string; readonly shape: Shape | null }) => {
      const dim =
        shape &&
        [null, ...shape].map((size, i) => ({
          value:
            size === null
              ? { case: 'dimParam' as const, value: i === 0 ? 'batch' : `open${i}` }
              : { case: 'dimValue' as const, value: BigInt(size) },
        }));
      const value = {
        case: 'tensorType' as const,
        value: { elemType: DataType.FLOAT, ...(dim && { shape: { dim } }) },
      };
      return { name: tensor, type: { value } };
    };
    const { node, read } = this.#needed(outputs.map(({ tensor }) => tensor));
    const { producer, leavesWeights = false } = this.options;
    return create(ModelProtoSchema, {
      irVersion: format,
      producerName: producer,
      opsetImport: [...new Set(['', ...this.#domains])].map((domain) => ({
        domain,
        version: domain === '' ? opset : 1n,
      })),
      graph: {
        name: producer,
        node,
        initializer: this.#tensors(read),
        input: inputs.map(port),
        output: outputs.map(port),
        // Elsewhere a trial tells the shapes.
        valueInfo: leavesWeights ? [...this.#shapes].map(([tensor, shape]) => port({ tensor, shape })) : [],
      },
    });
  }

  /** The constants of some names. */
  #tensors(names: ReadonlySet<string>): TensorProto[] {
    const read = [...this.#constants].flatMap(([name, constant]) => (names.has(name) ? [constant] : []));
    if (read.reduce((sum, { length }) => sum + length, 0) >= mostBytes) {
      throw new InputError(
        `${this.options.file} has more than 2 GB of weights, the most that can be run from such a file; export it to ONNX with its weights in external data files.`,
      );
    }
    return read.map(({ tensor }) => tensor());
  }

  /** The operators that some tensors are made by, and all tensors that those read. */
  #needed(tensors: readonly string[]): { readonly node: NodeProto[]; readonly read: ReadonlySet<string> } {
    const read = new Set(tensors);
    const node = [...this.#nodes].reverse().filter(({ input, output }) => {
      const isNeeded = output.some((tensor) => read.has(tensor));
      if (isNeeded) for (const tensor of input) read.add(tensor);
      return isNeeded;
    });
    return { node: node.reverse(), read };
  }
}

function attributeOf(name: string, value: Attribute): AttributeProto {
  if (typeof value === 'number') {
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  }
  if (typeof value === 'string') {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeType.STRING,
      s: new TextEncoder().encode(value),
    });
  }
  if ('float' in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  }
  if ('floats' in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.FLOATS, floats: [...value.floats] });
  }
  if ('texts' in value) {
    const strings = value.texts.map((text) => new TextEncoder().encode(text));
    return create(AttributeProtoSchema, { name, type: AttributeType.STRINGS, strings });
  }
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}
