import { axesOf, constantDims, constantValue } from './constants.js';
import { attribute, integer, integers, type Graph } from './graph.js';
import type { NodeProto } from './onnx_pb.js';

/** What a dimension of a recurrent operator's output counts. */
type Dimension = 'steps' | 'directions' | 'samples' | 'units';

/** Where the units of a recurrent operator are taken. */
export interface RecurrentUnits {
  readonly kind: 'recurrent';
  readonly tensor: string;
  readonly axis: number;
  readonly rank: number;
  /** Of both directions, where there are two. */
  readonly unitCount: number;
  /** ONNX's name of the function that the output comes from. */
  readonly activation: string;
}

/** Whether an operator runs a cell over the steps of a sequence. */
export function isRecurrent({ opType }: NodeProto): boolean {
  return opType === 'LSTM' || opType === 'GRU' || opType === 'RNN';
}

/**
 * The units of a recurrent operator: its outputs at all steps, or at the last, as they are handed on with the
 * samples first. What the cell hands to itself from step to step is its own affair. Null where several parts of
 * the network read the outputs before they have that order, or both the steps and the last.
 */
export function recurrentUnits(graph: Graph, node: NodeProto): RecurrentUnits | null {
  const recurrence = constantDims(graph, node.input[2] ?? '');
  if (recurrence?.length !== 3) return null;
  const [directions, , units] = recurrence;
  const output = readOutput(graph, node);
  if (output === null) return null;
  let at: Place | null = { ...output, directions, units };
  while (at !== null && !isSettled(at)) at = after(graph, at);
  if (!at) return null;
  at = throughSteps(graph, at);
  return {
    kind: 'recurrent',
    tensor: at.tensor,
    axis: at.dimensions.indexOf('units'),
    rank: at.dimensions.length,
    unitCount: at.units,
    activation: outputActivation(node),
  };
}

/** How many directions a recurrent operator runs in; null where its weights don't tell. */
export function directionsOf(graph: Graph, node: NodeProto): number | null {
  const recurrence = constantDims(graph, node.input[2] ?? '');
  return recurrence?.length === 3 ? recurrence[0] : null;
}

/** The output of a recurrent operator that the network reads, and the orders from it to samples first, and back. */
interface ReadOutput {
  readonly tensor: string;
  readonly dimensions: readonly Dimension[];
  readonly perm: readonly number[];
  readonly inverse: readonly number[];
}

/** Of all steps, or of the last; null where both are read, or none. */
export function readOutput(graph: Graph, { output: [all = '', last = ''] }: NodeProto): ReadOutput | null {
  const isRead = (tensor: string) => graph.consumers(tensor).length > 0 || graph.isOutput(tensor);
  if (isRead(all) === isRead(last)) return null;
  return isRead(all)
    ? {
        tensor: all,
        dimensions: ['steps', 'directions', 'samples', 'units'],
        perm: [2, 0, 1, 3],
        inverse: [1, 2, 0, 3],
      }
    : {
        tensor: last,
        dimensions: ['directions', 'samples', 'units'],
        perm: [1, 0, 2],
        inverse: [1, 0, 2],
      };
}

interface Place {
  readonly tensor: string;
  readonly dimensions: readonly Dimension[];
  readonly directions: number;
  readonly units: number;
}

/** Samples stand first, and all units of all directions along one dimension. */
function isSettled({ dimensions, directions }: Place): boolean {
  return dimensions[0] === 'samples' && (directions === 1 || !dimensions.includes('directions'));
}

/** The place behind the one operator that reads it, if that only changes the layout or takes one step. */
function after(graph: Graph, at: Place): Place | null {
  const [node, ...others] = graph.consumers(at.tensor);
  if (!(node as NodeProto | undefined) || others.length > 0 || graph.isOutput(at.tensor)) return null;
  const tensor = node.output[0] ?? '';
  const { dimensions, directions, units } = at;
  const without = (dropped: readonly number[]): Place | null => {
    const names = dropped.map((axis) => dimensions[axis < 0 ? axis + dimensions.length : axis]);
    if (names.includes('samples') || names.includes('units')) return null;
    if (names.includes('directions') && directions > 1) return null;
    return { ...at, tensor, dimensions: dimensions.filter((name) => !names.includes(name)) };
  };
  switch (node.opType) {
    case 'Squeeze': {
      const axes = axesOf(graph, node);
      return axes && axes.length > 0 ? without(axes) : null;
    }
    case 'Gather': {
      // A single index takes one step, or the only direction; the dimension goes.
      const index = constantValue(graph, node.input[1] ?? '');
      return index?.dims.length === 0 ? without([integer(node, 'axis', 0)]) : null;
    }
    case 'Transpose': {
      const perm = integers(node, 'perm');
      return perm ? { ...at, tensor, dimensions: perm.map((axis) => dimensions[axis]) } : null;
    }
    case 'Reshape': {
      // [..., directions, units] as [..., directions * units].
      const shape = constantValue(graph, node.input[1] ?? '')?.values;
      const isJoined =
        dimensions.at(-2) === 'directions' &&
        dimensions.at(-1) === 'units' &&
        shape?.length === dimensions.length - 1 &&
        (shape.at(-1) === -1 || shape.at(-1) === directions * units);
      if (!isJoined) return null;
      const joined: Dimension[] = [...dimensions.slice(0, -2), 'units'];
      return { tensor, dimensions: joined, directions: 1, units: directions * units };
    }
    default:
      return null;
  }
}

/** Behind what only moves whole steps, as where a mask left some of them out. */
function throughSteps(graph: Graph, at: Place): Place {
  const [node, ...others] = graph.consumers(at.tensor);
  const isAlone = others.length === 0 && !graph.isOutput(at.tensor);
  if (!(node as NodeProto | undefined) || !isAlone || node.input[0] !== at.tensor) return at;
  const steps = at.dimensions.indexOf('steps');
  const tensor = node.output[0] ?? '';
  if (node.opType === 'Pad' && steps !== -1) {
    const pads = constantValue(graph, node.input[1] ?? '')?.values ?? [];
    const isOfSteps = pads.every((rows, i) => rows === 0 || i % at.dimensions.length === steps);
    const gathered = isOfSteps && pads.length > 0 ? throughSteps(graph, { ...at, tensor }) : at;
    // Padding by itself would add positions that are no step.
    return gathered.tensor === tensor ? at : gathered;
  }
  if (node.opType === 'GatherElements' && steps !== -1 && integer(node, 'axis', 0) === steps) {
    return { ...at, tensor };
  }
  return at;
}

/** The last function of a direction's list makes what is put out; ONNX's default is Tanh, of all three operators. */
function outputActivation(node: NodeProto): string {
  const last = attribute(node, 'activations')?.strings.at(-1);
  return last ? new TextDecoder().decode(last) : 'Tanh';
}
