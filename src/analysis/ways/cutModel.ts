import { create } from '@bufbuild/protobuf';
import { constantDims } from '../../model/constants.js';
import { between, cutOut, type CutPort } from '../../model/cut.js';
import { copyOf } from '../../model/edit.js';
import { attribute, type Graph } from '../../model/graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
} from '../../model/onnx_pb.js';
import type { Mixer, UnitsLie } from '../../model/reach.js';
import { sizeOf } from '../../model/tensor.js';
import { cast, scoresOutput } from '../instrument.js';
import { workOfNode, workOfValue } from './work.js';

/** A tensor of the intact network, as far as a cut has to know it. */
export interface CutTensor {
  readonly name: string;
  /** Without the samples'. */
  readonly dims: readonly number[];
}

/** The part of a network that runs again for each unit, and what it has to be fed. */
export interface CutModel {
  readonly model: ModelProto;
  /** Tensors of the intact network that are fed as they are. */
  readonly kept: readonly { readonly input: string; readonly tensor: CutTensor }[];
  /** Whether the layer's own outputs are fed, those of the unit replaced. */
  readonly feedsUnits: boolean;
  /** Name of the input for what the unit's outputs become, [samples x 1 x ...]; null where nothing reads it. */
  readonly after: string | null;
  /** Inputs for what reached a mixing operator before: the unit's part of a tensor of the intact network. */
  readonly before: readonly UnitPart[];
  /** Inputs for where a unit's weights stand in an operator's, as int64. */
  readonly rows: readonly { readonly input: string; readonly lies: UnitsLie }[];
  /** Input for the unit's place in its layer, as int64; null where nothing reads it. */
  readonly unit: string | null;
  /** Of deleting one unit on one sample, in multiply-adds. */
  readonly work: number;
  /** The most values of one sample that a tensor of it has. */
  readonly widest: number;
}

export interface UnitPart {
  readonly input: string;
  readonly tensor: CutTensor;
  readonly lies: UnitsLie;
}

const prefix = 'unit-importance/';
const afterInput = `${prefix}after`;
const unitInput = `${prefix}unit`;
const floats = DataType.FLOAT;

/** What a cut is made from. */
export interface CutSource {
  readonly graph: Graph;
  /** The layer's tensor. */
  readonly units: CutTensor;
  /** The tensor that answers are read from. */
  readonly scores: string;
  /** A tensor of the intact network, float32, whose first dimension counts samples alone; null for any other. */
  readonly tensor: (name: string) => CutTensor | null;
}

/**
 * The part of a network that has to run again when units of a layer change. With mixers, it begins behind
 * them: their sums in the intact network are fed, and what the unit's change adds is computed from its own
 * weights.
 * @param mixers linear operators that are not run again; none leaves the plain rest of the network.
 * @returns null where the part reads what can't be fed.
 */
export function cutModel(
  { graph, units, scores, tensor }: CutSource,
  mixers: readonly Mixer[],
): CutModel | null {
  const part = between(graph, [units.name], scores);
  if (!part) return null;
  const slices = new Slices();
  const kept: { input: string; tensor: CutTensor }[] = [];
  const before: UnitPart[] = [];
  const rows: { input: string; lies: UnitsLie }[] = [];
  const given: CutPort[] = [port(units.name, units.dims)];
  for (const name of part.beside) {
    const known = tensor(name);
    if (!known) return null;
    kept.push({ input: name, tensor: known });
    given.push(port(name, known.dims));
  }
  const replaced = new Map<NodeProto, NodeProto[]>();
  for (const [i, mixer] of mixers.entries()) {
    const output = mixer.node.output[0] ?? '';
    const sums = tensor(output);
    const reads = tensor(mixer.reads);
    if (!sums || !reads) return null;
    const base = `${prefix}sums/${i}`;
    kept.push({ input: base, tensor: sums });
    given.push(port(base, sums.dims));
    let from = before.find((one) => one.tensor.name === reads.name);
    if (!from) {
      from = { input: `${prefix}before/${before.length}`, tensor: reads, lies: mixer.lies };
      before.push(from);
      const dims = mixer.lies.kind === 'maps' ? [1, ...reads.dims.slice(1)] : [mixer.lies.positions];
      given.push(port(from.input, dims));
    }
    const place = `${prefix}rows/${i}`;
    rows.push({ input: place, lies: mixer.lies });
    given.push({ name: place, elementType: DataType.INT64, dims: ['rows'] });
    const change = `${prefix}change/${i}`;
    replaced.set(mixer.node, [
      node('Sub', [slices.behind(mixer.path), from.input], change),
      ...changeOfSums(mixer.node, change, place, `${prefix}added/${i}`),
      node('Add', [base, `${prefix}added/${i}`], output),
    ]);
  }
  const own = part.nodes.flatMap((one) => replaced.get(one) ?? [one]);
  given.push(port(afterInput, [1, ...units.dims.slice(1)]));
  given.push({ name: unitInput, elementType: DataType.INT64, dims: [1] });
  const nodes = [...graph.nodes.filter((one) => isConstantNode(graph, one)), ...slices.nodes, ...own];
  const last = cast(scores, scoresOutput, floats);
  const model = cutOut(graph.model, [...nodes, last], given, [
    { name: scoresOutput, elementType: floats, dims: null },
  ]);
  const inputs = new Set(model.graph?.input.map(({ name }) => name));
  return {
    model,
    kept: kept.filter(({ input }) => inputs.has(input)),
    feedsUnits: inputs.has(units.name),
    after: inputs.has(afterInput) ? afterInput : null,
    before,
    rows,
    unit: inputs.has(unitInput) ? unitInput : null,
    ...sizeOfCut(graph, model, (name) => tensor(name)?.dims ?? null, mixers),
  };
}

/** How much a cut works, and how wide it is. */
function sizeOfCut(
  graph: Graph,
  { graph: cut }: ModelProto,
  shapeOf: (tensor: string) => readonly number[] | null,
  mixers: readonly Mixer[],
): { work: number; widest: number } {
  const changed = new Map(mixers.map((mixer) => [mixer.node.output[0] ?? '', mixer]));
  let work = 0;
  let widest = 1;
  for (const one of cut?.node ?? []) {
    const output = one.output[0] ?? '';
    const shape = shapeOf(output);
    if (!shape) continue;
    widest = Math.max(widest, sizeOf(shape));
    const mixer = changed.get(output);
    // The unit's own part of the sums is made, and added.
    if (mixer) work += sizeOf(shape) * (2 * workOfValue + weightsOfUnit(graph, mixer));
    else work += workOfNode(graph, one, shapeOf);
  }
  return { work, widest };
}

/** Multiply-adds for each sum that a single unit changes. */
function weightsOfUnit(graph: Graph, { node: mixer, lies }: Mixer): number {
  return lies.kind === 'columns'
    ? lies.positions
    : sizeOf(constantDims(graph, mixer.input[1] ?? '')?.slice(2) ?? []);
}

/** The operators that a single unit's outputs go through on their own. */
class Slices {
  readonly nodes: NodeProto[] = [];
  readonly #made = new Map<string, string>();

  /** The tensor of a unit's outputs behind a path of operators. */
  behind(path: readonly NodeProto[]): string {
    return path.reduce((tensor, one) => this.#step(tensor, one), afterInput);
  }

  #step(from: string, one: NodeProto): string {
    const output = one.output[0] ?? '';
    const made = this.#made.get(output);
    if (made !== undefined) return made;
    const to = `${prefix}slice/${output}`;
    this.#made.set(output, one.opType === 'Concat' ? from : to);
    switch (one.opType) {
      // Where others are joined on, a unit's own part stays what it is.
      case 'Concat':
        return from;
      case 'Flatten':
      case 'Reshape':
      case 'Squeeze':
        this.nodes.push(node('Flatten', [from], to, [integerAttribute('axis', 1)]));
        return to;
      case 'BatchNormalization': {
        const own = one.input.slice(1).map((parameter, i) => {
          this.nodes.push(
            node('Gather', [parameter, unitInput], `${to}/${i}`, [integerAttribute('axis', 0)]),
          );
          return `${to}/${i}`;
        });
        this.nodes.push(Object.assign(copyOf(one), { input: [from, ...own], output: [to] }));
        return to;
      }
      default: {
        const copy = copyOf(one);
        copy.input = [from, ...one.input.slice(1)];
        copy.output = [to];
        this.nodes.push(copy);
        return to;
      }
    }
  }
}

/** What a change of one unit adds to the sums of a linear operator. */
function changeOfSums(mixer: NodeProto, change: string, rows: string, to: string): NodeProto[] {
  const weights = mixer.input[1] ?? '';
  const own = `${to}/weights`;
  const isTransposed = attribute(mixer, 'transB')?.i === 1n;
  const axis = mixer.opType === 'Conv' || isTransposed ? 1 : 0;
  const linear = copyOf(mixer);
  linear.input = [change, own];
  linear.output = [to];
  linear.name = to;
  return [node('Gather', [weights, rows], own, [integerAttribute('axis', axis)]), linear];
}

function isConstantNode(graph: Graph, { output }: NodeProto): boolean {
  return output.length > 0 && output.every((name) => graph.isConstant(name));
}

function port(name: string, dims: readonly (number | string)[]): CutPort {
  return { name, elementType: floats, dims: ['samples', ...dims] };
}

function node(opType: string, input: string[], output: string, attributes: AttributeProto[] = []): NodeProto {
  return create(NodeProtoSchema, { opType, name: output, input, output: [output], attribute: attributes });
}

function integerAttribute(name: string, value: number): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
}
