import { create } from '@bufbuild/protobuf';
import { copyOf } from '../edit.js';
import {
  AttributeProto_AttributeType as AttributeType,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  type AttributeProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from '../onnx_pb.js';
import { isInFile, tensorOf } from '../tensor.js';

const narrow = new Set<number>([DataType.FLOAT16, DataType.BFLOAT16]);

/** Whether a tensor holds half-precision floats. */
export function isNarrow({ dataType }: TensorProto): boolean {
  return narrow.has(dataType);
}

/** Attributes that name the type of what an operator makes. */
const typeAttributes = new Set(['to', 'dtype', 'output_dtype']);

/** Names of weights as float32 by their own, of those that stay narrow in their files. */
type WideNames = ReadonlyMap<string, string>;

/**
 * The model with half-precision floats (float16, bfloat16) as float32: weights keep their values to the bit, and what is
 * computed of them is rounded to float32. Engines compute so on the CPU anyway, as far as they can at all, and what is
 * known of float32 operators holds. Weights that stay in their files are cast when they are read. The model itself where it has
 * no such floats.
 */
export function withWideFloats(model: ModelProto): ModelProto {
  const { graph } = model;
  if (!graph || !hasNarrowFloats(graph)) return model;
  const staying = graph.initializer.filter((tensor) => isNarrow(tensor) && isInFile(tensor));
  const wide = new Map(staying.map(({ name }) => [name, `unit-importance/wide/${name}`]));
  const casts = [...wide].map(([name, output]) =>
    create(NodeProtoSchema, {
      opType: 'Cast',
      input: [name],
      output: [output],
      attribute: [{ name: 'to', type: AttributeType.INT, i: BigInt(DataType.FLOAT) }],
    }),
  );
  const inner = wideGraph(graph, wide);
  inner.node = [...casts, ...inner.node];
  return Object.assign(copyOf(model), { graph: inner });
}

function hasNarrowFloats(graph: GraphProto): boolean {
  const isNarrowPort = ({ type }: ValueInfoProto) =>
    type?.value.case === 'tensorType' && narrow.has(type.value.value.elemType);
  return (
    graph.initializer.some(isNarrow) ||
    [...graph.input, ...graph.output].some(isNarrowPort) ||
    graph.node.some(({ attribute }) => attribute.some(namesNarrowFloats))
  );
}

function namesNarrowFloats({ name, i, t, g, graphs }: AttributeProto): boolean {
  if (typeAttributes.has(name) && narrow.has(Number(i))) return true;
  if (t && isNarrow(t)) return true;
  return [...(g ? [g] : []), ...graphs].some(hasNarrowFloats);
}

function wideGraph(graph: GraphProto, wide: WideNames): GraphProto {
  return Object.assign(copyOf(graph), {
    node: graph.node.map((node) => wideNode(node, wide)),
    initializer: graph.initializer.map(wideTensor),
    // Old files list weights among the inputs.
    input: graph.input.map((info) => (wide.has(info.name) ? info : widePort(info))),
    output: graph.output
      .map(widePort)
      .map((info) => Object.assign(copyOf(info), { name: wide.get(info.name) ?? info.name })),
    valueInfo: graph.valueInfo.map(widePort),
  });
}

function wideNode(node: NodeProto, wide: WideNames): NodeProto {
  const isWhole = ({ g, graphs }: AttributeProto) => !g && graphs.length === 0;
  const input = node.input.some((name) => wide.has(name))
    ? node.input.map((name) => wide.get(name) ?? name)
    : node.input;
  const isKept = node.attribute.every((one) => !namesNarrowFloats(one) && (wide.size === 0 || isWhole(one)));
  if (isKept && input === node.input) return node;
  return Object.assign(copyOf(node), {
    input,
    attribute: isKept ? node.attribute : node.attribute.map((one) => wideAttribute(one, wide)),
  });
}

function wideAttribute(attribute: AttributeProto, wide: WideNames): AttributeProto {
  const { name, i, t, g, graphs } = attribute;
  return Object.assign(copyOf(attribute), {
    ...(typeAttributes.has(name) && narrow.has(Number(i)) && { i: BigInt(DataType.FLOAT) }),
    ...(t && { t: wideTensor(t) }),
    ...(g && { g: wideGraph(g, wide) }),
    graphs: graphs.map((graph) => wideGraph(graph, wide)),
  });
}

function wideTensor(tensor: TensorProto): TensorProto {
  if (!isNarrow(tensor) || isInFile(tensor)) return tensor;
  const values = Float32Array.from(tensorOf(tensor).values);
  const rawData = new Uint8Array(values.length * Float32Array.BYTES_PER_ELEMENT);
  const view = new DataView(rawData.buffer);
  for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true);
  return Object.assign(copyOf(tensor), { dataType: DataType.FLOAT, rawData, int32Data: [] });
}

function widePort(info: ValueInfoProto): ValueInfoProto {
  const { type } = info;
  if (type?.value.case !== 'tensorType' || !narrow.has(type.value.value.elemType)) return info;
  const tensor = Object.assign(copyOf(type.value.value), { elemType: DataType.FLOAT });
  const value = { case: 'tensorType' as const, value: tensor };
  return Object.assign(copyOf(info), { type: Object.assign(copyOf(type), { value }) });
}
