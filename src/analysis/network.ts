import { hasClasses, type Task } from '../dataset/task.js';
import type { Engine, EngineSession, EngineTensor } from '../engine/engine.js';
import { writeOnnx } from '../model/formats/onnx.js';
import { Graph } from '../model/graph.js';
import { sigmoidInput } from '../model/logits.js';
import { TensorProto_DataType as DataType, type ModelProto } from '../model/onnx_pb.js';
import { sizeOf } from '../model/tensor.js';
import { twoLogits, withTwoClasses } from '../model/twoClasses.js';
import { fed, filledUp, ofSamples, runSize, samplesIn, type Batching } from './batching.js';
import {
  floatInput,
  hiddenOutput,
  instrument,
  maskInput,
  scoresOutput,
  shiftInput,
  type UnitTensor,
} from './instrument.js';
import { withHeadsApart } from './heads.js';
import { IntactNetwork, type IntactAnswers } from './intactNetwork.js';
import { openMixedNetwork, type MixedNetwork } from './mixedNetwork.js';
import { planNetwork, type NetworkPlan } from './networkPlan.js';
import type { TensorRoom } from './tensorRoom.js';
import { tensorShapes, type TensorShape } from './tensorShapes.js';
import { tryNetwork } from './trial.js';
import { scoreWidthOf, looksLikeProbabilities } from './trialScores.js';
import { validPositions, type ValidPositions } from './tokenActivity.js';
import { unitLayers, type UnitLayer } from './unitLayers.js';

/** A unit held at a constant. */
export interface Clamp {
  /** Flat index. */
  readonly unit: number;
  readonly value: number;
}

/** What the network gave for a batch. */
export interface Answers {
  /** [samples x scores], row by row. */
  readonly scores: Float32Array;
  /** In the order asked for, [samples x outer x units x inner] of a layer, before any clamp of it. */
  readonly hidden: readonly Float32Array[];
}

const elementTypes: Readonly<Record<string, number>> = {
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  float16: DataType.FLOAT16,
};

/** Floats that the units and the input of one batch may take, so that a batch stays in the processor's cache. */
const floatsPerBatch = 2 ** 21;
const largestBatch = 500;

/** What a network is taken for, where the graph alone doesn't tell. */
export interface NetworkChoices {
  /** `binary` with one output, else `classification` where nothing is said. */
  readonly task?: Task | undefined;
  /** The token that fills up short sequences; where nothing is said and the network takes a mask, the one it looks for, else 0. */
  readonly padding?: number | undefined;
}

/** The model, and the tensor in it that answers are read from for a task. */
function answersOf(
  model: ModelProto,
  graph: Graph,
  { scores, output }: NetworkPlan,
  task: Task,
): { readonly model: ModelProto; readonly scores: string } {
  if (task === 'classification') return { model, scores: scores.tensor };
  if (task === 'regression') return { model, scores: output };
  const logits = sigmoidInput(graph, output) ?? scores.tensor;
  return task === 'binary'
    ? { model: withTwoClasses(model, logits), scores: twoLogits }
    : { model, scores: logits };
}

/** A network ready to answer batches of samples, with any of its units clamped. */
export class Network {
  readonly #masks: Float32Array[];
  readonly #shifts: Float32Array[];
  readonly #switches: Record<string, EngineTensor> = {};
  readonly #intact: IntactNetwork;
  #switched: Promise<EngineSession> | null = null;

  private constructor(
    readonly layers: readonly UnitLayer[],
    readonly task: Task,
    /** The token that fills up short sequences; null where there is none. */
    readonly padding: number | null,
    /** Values that answers are read from, for one sample: one a class where there are classes. */
    readonly scoreWidth: number,
    /** Whether the scores are probabilities, not logits. */
    readonly givesProbabilities: boolean,
    private readonly batching: Batching,
    /** What runs: with its input as float32, and with its batch dimension opened where it can be. */
    readonly graph: Graph,
    /** Samples of the run that the shapes were read from. */
    readonly trialSamples: number,
    private readonly shapes: ReadonlyMap<string, TensorShape>,
    private readonly units: readonly UnitTensor[],
    readonly engine: Engine,
    /** The tensor that answers are read from. */
    readonly scores: string,
  ) {
    this.#intact = new IntactNetwork(engine, graph.model, scores, batching);
    this.#masks = layers.map(({ unitCount }) => new Float32Array(unitCount).fill(1));
    this.#shifts = layers.map(({ unitCount }) => new Float32Array(unitCount));
    for (const i of layers.keys()) {
      const { mask, shift } = this.switchShapes(i);
      this.#switches[maskInput(i)] = { type: 'float32', dims: mask, data: this.#masks[i] };
      this.#switches[shiftInput(i)] = { type: 'float32', dims: shift, data: this.#shifts[i] };
    }
  }

  /**
   * @param sampleShape shape of one sample.
   * @throws InputError where the network can't be run, or doesn't give a row of values.
   */
  static async open(
    engine: Engine,
    given: Graph,
    file: string,
    sampleShape: readonly number[],
    { task, padding }: NetworkChoices = {},
  ): Promise<Network> {
    const plan = planNetwork(given, file, padding);
    const { graph } = plan;
    const tensors = [...plan.layers.map(({ tensor }) => tensor), plan.scores.tensor];
    const tried = await tryNetwork(engine, graph, plan.input, tensors, sampleShape);
    const { layers: found, trial } = withHeadsApart(plan.layers, tried);
    const layers = unitLayers(found, trial);
    const scores = trial.tensors.get(plan.scores.tensor);
    const width = scoreWidthOf(scores, trial.samples, file);
    const taken = task ?? (width === 1 ? 'binary' : 'classification');
    const answers = answersOf(trial.model, graph, plan, taken);
    const scoreWidth = taken === 'binary' ? 2 : width;
    const units = layers.map((layer) => ({
      tensor: layer.tensor,
      elementType: elementTypes[trial.tensors.get(layer.tensor)?.type ?? ''] ?? DataType.FLOAT,
      dimsAfter: layer.dimsAfter,
      rank: 1 + layer.dimsBehind.length,
      unitCount: layer.unitCount,
    }));
    const floats = sizeOf(sampleShape) + layers.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const isFixed = trial.batch !== 'any';
    const batchSize =
      trial.batch === 'any'
        ? Math.max(1, Math.min(largestBatch, Math.floor(floatsPerBatch / floats)))
        : trial.batch;
    const running = new Graph(answers.model);
    const givesProbabilities =
      taken === 'classification' &&
      (plan.scores.kind === 'probabilities' || looksLikeProbabilities(scores, width));
    return new Network(
      layers,
      taken,
      plan.tokens && (padding ?? plan.tokens.padding),
      scoreWidth,
      givesProbabilities,
      { batchSize, isFixed, sampleShape },
      running,
      trial.samples,
      await tensorShapes(engine, { ...trial, model: answers.model }, running, sampleShape),
      units,
      engine,
      answers.scores,
    );
  }

  /** Classes that samples are told apart by; all samples are in one where the task knows none. */
  get classCount(): number {
    return hasClasses(this.task) ? this.scoreWidth : 1;
  }

  /** The most samples that one run takes. */
  get batchSize(): number {
    return this.batching.batchSize;
  }

  get sampleShape(): readonly number[] {
    return this.batching.sampleShape;
  }

  /** Floats of one sample. */
  get sampleSize(): number {
    return sizeOf(this.sampleShape);
  }

  get unitCount(): number {
    return this.layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  }

  /** Which positions of samples hold tokens; null where all do. */
  validPositions(inputs: Float32Array): ValidPositions | null {
    return this.padding === null ? null : validPositions(inputs, this.sampleSize, this.padding);
  }

  /** The layer of a unit, as an index, and the unit's index within it. */
  place(flatUnit: number): { layer: number; unit: number } {
    const layer = this.layers.findLastIndex(({ firstUnit }) => firstUnit <= flatUnit);
    return { layer, unit: flatUnit - (this.layers[layer]?.firstUnit ?? 0) };
  }

  /**
   * Runs at most `batchSize` samples. One run at a time: the switches of the units are the network's.
   * @param inputs [samples x sample], row by row.
   * @param hidden the layers whose units' outputs are wanted.
   * @param additions by layer, [samples x outer x units x inner], what is added to the units' outputs after
   * any clamp; constants of clamps in such a layer are not used.
   */
  async run(
    inputs: Float32Array,
    clamps: readonly Clamp[],
    hidden: readonly number[],
    additions: ReadonlyMap<number, Float32Array> = new Map(),
  ): Promise<Answers> {
    const samples = samplesIn(this.batching, inputs);
    const size = runSize(this.batching, samples);
    const shifts: Record<string, EngineTensor> = {};
    for (const [layer, values] of additions) {
      const { rowsPerSample, dimsBehind } = this.layers[layer];
      const data = filledUp(values, samples, size);
      shifts[shiftInput(layer)] = { type: 'float32', dims: [size * rowsPerSample, ...dimsBehind], data };
    }
    for (const { unit, value } of clamps) this.#set(unit, 0, value);
    try {
      const session = await (this.#switched ??= this.#loadSwitched());
      const feeds = { ...this.#switches, ...shifts, [floatInput]: fed(this.batching, inputs) };
      const results = await session.run(feeds, [...hidden.map(hiddenOutput), scoresOutput]);
      const values = (name: string) => ofSamples(this.batching, results[name], samples);
      return {
        scores: values(scoresOutput),
        hidden: hidden.map((layer) => values(hiddenOutput(layer))),
      };
    } finally {
      for (const { unit } of clamps) this.#set(unit, 1, 0);
    }
  }

  /**
   * Shape of a tensor of the network in a run of `trialSamples` samples; null where its batch is fixed, and of
   * tensors that are not float32.
   */
  tensorShape(tensor: string): readonly number[] | null {
    const found = this.shapes.get(tensor);
    return found?.type === 'float32' ? found.dims : null;
  }

  /** A layer's tensor of units, as `instrument` wants it. */
  unitTensor(layer: number): UnitTensor {
    return this.units[layer];
  }

  /** Shapes of the inputs that clamp a layer's units (`instrument`). */
  switchShapes(layer: number): { readonly mask: readonly number[]; readonly shift: readonly number[] } {
    const { unitCount, dimsAfter, dimsBehind } = this.layers[layer];
    const mask = [unitCount, ...new Array<number>(dimsAfter).fill(1)];
    const before = new Array<number>(dimsBehind.length - dimsAfter).fill(1);
    return { mask, shift: [...before, ...mask] };
  }

  /**
   * How many samples the tensors of an intact run can be kept of: a whole number of runs.
   * @param needs their names.
   * @param bytes what they may take.
   */
  blockSize(needs: readonly string[], bytes: number): number {
    const sizes = needs.map((need) => {
      const dims = this.shapes.get(need)?.dims;
      if (dims) return sizeOf(dims) / this.trialSamples;
      return sizeOf(this.layers.find(({ tensor }) => tensor === need)?.shape ?? []);
    });
    const floats = sizes.reduce((sum, size) => sum + size, this.sampleSize + this.scoreWidth);
    const runs = Math.floor(bytes / (Float32Array.BYTES_PER_ELEMENT * floats) / this.batchSize);
    return this.batchSize * Math.max(1, runs);
  }

  /**
   * Runs the intact network on any number of samples.
   * @param needs names of tensors of the model that are wanted beside the scores.
   * @param room for what comes out, which may then be written over by the next run that is given it.
   */
  intact(inputs: Float32Array, needs: readonly string[], room?: TensorRoom): Promise<IntactAnswers> {
    return this.#intact.run(inputs, needs, room);
  }

  /** The network with one layer's units mixed by a matrix. The caller releases it. */
  openMixed(layer: number): Promise<MixedNetwork> {
    return openMixedNetwork(this.engine, this.graph.model, this.units[layer], this.scores, this.batching);
  }

  async release(): Promise<void> {
    await this.#intact.release();
    // One that could not be loaded has said so to whoever wanted it.
    await this.#switched?.then(
      (session) => session.release(),
      () => {},
    );
  }

  /** The network with switches, which not every analysis has a use for. */
  #loadSwitched(): Promise<EngineSession> {
    return this.engine.load(writeOnnx(instrument(this.graph.model, this.units, this.scores)), 'full');
  }

  #set(flatUnit: number, mask: number, shift: number): void {
    const { layer, unit } = this.place(flatUnit);
    this.#masks[layer][unit] = mask;
    this.#shifts[layer][unit] = shift;
  }
}
