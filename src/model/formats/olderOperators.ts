import { create } from '@bufbuild/protobuf';
import { InputError } from '../../inputError.js';
import { copyOf } from '../edit.js';
import { attribute, float, integer } from '../graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
} from '../onnx_pb.js';
import { tensorOf } from '../tensor.js';
import { tensorRanks } from './tensorRanks.js';

/** The first version of ONNX's operators that broadcasts as NumPy does, on which the rest of the program relies. */
const oldestOpset = 7;

/** Operators of two tensors, the second of which once stood where an attribute said. */
const broadcasting = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'And', 'Or', 'Xor', 'Equal', 'Greater', 'Less'],
]);

/** Attributes that newer versions do without: what they said is so anyway when a network only answers. */
const dropped = new Set(['consumed_inputs', 'is_test', 'broadcast', 'output_sequence']);

/**
 * The model with operators of versions before 7 as version 7 has them (ONNX's own list of changes); the model itself where it
 * is newer. What is rounded, and in which order, stays the same.
 * @throws InputError naming an operator that tells too little for that.
 */
export function inVersionSeven(model: ModelProto, file: string): ModelProto {
  const { graph } = model;
  const own = model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  const version = Number(own?.version ?? 1n);
  if (!graph || version >= oldestOpset) return model;
  const ranks = tensorRanks(graph);
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const renewal = new Renewal(ranks, constants, (node) => {
    const name = node.name === '' ? (node.output[0] ?? '') : node.name;
    return new InputError(
      `${file} is written for version ${version} of ONNX's operators, and its ${node.opType} "${name}" tells too little to be brought to a newer one; convert the model to version 7 or later with onnx.version_converter.`,
    );
  });
  const node = graph.node.flatMap((one) => renewal.nodes(one));
  const others = model.opsetImport.filter((one) => one !== own);
  const newer = create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(oldestOpset) });
  return Object.assign(copyOf(model), {
    irVersion: model.irVersion > 3n ? model.irVersion : 3n,
    opsetImport: [newer, ...others],
    graph: Object.assign(copyOf(graph), { node, initializer: [...graph.initializer, ...renewal.made] }),
  });
}

class Renewal {
  readonly made: TensorProto[] = [];

  constructor(
    private readonly ranks: ReadonlyMap<string, number>,
    private readonly constants: ReadonlyMap<string, TensorProto>,
    private readonly fault: (node: NodeProto) => InputError,
  ) {}

  /** The operators of version 7 that do what one of an older version did. */
  nodes(node: NodeProto): NodeProto[] {
    const kept = node.attribute.filter(({ name }) => !dropped.has(name));
    const with_ = (changes: Partial<NodeProto>) => [
      Object.assign(copyOf(node), { attribute: kept, ...changes }),
    ];
    if (broadcasting.has(node.opType)) return this.#broadcast(node);
    switch (node.opType) {
      case 'PRelu':
        return this.#channelwise(node);
      case 'BatchNormalization':
        return with_({ output: node.output.slice(0, 1) });
      case 'Reshape':
        return node.input.length > 1 ? with_({}) : this.#reshape(node, kept);
      case 'Concat':
        return with_({ attribute: [...kept, ...(attribute(node, 'axis') ? [] : [whole('axis', 1)])] });
      case 'Cast':
        return with_({ attribute: [this.#castType(node)] });
      case 'Pad':
        return with_({
          attribute: kept.map((one) => (one.name === 'paddings' ? renamed(one, 'pads') : one)),
        });
      case 'Split':
        return node.input.length > 1 ? this.#split(node, kept) : with_({});
      case 'Upsample':
        return with_({ attribute: scaled(node, kept) });
      default:
        return with_({});
    }
  }

  /** `axis` says with which dimension of the first tensor the second's begin; without it, they end together. */
  #broadcast(node: NodeProto): NodeProto[] {
    const attributes = node.attribute.filter(({ name }) => !dropped.has(name) && name !== 'axis');
    const renewed = Object.assign(copyOf(node), { attribute: attributes });
    const axis = attribute(node, 'axis');
    if (!axis || integer(node, 'broadcast', 0) === 0) return [renewed];
    const [first = '', second = ''] = node.input;
    const [rank, size] = [this.ranks.get(first), this.ranks.get(second)];
    if (rank === undefined || size === undefined) throw this.fault(node);
    const from = Number(axis.i) < 0 ? Number(axis.i) + rank : Number(axis.i);
    return this.#withTrailingOnes(renewed, size, rank - from - size);
  }

  /** A slope for each channel stands along the second dimension. */
  #channelwise(node: NodeProto): NodeProto[] {
    const [first = '', slope = ''] = node.input;
    const [rank, size] = [this.ranks.get(first), this.ranks.get(slope)];
    const renewed = Object.assign(copyOf(node), {
      attribute: node.attribute.filter(({ name }) => !dropped.has(name)),
    });
    if (size !== 1 || this.constants.get(slope)?.dims[0] === 1n) return [renewed];
    if (rank === undefined) throw this.fault(node);
    return this.#withTrailingOnes(renewed, 1, rank - 2);
  }

  /** The operator with so many dimensions of one behind its second input's own. */
  #withTrailingOnes(node: NodeProto, rank: number, count: number): NodeProto[] {
    if (count <= 0) return [node];
    const [first = '', second = '', ...rest] = node.input;
    const unsqueezed = `${node.output[0] ?? ''}/second`;
    const axes = Array.from({ length: count }, (_, i) => rank + i);
    const attributes = [wholes('axes', axes)];
    return [
      create(NodeProtoSchema, {
        opType: 'Unsqueeze',
        input: [second],
        output: [unsqueezed],
        attribute: attributes,
      }),
      Object.assign(copyOf(node), { input: [first, unsqueezed, ...rest] }),
    ];
  }

  #reshape(node: NodeProto, kept: readonly AttributeProto[]): NodeProto[] {
    const shape = attribute(node, 'shape')?.ints;
    if (!shape) throw this.fault(node);
    const name = `${node.output[0] ?? ''}/shape`;
    this.made.push(
      create(TensorProtoSchema, {
        name,
        dataType: DataType.INT64,
        dims: [BigInt(shape.length)],
        int64Data: shape,
      }),
    );
    const attributes = kept.filter((one) => one.name !== 'shape');
    return [Object.assign(copyOf(node), { attribute: attributes, input: [...node.input, name] })];
  }

  /** The sizes of the parts were an input. */
  #split(node: NodeProto, kept: readonly AttributeProto[]): NodeProto[] {
    const sizes = this.constants.get(node.input[1] ?? '');
    if (!sizes) throw this.fault(node);
    const split = wholes('split', [...tensorOf(sizes).values]);
    return [Object.assign(copyOf(node), { attribute: [...kept, split], input: node.input.slice(0, 1) })];
  }

  /** The type by its name, which became a number. */
  #castType(node: NodeProto): AttributeProto {
    const to = attribute(node, 'to');
    if (to?.s.length === 0) return to;
    const type = DataType[new TextDecoder().decode(to?.s) as keyof typeof DataType] as number | undefined;
    if (type === undefined) throw this.fault(node);
    return whole('to', type);
  }
}

/** Upsample's factors by dimension, which were one for the height and one for the width. */
function scaled(node: NodeProto, kept: readonly AttributeProto[]): AttributeProto[] {
  if (!attribute(node, 'height_scale')) return [...kept];
  const floats = [1, 1, float(node, 'height_scale', 1), float(node, 'width_scale', 1)];
  return [
    ...kept.filter(({ name }) => !name.endsWith('_scale')),
    create(AttributeProtoSchema, { name: 'scales', type: AttributeType.FLOATS, floats }),
  ];
}

function renamed(one: AttributeProto, name: string): AttributeProto {
  return Object.assign(copyOf(one), { name });
}

function whole(name: string, value: number): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
}

function wholes(name: string, values: readonly number[]): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: values.map(BigInt) });
}
