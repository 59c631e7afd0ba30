import { EngineError, type EngineSession, type EngineTensor } from '../engine/engine.js';
import { between, cutOut, type CutPort } from '../model/cut.js';
import { writeOnnx } from '../model/formats/onnx.js';
import { Graph } from '../model/graph.js';
import { TensorProto_DataType as DataType, type ModelProto } from '../model/onnx_pb.js';
import {
  instrument,
  intactTensor,
  maskInput,
  matrixInput,
  mixUnits,
  scoresOutput,
  shiftInput,
  unmixedTensor,
} from './instrument.js';
import type { Clamp, Network } from './network.js';

/** Samples on which the intact network was run, with the tensors that a part of it starts from. */
export interface PartInputs {
  readonly samples: number;
  readonly inputs: Float32Array;
  /** By name, as float32. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/**
 * The part of a network that comes after some of its layers, which runs again when units of these or of later
 * layers are clamped. Everything before is taken from the intact run. Where no part can be cut out, it is the
 * whole network.
 */
export interface NetworkPart {
  /** Tensors of the intact network that it starts from. */
  readonly needs: readonly string[];
  /**
   * Scores of a run's samples, at most `Network.batchSize`, with units of the part's layers clamped.
   * @param additions by layer, [samples x outer x units x inner], what is added after any clamp.
   */
  run(
    block: PartInputs,
    clamps: readonly Clamp[],
    additions?: ReadonlyMap<number, Float32Array>,
  ): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @param layers places of the layers whose units are going to be changed. */
export async function openPart(network: Network, layers: readonly number[]): Promise<NetworkPart> {
  if (layers.length === 0) return wholeNetwork(network);
  const units = layers.map((layer) => network.unitTensor(layer));
  const model = instrument(network.graph.model, units, network.scores);
  const cut = cutBehind(network, model, new Map(units.map(({ tensor }, i) => [intactTensor(i), tensor])));
  if (!cut) return wholeNetwork(network);
  try {
    const session = await network.engine.load(writeOnnx(cut.model), 'full');
    return new CutPart(network, layers, cut, session);
  } catch (error) {
    if (error instanceof EngineError) return wholeNetwork(network);
    throw error;
  }
}

/** The part of a network behind a layer whose units are mixed by a matrix. */
export interface MixedPart {
  readonly needs: readonly string[];
  /**
   * @param matrix [units x units], symmetric.
   * @returns scores, [samples x classes].
   */
  run(block: PartInputs, matrix: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

export async function openMixedPart(network: Network, layer: number): Promise<MixedPart> {
  const unit = network.unitTensor(layer);
  const model = mixUnits(network.graph.model, unit, network.scores);
  const cut = cutBehind(network, model, new Map([[unmixedTensor, unit.tensor]]));
  if (!cut) {
    const mixed = await network.openMixed(layer);
    return {
      needs: [],
      run: ({ inputs }, matrix) => mixed.run(inputs, matrix),
      release: () => mixed.release(),
    };
  }
  const session = await network.engine.load(writeOnnx(cut.model), 'full');
  return {
    needs: [...cut.feeds.values()],
    async run(block, matrix) {
      const feeds: Record<string, EngineTensor> = feedsOf(network, cut, block);
      feeds[matrixInput] = { type: 'float32', dims: [unit.unitCount, unit.unitCount], data: matrix };
      return scoresOf(await session.run(feeds, [scoresOutput]));
    },
    release: () => session.release(),
  };
}

interface Cut {
  readonly model: ModelProto;
  /** Input of the part -> the tensor of the intact network that is fed. */
  readonly feeds: ReadonlyMap<string, string>;
}

/**
 * Cuts a changed model behind the first of the changed layers; null where that can't be done.
 * @param starts the changed layers' tensors before the change, with their names in the intact network.
 */
function cutBehind(network: Network, model: ModelProto, starts: ReadonlyMap<string, string>): Cut | null {
  const graph = new Graph(model);
  const part = between(graph, [...starts.keys()], scoresOutput);
  if (!part) return null;
  const made = new Set(part.nodes.flatMap(({ output }) => output));
  // A layer that lies behind another changed one is computed, not fed.
  const feeds = new Map([...starts].filter(([name]) => !made.has(name)));
  const own = new Set(network.graph.inputs.map(({ name }) => name));
  const isSwitch = (name: string) => graph.inputs.some((input) => input.name === name && !own.has(name));
  // Switches are given as float32, and cast to what the units are.
  const casts = part.beside.flatMap((name) => {
    const node = graph.producer(name);
    return node?.input.every(isSwitch) ? [node] : [];
  });
  const cast = new Set(casts.flatMap(({ output }) => output));
  const beside = new Set([
    ...part.beside.filter((name) => !cast.has(name)),
    ...casts.flatMap(({ input }) => input),
  ]);
  for (const name of beside) if (!isSwitch(name)) feeds.set(name, name);
  const given: CutPort[] = [];
  for (const [input, tensor] of feeds) {
    const dims = network.tensorShape(tensor);
    if (!dims) return null;
    const first = dims[0] === network.trialSamples ? 'samples' : 'rows';
    given.push({ name: input, elementType: DataType.FLOAT, dims: [first, ...dims.slice(1)] });
  }
  for (const { name, elementType, shape } of graph.inputs) {
    if (beside.has(name)) {
      given.push({ name, elementType, dims: shape?.map((dim, i) => dim ?? `${name}/${i}`) ?? null });
    }
  }
  const constants = graph.nodes.filter(({ output }) => output.every((name) => graph.isConstant(name)));
  const output = { name: scoresOutput, elementType: DataType.FLOAT, dims: null };
  return { model: cutOut(model, [...constants, ...casts, ...part.nodes], given, [output]), feeds };
}

class CutPart implements NetworkPart {
  readonly needs: readonly string[];
  readonly #masks: readonly Float32Array[];
  readonly #shifts: readonly Float32Array[];

  constructor(
    private readonly network: Network,
    private readonly layers: readonly number[],
    private readonly cut: Cut,
    private readonly session: EngineSession,
  ) {
    this.needs = [...new Set(cut.feeds.values())];
    this.#masks = layers.map((layer) => new Float32Array(network.layers[layer].unitCount).fill(1));
    this.#shifts = layers.map((layer) => new Float32Array(network.layers[layer].unitCount));
  }

  async run(
    block: PartInputs,
    clamps: readonly Clamp[],
    additions: ReadonlyMap<number, Float32Array> = new Map(),
  ): Promise<Float32Array> {
    const feeds = feedsOf(this.network, this.cut, block);
    for (const [i, layer] of this.layers.entries()) {
      const { mask, shift } = this.network.switchShapes(layer);
      const given = additions.get(layer);
      const { rowsPerSample, dimsBehind } = this.network.layers[layer];
      feeds[maskInput(i)] = { type: 'float32', dims: mask, data: this.#masks[i] };
      feeds[shiftInput(i)] = given
        ? { type: 'float32', dims: [block.samples * rowsPerSample, ...dimsBehind], data: given }
        : { type: 'float32', dims: shift, data: this.#shifts[i] };
    }
    for (const { unit, value } of clamps) this.#set(unit, 0, value);
    try {
      return scoresOf(await this.session.run(feeds, [scoresOutput]));
    } finally {
      for (const { unit } of clamps) this.#set(unit, 1, 0);
    }
  }

  release(): Promise<void> {
    return this.session.release();
  }

  #set(flatUnit: number, mask: number, shift: number): void {
    const { layer, unit } = this.network.place(flatUnit);
    const at = this.layers.indexOf(layer);
    this.#masks[at][unit] = mask;
    this.#shifts[at][unit] = shift;
  }
}

function wholeNetwork(network: Network): NetworkPart {
  return {
    needs: [],
    run: async ({ inputs }, clamps, additions) => (await network.run(inputs, clamps, [], additions)).scores,
    release: () => Promise.resolve(),
  };
}

function feedsOf(
  network: Network,
  { feeds }: Cut,
  { samples, tensors }: PartInputs,
): Record<string, EngineTensor> {
  return Object.fromEntries(
    [...feeds].map(([input, tensor]): [string, EngineTensor] => {
      const dims = network.tensorShape(tensor) ?? [];
      const rows = ((dims[0] ?? 0) / network.trialSamples) * samples;
      const data = tensors.get(tensor) ?? new Float32Array();
      return [input, { type: 'float32', dims: [rows, ...dims.slice(1)], data }];
    }),
  );
}

function scoresOf(results: Readonly<Record<string, EngineTensor>>): Float32Array {
  return results[scoresOutput].data as Float32Array;
}
