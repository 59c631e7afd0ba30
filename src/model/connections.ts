import { isAffine, scaleOf } from './activations.js';
import { constantValue } from './constants.js';
import { normOf } from './denseOperators.js';
import { float, integer, type Graph } from './graph.js';
import type { Layer } from './layers.js';
import type { NodeProto } from './onnx_pb.js';
import { reachOf, type Mixer } from './reach.js';

/** How strongly the units of one layer feed each of the sums that come next. */
export interface Connections {
  /** Units that feed, and sums that are fed: the next layer's units, or the answers. */
  readonly from: number;
  readonly to: number;
  /** [to x from]: Euclidean norm of the weights from a unit to a sum, batch norm on the way folded in. */
  readonly strengths: Float32Array;
}

/** Where units stand: their tensor, and how many they are. */
export interface ConnectedUnits {
  readonly tensor: string;
  readonly unitCount: number;
}

/** What the units feed: a hidden layer, or the tensor that answers are read from. */
export type Fed =
  (Layer & { readonly unitCount: number }) | { readonly scores: string; readonly classes: number };

/**
 * The weights between a layer's units and what comes next, where nothing but activation, pooling, batch norm and a
 * change of layout lies between them and nothing else reads the units: else `null`, as then the units reach what
 * comes next, or what comes later, on other ways too.
 * @param shapeOf the shape of a tensor of the model, its first dimension any number of samples.
 */
export function connectionsTo(
  graph: Graph,
  units: ConnectedUnits,
  fed: Fed,
  shapeOf: (tensor: string) => readonly number[] | null,
): Connections | null {
  const { mixers } = reachOf(graph, units.tensor, shapeOf);
  const [mixer] = mixers;
  if (mixers.length !== 1 || !isOnlyWay(graph, units.tensor, mixer)) return null;
  const to = 'scores' in fed ? fed.classes : fed.unitCount;
  const affine = affineBehind(graph, mixer.node, fed);
  const scales = affine?.map((node) => scaleOf(graph, node, to)) ?? [null];
  if (scales.includes(null)) return null;
  const norms = weightNorms(graph, mixer, units.unitCount, to);
  if (!norms) return null;
  const before = mixer.path
    .filter(({ opType }) => opType === 'BatchNormalization')
    .map((node) => normOf(graph, node, units.unitCount)?.scale ?? null);
  if (before.includes(null)) return null;
  for (let i = 0; i < norms.length; i++) {
    for (const scale of scales) norms[i] *= Math.abs(scale?.[Math.floor(i / units.unitCount)] ?? 1);
    for (const scale of before) norms[i] *= Math.abs(scale?.[i % units.unitCount] ?? 1);
  }
  return { from: units.unitCount, to, strengths: Float32Array.from(norms) };
}

/** Whether whatever reads the units, or is computed of them before they are mixed, leads to the one operator. */
function isOnlyWay(graph: Graph, tensor: string, { path }: Mixer): boolean {
  const way = [tensor, ...path.map(({ output }) => output[0] ?? '')];
  return way.every(
    (name) =>
      !graph.isOutput(name) && graph.consumers(name).filter(({ opType }) => opType !== 'Shape').length === 1,
  );
}

/** The affine operators behind the one that mixes units, up to what they feed; `null` where it feeds something else. */
function affineBehind(graph: Graph, mixer: NodeProto, fed: Fed): readonly NodeProto[] | null {
  const output = mixer.output[0] ?? '';
  if (!('scores' in fed)) {
    const [source, ...others] = fed.sources;
    return others.length === 0 && source?.output[0] === output && fed.kind !== 'residual' ? fed.affine : null;
  }
  const found: NodeProto[] = [];
  for (let tensor = output; tensor !== fed.scores;) {
    const [node, ...others] = graph.consumers(tensor);
    if (!node || others.length > 0) return null;
    if (isAffine(graph, node)) found.push(node);
    else if (!['Identity', 'Flatten', 'Reshape'].includes(node.opType)) return null;
    tensor = node.output[0] ?? '';
  }
  return found;
}

/** [to x from]; null where the weights are not there in the form that the units' places tell. */
function weightNorms(graph: Graph, { node, lies }: Mixer, from: number, to: number): Float64Array | null {
  const weights = constantValue(graph, node.input[1] ?? '');
  if (!weights) return null;
  const { values, dims } = weights;
  const squares = new Float64Array(to * from);
  if (lies.kind === 'maps') {
    const [outputs = 0, inputs = 0, ...kernel] = dims;
    const size = kernel.reduce((product, dim) => product * dim, 1);
    if (outputs !== to) return null;
    for (let i = 0; i < squares.length; i++) {
      const at = (Math.floor(i / from) * inputs + lies.offset + (i % from)) * size;
      for (let k = at; k < at + size; k++) squares[i] += values[k] ** 2;
    }
    return squares.map(Math.sqrt);
  }
  const turned = node.opType === 'Gemm' && integer(node, 'transB', 0) === 1;
  const [outputs = 0, inputs = 0] = turned ? dims : [dims[1], dims[0]];
  if (outputs !== to) return null;
  const factor = node.opType === 'Gemm' ? Math.abs(float(node, 'alpha', 1)) : 1;
  for (let i = 0; i < squares.length; i++) {
    const [row, unit] = [Math.floor(i / from), i % from];
    for (let position = 0; position < lies.positions; position++) {
      const column = lies.offset + unit * lies.unitStride + position * lies.positionStride;
      squares[i] += values[turned ? row * inputs + column : column * outputs + row] ** 2;
    }
  }
  return squares.map((square) => factor * Math.sqrt(square));
}
