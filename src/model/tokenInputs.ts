import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { constantDims, constantValue } from './constants.js';
import { copyOf } from './edit.js';
import { Graph, type Port } from './graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  NodeProtoSchema,
  TensorProtoSchema,
  TensorProto_DataType as DataType,
  type NodeProto,
} from './onnx_pb.js';

const prefix = 'unit-importance/tokens/';
const wholeNumbers = new Set<number>([DataType.INT64, DataType.INT32]);

/** Inputs that follow from the tokens, by what exporters call them. */
const followers = [
  { kind: 'mask', name: /mask/i },
  { kind: 'zeros', name: /token_?type|segment/i },
  { kind: 'positions', name: /position/i },
] as const;

/** A model that reads sequences of tokens, by their numbers. */
export interface TokenInput {
  /** The model with the tokens as its only input. */
  readonly graph: Graph;
  /** The token that fills up short sequences, where the model is told which positions hold another; null elsewhere. */
  readonly padding: number | null;
}

/** Whether an input takes sequences of tokens: whole numbers, [samples x positions]. */
export function takesTokens({ elementType, shape }: Port): boolean {
  return wholeNumbers.has(elementType) && shape?.length === 2;
}

/**
 * A model of several inputs as one of tokens alone, where the others follow from these: the mask is 1 where a token is not
 * padding, token types are 0, positions are counted from 0. Null for any other model.
 * @param given the number that fills up short sequences; where it is not said, the one that the model itself looks for, else 0.
 */
export function withTokensAlone(graph: Graph, given: number | undefined): TokenInput | null {
  const kindOf = ({ name }: Port) => followers.find((follower) => follower.name.test(name))?.kind;
  const [tokens, ...more] = graph.inputs.filter((input) => kindOf(input) === undefined);
  if (!tokens || more.length > 0 || !takesTokens(tokens)) return null;
  const padding = given ?? lookedFor(graph, tokens.name) ?? 0;
  const nodes: NodeProto[] = [];
  const add = (
    opType: string,
    input: string[],
    output: string,
    attribute: NonNullable<MessageInitShape<typeof NodeProtoSchema>['attribute']> = [],
  ): string => {
    nodes.push(create(NodeProtoSchema, { opType, name: output, input, output: [output], attribute }));
    return output;
  };
  const castTo = (from: string, to: string, type: number) =>
    add('Cast', [from], to, [{ name: 'to', type: AttributeType.INT, i: BigInt(type) }]);
  const [pad, one, axis] = [`${prefix}padding`, `${prefix}one`, `${prefix}axis`];
  for (const { name, elementType, ...port } of graph.inputs) {
    const kind = name === tokens.name ? undefined : kindOf({ name, elementType, ...port });
    if (kind === undefined) continue;
    const own = `${prefix}${name}`;
    if (kind === 'mask') {
      const isPadding = add('Equal', [tokens.name, pad], `${own}/padding`);
      castTo(add('Not', [isPadding], `${own}/valid`), name, elementType);
      continue;
    }
    const zeros = add('Sub', [tokens.name, tokens.name], `${own}/zeros`);
    if (kind === 'zeros') castTo(zeros, name, elementType);
    else {
      const ones = add('Add', [zeros, one], `${own}/ones`);
      const counted = add('CumSum', [ones, axis], `${own}/counted`);
      castTo(add('Sub', [counted, one], `${own}/from-zero`), name, elementType);
    }
  }
  const whole = graph.model.graph as NonNullable<(typeof graph.model)['graph']>;
  const constant = (name: string, value: number, dataType: number = tokens.elementType) =>
    create(TensorProtoSchema, {
      name,
      dataType,
      ...(dataType === DataType.INT32 ? { int32Data: [value] } : { int64Data: [BigInt(value)] }),
    });
  const inner = Object.assign(copyOf(whole), {
    node: [...nodes, ...whole.node],
    input: whole.input.filter(({ name }) => kindOf({ name, elementType: 0, shape: null }) === undefined),
    initializer: [
      ...whole.initializer,
      constant(pad, padding),
      constant(one, 1),
      constant(axis, 1, DataType.INT64),
    ],
  });
  return {
    graph: new Graph(Object.assign(copyOf(graph.model), { graph: inner })),
    padding: graph.inputs.some((input) => kindOf(input) === 'mask') ? padding : null,
  };
}

/** The token that a model compares its input with, as those do that count positions from behind the padding. */
function lookedFor(graph: Graph, tokens: string): number | undefined {
  const open = [tokens];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const node of graph.consumers(name)) {
      if (node.opType === 'Cast' || node.opType === 'Identity') open.push(node.output[0] ?? '');
      if (node.opType !== 'Equal') continue;
      const other = node.input.find((input) => graph.isConstant(input));
      const found = other === undefined ? null : constantValue(graph, other);
      if (found?.values.length === 1) return found.values[0];
    }
  }
  return undefined;
}

/** How many different tokens an input may hold, as its embedding tells; 2 where none is found. */
export function vocabularyOf(graph: Graph, input: string): number {
  const open = [input];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const node of graph.consumers(name)) {
      if (node.opType === 'Cast' || node.opType === 'Identity') open.push(node.output[0] ?? '');
      const table =
        node.opType === 'Gather' && node.input[1] === name
          ? node.input[0]
          : node.opType === 'EmbedLayerNormalization' && node.input[0] === name
            ? node.input[2]
            : undefined;
      const rows = table !== undefined && constantDims(graph, table);
      if (rows && rows[0]) return rows[0];
    }
  }
  return 2;
}
