import { copyOf } from '../edit.js';
import {
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

/** Attributes that name the type of what an operator makes. */
const typeAttributes = new Set(['to', 'dtype', 'output_dtype']);

/**
 * The model with half-precision floats (float16, bfloat16) as float32: weights keep their values to the bit, and what is
 * computed of them is rounded to float32. Engines compute so on the CPU anyway, as far as they can at all, and what is
 * known of float32 operators holds. The model itself where it has none.
 */
export function withWideFloats(model: ModelProto): ModelProto {
  const { graph } = model;
  // What is too large for memory stays as its file has it.
  if (!graph || graph.initializer.some(isInFile) || !hasNarrowFloats(graph)) return model;
  return Object.assign(copyOf(model), { graph: wideGraph(graph) });
}

function hasNarrowFloats(graph: GraphProto): boolean {
  const isNarrow = ({ type }: ValueInfoProto) =>
    type?.value.case === 'tensorType' && narrow.has(type.value.value.elemType);
  return (
    graph.initializer.some(({ dataType }) => narrow.has(dataType)) ||
    [...graph.input, ...graph.output].some(isNarrow) ||
    graph.node.some(({ attribute }) => attribute.some(namesNarrowFloats))
  );
}

function namesNarrowFloats({ name, i, t, g, graphs }: AttributeProto): boolean {
  if (typeAttributes.has(name) && narrow.has(Number(i))) return true;
  if (t && narrow.has(t.dataType)) return true;
  return [...(g ? [g] : []), ...graphs].some(hasNarrowFloats);
}

function wideGraph(graph: GraphProto): GraphProto {
  return Object.assign(copyOf(graph), {
    node: graph.node.map(wideNode),
    initializer: graph.initializer.map(wideTensor),
    input: graph.input.map(widePort),
    output: graph.output.map(widePort),
    valueInfo: graph.valueInfo.map(widePort),
  });
}

function wideNode(node: NodeProto): NodeProto {
  if (!node.attribute.some(namesNarrowFloats)) return node;
  return Object.assign(copyOf(node), { attribute: node.attribute.map(wideAttribute) });
}

function wideAttribute(attribute: AttributeProto): AttributeProto {
  if (!namesNarrowFloats(attribute)) return attribute;
  const { name, i, t, g, graphs } = attribute;
  return Object.assign(copyOf(attribute), {
    ...(typeAttributes.has(name) && narrow.has(Number(i)) && { i: BigInt(DataType.FLOAT) }),
    ...(t && { t: wideTensor(t) }),
    ...(g && { g: wideGraph(g) }),
    graphs: graphs.map(wideGraph),
  });
}

function wideTensor(tensor: TensorProto): TensorProto {
  if (!narrow.has(tensor.dataType)) return tensor;
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
