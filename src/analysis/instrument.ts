import { create } from '@bufbuild/protobuf';
import { copyOf } from '../model/edit.js';
import { Graph } from '../model/graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from '../model/onnx_pb.js';

/** A tensor of units in the graph, as it came out when the network was tried. */
export interface UnitTensor {
  readonly tensor: string;
  /** A number of ONNX's `TensorProto.DataType`. */
  readonly elementType: number;
  /** Number of dimensions, the samples' included. */
  readonly rank: number;
  /** Dimensions after the unit axis: a mask of [units, 1, ...] broadcasts over them. */
  readonly dimsAfter: number;
  readonly unitCount: number;
}

const prefix = 'unit-importance/';
export const floatInput = `${prefix}input`;
export const maskInput = (layer: number) => `${prefix}mask/${layer}`;
const zeroConstant = `${prefix}zero`;
export const shiftInput = (layer: number) => `${prefix}shift/${layer}`;
/** The units' outputs as float32, before any mask. */
export const hiddenOutput = (layer: number) => `${prefix}hidden/${layer}`;
/** The units' own tensor, before any mask. */
export const intactTensor = (layer: number) => `${prefix}intact/${layer}`;
/** What answers are read from, as float32. */
export const scoresOutput = `${prefix}scores`;

/**
 * The model with a switch at every unit: each tensor T of units becomes T + shift where the mask is 1 and shift where it is 0,
 * so that a mask of 0 and a shift of c clamp a unit to c, whatever it was, and 1 and 0 leave it as it was. Weights and biases stay untouched.
 * Hidden tensors and scores are outputs, as float32; sessions compute those that are asked for.
 */
export function instrument(model: ModelProto, units: readonly UnitTensor[], scores: string): ModelProto {
  const graph = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  const chooses = new Graph(model).opset >= 9;
  const layerOf = new Map(units.map(({ tensor }, layer) => [tensor, layer]));
  graph.node = graph.node.flatMap((node) => {
    const at = node.output.findIndex((output) => layerOf.has(output));
    if (at === -1) return [node];
    const tensor = node.output[at] ?? '';
    const layer = layerOf.get(tensor) ?? 0;
    const intact = intactTensor(layer);
    const renamed = copyOf(node);
    renamed.output = node.output.map((output, i) => (i === at ? intact : output));
    return [renamed, ...switchNodes(units[layer], layer, intact, chooses)];
  });
  graph.node = [...graph.node, cast(scores, scoresOutput, DataType.FLOAT)];
  if (chooses) {
    const zero = { name: zeroConstant, dataType: DataType.FLOAT, floatData: [0] };
    graph.initializer = [...graph.initializer, create(TensorProtoSchema, zero)];
  }
  graph.input = [
    ...graph.input,
    ...units.flatMap(({ unitCount, dimsAfter, rank }, layer) => {
      const mask = [unitCount, ...new Array<number>(dimsAfter).fill(1)];
      // A shift may be the same for all samples and positions, or one of its own for each.
      const shift = Array.from({ length: rank }, (_, i) => `${shiftInput(layer)}/${i}`);
      return [floatPort(maskInput(layer), mask), floatPort(shiftInput(layer), shift)];
    }),
  ];
  graph.output = [
    ...graph.output,
    ...units.map((_, layer) => floatPort(hiddenOutput(layer), null)),
    floatPort(scoresOutput, null),
  ];
  return Object.assign(copyOf(model), { graph });
}

/** A tensor of the model as float32, under a name of its own. */
export const observedOutput = (tensor: string) => `${prefix}observed/${tensor}`;

/** The model with its scores and some of its tensors as outputs, as float32. */
export function observe(model: ModelProto, tensors: readonly string[], scores: string): ModelProto {
  const graph = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  graph.node = [
    ...graph.node,
    cast(scores, scoresOutput, DataType.FLOAT),
    ...tensors.map((tensor) => cast(tensor, observedOutput(tensor), DataType.FLOAT)),
  ];
  graph.output = [
    floatPort(scoresOutput, null),
    ...tensors.map((tensor) => floatPort(observedOutput(tensor), null)),
  ];
  return Object.assign(copyOf(model), { graph });
}

/** The units' tensor before they are mixed. */
export const unmixedTensor = `${prefix}unmixed`;
export const matrixInput = `${prefix}matrix`;

/**
 * The model with one tensor of units multiplied, at every sample and position, by a matrix that is an input:
 * [units x units], symmetric. Its scores are an output, as float32.
 */
export function mixUnits(model: ModelProto, unit: UnitTensor, scores: string): ModelProto {
  const graph = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  const axis = unit.rank - 1 - unit.dimsAfter;
  // The unit axis last, where a matrix product works on it; swapping two axes is its own inverse.
  const perm = Array.from({ length: unit.rank }, (_, i) => {
    return i === axis ? unit.rank - 1 : i === unit.rank - 1 ? axis : i;
  });
  graph.node = graph.node.flatMap((node) => {
    const at = node.output.indexOf(unit.tensor);
    if (at === -1) return [node];
    const names = [unmixedTensor, `${prefix}swapped`, `${prefix}mixed`];
    const renamed = copyOf(node);
    renamed.output = node.output.map((output, i) => (i === at ? names[0] : output));
    const matrix = asType(matrixInput, unit.elementType);
    const product = create(NodeProtoSchema, {
      opType: 'MatMul',
      name: names[2],
      input: [names[1], matrix.tensor],
      output: [names[2]],
    });
    return [
      renamed,
      ...matrix.nodes,
      transpose(names[0], names[1], perm),
      product,
      transpose(names[2], unit.tensor, perm),
    ];
  });
  graph.node = [...graph.node, cast(scores, scoresOutput, DataType.FLOAT)];
  graph.input = [...graph.input, floatPort(matrixInput, [unit.unitCount, unit.unitCount])];
  graph.output = [...graph.output, floatPort(scoresOutput, null)];
  return Object.assign(copyOf(model), { graph });
}

function transpose(from: string, to: string, perm: readonly number[]): NodeProto {
  const order = create(AttributeProtoSchema, {
    name: 'perm',
    type: AttributeType.INTS,
    ints: perm.map(BigInt),
  });
  return create(NodeProtoSchema, {
    opType: 'Transpose',
    name: `${to}/transpose`,
    input: [from],
    output: [to],
    attribute: [order],
  });
}

/**
 * The model with its input given as float32 under the name `floatInput`, and cast to the type that the model
 * wants.
 */
export function withFloatInput(model: ModelProto, input: string, elementType: number): ModelProto {
  const graph = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  graph.input = graph.input.map((info) => {
    const type = info.name === input ? info.type : undefined;
    if (type?.value.case !== 'tensorType') return info;
    const tensor = Object.assign(copyOf(type.value.value), { elemType: DataType.FLOAT });
    const value = { case: 'tensorType' as const, value: tensor };
    return Object.assign(copyOf(info), { name: floatInput, type: Object.assign(copyOf(type), { value }) });
  });
  graph.node = [cast(floatInput, input, elementType), ...graph.node];
  return Object.assign(copyOf(model), { graph });
}

/** The model with some of its tensors as outputs beside its own, to see what shapes and types they have. */
export function withOutputs(model: ModelProto, tensors: readonly string[]): ModelProto {
  const graph = copyOf(model.graph as NonNullable<ModelProto['graph']>);
  const own = new Set(graph.output.map(({ name }) => name));
  const added = tensors.filter((tensor, i) => !own.has(tensor) && tensors.indexOf(tensor) === i);
  graph.output = [...graph.output, ...added.map((name) => create(ValueInfoProtoSchema, { name }))];
  return Object.assign(copyOf(model), { graph });
}

/** @param chooses whether the model may have Where, without which an infinite output becomes none that is a number. */
function switchNodes(
  { tensor, elementType }: UnitTensor,
  layer: number,
  intact: string,
  chooses: boolean,
): NodeProto[] {
  const masked = `${prefix}masked/${layer}`;
  const mask = asType(maskInput(layer), chooses ? DataType.BOOL : elementType);
  const zero = asType(zeroConstant, elementType, `${zeroConstant}/${layer}`);
  const shift = asType(shiftInput(layer), elementType);
  return [
    ...mask.nodes,
    ...shift.nodes,
    ...(chooses
      ? [...zero.nodes, node('Where', [mask.tensor, intact, zero.tensor], masked)]
      : [node('Mul', [intact, mask.tensor], masked)]),
    node('Add', [masked, shift.tensor], tensor, `${masked}/shift`),
    cast(intact, hiddenOutput(layer), DataType.FLOAT),
  ];
}

function node(opType: string, input: string[], output: string, name = output): NodeProto {
  return create(NodeProtoSchema, { opType, name, input, output: [output] });
}

/** A float32 input as a tensor of another type. */
function asType(
  tensor: string,
  elementType: number,
  converted = `${tensor}/converted`,
): { tensor: string; nodes: NodeProto[] } {
  if (elementType === DataType.FLOAT) return { tensor, nodes: [] };
  return { tensor: converted, nodes: [cast(tensor, converted, elementType)] };
}

export function cast(from: string, to: string, elementType: number): NodeProto {
  const type = create(AttributeProtoSchema, { name: 'to', type: AttributeType.INT, i: BigInt(elementType) });
  return create(NodeProtoSchema, {
    opType: 'Cast',
    name: to,
    input: [from],
    output: [to],
    attribute: [type],
  });
}

/** @param dims numbers, or names of dimensions that stay open. */
function floatPort(name: string, dims: readonly (number | string)[] | null): ValueInfoProto {
  const tensor = create(TypeProto_TensorSchema, { elemType: DataType.FLOAT });
  if (dims) {
    const dim = dims.map((value) =>
      create(TensorShapeProto_DimensionSchema, {
        value:
          typeof value === 'number'
            ? { case: 'dimValue', value: BigInt(value) }
            : { case: 'dimParam', value },
      }),
    );
    tensor.shape = create(TensorShapeProtoSchema, { dim });
  }
  const type = create(TypeProtoSchema, { value: { case: 'tensorType', value: tensor } });
  return create(ValueInfoProtoSchema, { name, type });
}
