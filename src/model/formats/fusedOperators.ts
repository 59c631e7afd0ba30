import { create } from '@bufbuild/protobuf';
import { copyOf } from '../edit.js';
import { fusedAttentions } from '../attention.js';
import { attribute, float, Graph, integer } from '../graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
} from '../onnx_pb.js';

/** The domain of operators that ONNX Runtime joins others into. */
const runtimeDomain = 'com.microsoft';

/**
 * The model with operators that ONNX Runtime joined, to be faster, written out as those that they were joined from, so that
 * layers, sums and activation functions are found as in any other: convolutions and products with their activation, sums
 * with the norm behind them. What an attention makes is given a dimension for the heads, and put together again.
 */
export function withFusedWrittenOut(model: ModelProto): ModelProto {
  const { graph } = model;
  if (!graph?.node.some(isFused)) return model;
  const initializers = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const writer = new Writer(initializers, new Graph(model).opset);
  const node = graph.node.flatMap((one) => (isFused(one) ? writer.writtenOut(one) : [one]));
  const initializer = [...graph.initializer, ...writer.constants];
  return Object.assign(copyOf(model), { graph: Object.assign(copyOf(graph), { node, initializer }) });
}

function isFused({ domain, opType }: NodeProto): boolean {
  return (domain === runtimeDomain && joined.has(opType)) || fusedAttentions.has(opType);
}

const joined = new Set([
  ...['FusedConv', 'FusedGemm', 'FusedMatMul', 'TransposeMatMul', 'BiasGelu', 'FastGelu'],
  ...['SkipLayerNormalization', 'SkipSimplifiedLayerNormalization'],
]);

/** What an activation's parameters in a joined operator are called as an operator's attributes, in order. */
const activationAttributes: Readonly<Record<string, readonly string[]>> = {
  LeakyRelu: ['alpha'],
  Elu: ['alpha'],
  HardSigmoid: ['alpha', 'beta'],
  ThresholdedRelu: ['alpha'],
};
const withoutParameters = new Set(['Relu', 'Tanh', 'Sigmoid', 'HardSwish', 'Softplus', 'Softsign']);
/** From this version on, Clip's bounds are inputs. */
const boundsAreInputs = 11;

class Writer {
  readonly constants: TensorProto[] = [];

  constructor(
    private readonly initializers: ReadonlyMap<string, TensorProto>,
    private readonly opset: number,
  ) {}

  /** The operators that stand for one; the operator itself where it can't be taken apart. */
  writtenOut(node: NodeProto): NodeProto[] {
    switch (node.opType) {
      case 'FusedConv':
      case 'FusedGemm':
        return this.#activated(node);
      case 'FusedMatMul':
      case 'TransposeMatMul':
        return this.#product(node);
      case 'BiasGelu':
      case 'FastGelu':
        return this.#biased(node);
      case 'SkipLayerNormalization':
        return this.#normedSum(node, 'LayerNormalization', [node.input[2], node.input[3]], node.input[4]);
      case 'SkipSimplifiedLayerNormalization':
        return this.#normedSum(node, 'SimplifiedLayerNormalization', [node.input[2]], node.input[3]);
      default:
        return this.#attention(node);
    }
  }

  /** A convolution or Gemm, the sum with its fourth input where it has one, and the activation function. */
  #activated(node: NodeProto): NodeProto[] {
    const operator = node.opType === 'FusedConv' ? 'Conv' : 'Gemm';
    const name = textOf(attribute(node, 'activation'));
    const own = node.attribute.filter((one) => !one.name.startsWith('activation'));
    const [result = ''] = node.output;
    const [x = '', w = '', b = '', z = ''] = node.input;
    const sum = z === '' || operator === 'Gemm' ? null : `${result}/sum`;
    const made = name === '' ? (sum === null ? result : `${result}/made`) : `${result}/made`;
    const input = operator === 'Gemm' || b !== '' ? [x, w, b] : [x, w];
    const nodes = [plain(operator, input, made, node.name, own)];
    if (sum !== null) nodes.push(plain('Add', [made, z], name === '' ? result : sum, within(node, 'sum')));
    if (name === '') return nodes;
    const settings = this.#activation(node, name);
    if (settings === null) return [node];
    return [
      ...nodes,
      plain(name, [sum ?? made, ...settings.input], result, within(node, name), settings.attributes),
    ];
  }

  /** What the activation function reads beside its tensor; null where the function is not known. */
  #activation(
    node: NodeProto,
    name: string,
  ): { readonly input: readonly string[]; readonly attributes: readonly AttributeProto[] } | null {
    const listed = attribute(node, 'activation_params')?.floats;
    const byName = ['alpha', 'beta', 'gamma'].map((one) => attribute(node, `activation_${one}`)?.f);
    const values = listed ?? byName.filter((value) => value !== undefined);
    if (withoutParameters.has(name)) return { input: [], attributes: [] };
    if (name === 'Clip' && this.opset >= boundsAreInputs) {
      return { input: values.map((value) => this.#number(value)), attributes: [] };
    }
    const names =
      name === 'Clip' ? ['min', 'max'] : (activationAttributes[name] as readonly string[] | undefined);
    if (!names) return null;
    const attributes = names.flatMap((one, i) =>
      values[i] === undefined
        ? []
        : [create(AttributeProtoSchema, { name: one, type: AttributeType.FLOAT, f: values[i] })],
    );
    return { input: [], attributes };
  }

  /** A product by constant weights, transposed and scaled as its attributes ask. */
  #product(node: NodeProto): NodeProto[] {
    const [x = '', w = ''] = node.input;
    const [result = ''] = node.output;
    const rank = this.initializers.get(w)?.dims.length ?? 0;
    const others = ['transA', 'transBatchA', 'transBatchB'].some((name) => integer(node, name, 0) !== 0);
    if (rank < 2 || others) return [node];
    const factor = float(node, 'alpha', 1);
    const turned = integer(node, 'transB', 0) === 0 ? null : `${result}/weights`;
    const swapped = Array.from({ length: rank }, (_, i) => BigInt(i < rank - 2 ? i : 2 * rank - 3 - i));
    const perm = create(AttributeProtoSchema, { name: 'perm', type: AttributeType.INTS, ints: swapped });
    const product = factor === 1 ? result : `${result}/product`;
    return [
      ...(turned === null ? [] : [plain('Transpose', [w], turned, within(node, 'weights'), [perm])]),
      plain('MatMul', [x, turned ?? w], product, node.name),
      ...(factor === 1
        ? []
        : [plain('Mul', [product, this.#number(factor)], result, within(node, 'factor'))]),
    ];
  }

  /** A bias, and Gelu behind it. */
  #biased(node: NodeProto): NodeProto[] {
    const [x = '', bias = ''] = node.input;
    if (bias === '') return [node];
    const [result = ''] = node.output;
    const opType = node.opType === 'BiasGelu' ? 'Gelu' : node.opType;
    const biased = `${result}/biased`;
    return [
      plain('Add', [x, bias], biased, within(node, 'bias')),
      Object.assign(copyOf(node), { opType, input: [biased] }),
    ];
  }

  /** A branch, its bias and the sum with the other, and the norm behind it; the sum may be an output. */
  #normedSum(
    node: NodeProto,
    opType: string,
    scales: readonly (string | undefined)[],
    bias = '',
  ): NodeProto[] {
    const [branch = '', skip = ''] = node.input;
    const [result = '', mean = '', deviation = '', told = ''] = node.output;
    if (mean !== '' || deviation !== '') return [node];
    const sum = told === '' ? `${result}/sum` : told;
    const biased = bias === '' ? branch : `${result}/biased`;
    const epsilon = node.attribute.filter(({ name }) => name === 'epsilon');
    const last = create(AttributeProtoSchema, { name: 'axis', type: AttributeType.INT, i: -1n });
    const given = scales.filter((name) => name !== undefined && name !== '') as string[];
    return [
      ...(bias === '' ? [] : [plain('Add', [branch, bias], biased, within(node, 'bias'))]),
      plain('Add', [biased, skip], sum, within(node, 'sum')),
      plain(opType, [sum, ...given], result, node.name, [...epsilon, last]),
    ];
  }

  /** An attention of [samples x positions x heads * depth], with [samples x heads x positions x depth] behind it. */
  #attention(node: NodeProto): NodeProto[] {
    const heads = integer(node, 'num_heads', integer(node, 'q_num_heads', 0));
    const [result = ''] = node.output;
    if (heads === 0) return [node];
    const [made, split, apart, back] = ['made', 'split', 'heads', 'back'].map((part) => `${result}/${part}`);
    const swap = create(AttributeProtoSchema, {
      name: 'perm',
      type: AttributeType.INTS,
      ints: [0n, 2n, 1n, 3n],
    });
    return [
      Object.assign(copyOf(node), { output: [made, ...node.output.slice(1)] }),
      plain('Reshape', [made, this.#shape([0, 0, heads, -1])], split, within(node, 'split')),
      plain('Transpose', [split], apart, within(node, 'heads'), [swap]),
      plain('Transpose', [apart], back, within(node, 'back'), [swap]),
      plain('Reshape', [back, this.#shape([0, 0, -1])], result, within(node, 'joined')),
    ];
  }

  #number(value: number): string {
    const name = `unit-importance/fused/${value}`;
    if (!this.constants.some((one) => one.name === name)) {
      this.constants.push(create(TensorProtoSchema, { name, dataType: DataType.FLOAT, floatData: [value] }));
    }
    return name;
  }

  #shape(dims: readonly number[]): string {
    const name = `unit-importance/fused/${dims.join('x')}`;
    if (!this.constants.some((one) => one.name === name)) {
      const [size, int64Data] = [[BigInt(dims.length)], dims.map(BigInt)];
      this.constants.push(
        create(TensorProtoSchema, { name, dataType: DataType.INT64, dims: size, int64Data }),
      );
    }
    return name;
  }
}

function plain(
  opType: string,
  input: readonly string[],
  output: string,
  name: string,
  attributes: readonly AttributeProto[] = [],
): NodeProto {
  return create(NodeProtoSchema, {
    opType,
    name,
    input: [...input],
    output: [output],
    attribute: [...attributes],
  });
}

/** The name of an operator that stands for a part of another: names are told once, or left out. */
function within({ name }: NodeProto, part: string): string {
  return name === '' ? '' : `${name}/${part}`;
}

function textOf(found: AttributeProto | undefined): string {
  return new TextDecoder().decode(found?.s ?? new Uint8Array());
}
