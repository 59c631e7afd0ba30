import { create } from '@bufbuild/protobuf';
import { copyOf } from '../edit.js';
import { attribute } from '../graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type ModelProto,
  type NodeProto,
  type TensorProto,
} from '../onnx_pb.js';
import { dimsOf, sizeOf } from '../tensor.js';

/**
 * The model with each Einsum that is a dense layer as a MatMul, with changes of shape around it where several dimensions are
 * summed over or made: `abc,cd->abd`, `abc,cde->abde`, `abcd,cde->abe`, with weights in any order. The model itself where it has none.
 */
export function withEinsumsAsProducts(model: ModelProto): ModelProto {
  const { graph } = model;
  if (!graph?.node.some(({ opType }) => opType === 'Einsum')) return model;
  const weights = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const shapes: TensorProto[] = [];
  const node = graph.node.flatMap((one) => {
    const dense = one.opType === 'Einsum' ? denseOf(one, weights) : null;
    if (!dense) return [one];
    const { nodes, constants } = productOf(one, dense);
    shapes.push(...constants);
    return nodes;
  });
  const initializer = [...graph.initializer, ...shapes];
  return Object.assign(copyOf(model), { graph: Object.assign(copyOf(graph), { node, initializer }) });
}

/** A product of data by weights, by the letters of its dimensions. */
interface Dense {
  readonly data: string;
  readonly weight: string;
  /** How the weights' dimensions have to stand: those that are summed over first. */
  readonly order: readonly number[];
  /** Dimensions of the data that stay, and how many are summed over. */
  readonly kept: number;
  readonly summed: number;
  /** Sizes of the weights' dimensions that are summed over, and that are made. */
  readonly inputs: readonly number[];
  readonly made: readonly number[];
}

function denseOf(node: NodeProto, weights: ReadonlyMap<string, TensorProto>): Dense | null {
  const text = new TextDecoder().decode(attribute(node, 'equation')?.s).replaceAll(' ', '');
  const letters = /^([a-z]+),([a-z]+)->([a-z]+)$/i.exec(text);
  const [first = '', second = ''] = node.input;
  const tensor = weights.get(second) ?? weights.get(first);
  if (!letters || !tensor || node.input.length !== 2) return null;
  const isSecond = weights.has(second);
  const [ofData, ofWeights, result] = [letters[isSecond ? 1 : 2], letters[isSecond ? 2 : 1], letters[3]];
  const summed = Array.from(ofWeights).filter((letter) => !result.includes(letter));
  const made = Array.from(result).filter((letter) => ofWeights.includes(letter));
  const kept = ofData.slice(0, ofData.length - summed.length);
  const inOrder = Array.from(ofData).filter((letter) => ofWeights.includes(letter));
  const isDense =
    ofData === kept + inOrder.join('') &&
    result === kept + made.join('') &&
    inOrder.length === summed.length &&
    summed.every((letter) => inOrder.includes(letter)) &&
    summed.length > 0 &&
    made.length > 0;
  if (!isDense) return null;
  const order = [...inOrder, ...made].map((letter) => ofWeights.indexOf(letter));
  const dims = dimsOf(tensor);
  const size = (letter: string) => dims[ofWeights.indexOf(letter)] ?? 0;
  return {
    data: isSecond ? first : second,
    weight: isSecond ? second : first,
    order,
    kept: kept.length,
    summed: summed.length,
    inputs: inOrder.map(size),
    made: made.map(size),
  };
}

function productOf(
  node: NodeProto,
  { data, weight, order, kept, summed, inputs, made }: Dense,
): { readonly nodes: NodeProto[]; readonly constants: TensorProto[] } {
  const [result = ''] = node.output;
  const nodes: NodeProto[] = [];
  const constants: TensorProto[] = [];
  const reshaped = (from: string, dims: readonly number[], to: string): string => {
    const name = `${to}/shape`;
    const [size, int64Data] = [[BigInt(dims.length)], dims.map(BigInt)];
    constants.push(create(TensorProtoSchema, { name, dataType: DataType.INT64, dims: size, int64Data }));
    nodes.push(create(NodeProtoSchema, { opType: 'Reshape', input: [from, name], output: [to] }));
    return to;
  };
  let matrix = weight;
  if (order.some((axis, i) => axis !== i)) {
    const perm = { name: 'perm', type: AttributeType.INTS, ints: order.map(BigInt) };
    const output = `${result}/transposed`;
    nodes.push(
      create(NodeProtoSchema, { opType: 'Transpose', input: [weight], output: [output], attribute: [perm] }),
    );
    matrix = output;
  }
  if (summed > 1 || made.length > 1) {
    matrix = reshaped(matrix, [sizeOf(inputs), sizeOf(made)], `${result}/matrix`);
  }
  const zeros = new Array<number>(kept).fill(0);
  const rows = summed > 1 ? reshaped(data, [...zeros, -1], `${result}/rows`) : data;
  const product = made.length > 1 ? `${result}/product` : result;
  const input = [rows, matrix];
  nodes.push(create(NodeProtoSchema, { opType: 'MatMul', name: node.name, input, output: [product] }));
  if (made.length > 1) reshaped(product, [...zeros, ...made], result);
  return { nodes, constants };
}
