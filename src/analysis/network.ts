import type { Engine, EngineSession, EngineTensor } from '../engine/engine.js';
import { InputError } from '../inputError.js';
import { writeOnnx } from '../model/formats/onnx.js';
import { Graph, type Port } from '../model/graph.js';
import { hiddenLayers, type Layer } from '../model/layers.js';
import { scoresBehind, type Scores } from '../model/logits.js';
import { TensorProto_DataType as DataType } from '../model/onnx_pb.js';
import {
  floatInput,
  hiddenOutput,
  instrument,
  maskInput,
  matrixInput,
  mixUnits,
  observe,
  observedOutput,
  scoresOutput,
  shiftInput,
  type UnitTensor,
} from './instrument.js';
import { TensorRoom } from './tensorRoom.js';
import { tensorShapes, type TensorShape } from './tensorShapes.js';
import { tryNetwork, type Trial, type TrialTensor } from './trial.js';

/** A hidden layer with what only a run can tell. */
export interface UnitLayer extends Layer {
  readonly unitCount: number;
  /** Flat index of the layer's first unit. */
  readonly firstUnit: number;
  /** Of one sample. */
  readonly shape: readonly number[];
  /** Positions of a unit in one sample: `outer` before the unit axis times `inner` behind it. */
  readonly outer: number;
  readonly inner: number;
  /** Number of dimensions behind the unit axis. */
  readonly dimsAfter: number;
  /** Rows of the tensor's first dimension for one sample, and its other dimensions. */
  readonly rowsPerSample: number;
  readonly dimsBehind: readonly number[];
}

/** A unit held at a constant. */
export interface Clamp {
  /** Flat index. */
  readonly unit: number;
  readonly value: number;
}

/** What the network gave for a batch. */
export interface Answers {
  /** [samples x classes], row by row. */
  readonly scores: Float32Array;
  /** In the order asked for, [samples x outer x units x inner] of a layer, before any clamp of it. */
  readonly hidden: readonly Float32Array[];
}

/** What the intact network gave for samples. */
export interface IntactAnswers {
  /** [samples x classes], row by row. */
  readonly scores: Float32Array;
  /** By name, as float32. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/** What a network is asked for: its one input, its answers, its hidden layers. */
export interface NetworkPlan {
  readonly input: Port;
  readonly scores: Scores;
  readonly layers: readonly Layer[];
}

/**
 * Finds a network's input, answers and hidden layers in its graph.
 * @throws InputError where it has several inputs, or no hidden layer.
 */
export function planNetwork(graph: Graph, file: string): NetworkPlan {
  const [input, ...others] = graph.inputs;
  const output = graph.outputs.find(({ shape }) => shape?.length === 2) ?? graph.outputs[0];
  if (!input || !output)
    throw new InputError(`The network in ${file} has no input or no output; export it again.`);
  if (others.length > 0) {
    const names = graph.inputs.map(({ name }) => name).join(', ');
    throw new InputError(
      `The network in ${file} takes ${graph.inputs.length} inputs (${names}), and only one can be fed; export it with a single input.`,
    );
  }
  const scores = scoresBehind(graph, output.name);
  const layers = hiddenLayers(graph, scores.tensor);
  if (layers.length === 0) {
    throw new InputError(
      `The network in ${file} has no hidden layer (a dense or convolution operator before its last one), so it has no units to measure; choose a deeper network.`,
    );
  }
  return { input, scores, layers };
}

/** Floats that the units and the input of one batch may take, so that a batch stays in the processor's cache. */
const floatsPerBatch = 2 ** 21;
const largestBatch = 500;

/** A network ready to answer batches of samples, with any of its units clamped. */
export class Network {
  readonly #masks: Float32Array[];
  readonly #shifts: Float32Array[];
  readonly #switches: Record<string, EngineTensor> = {};
  #observer: { readonly key: string; readonly session: EngineSession } | null = null;

  private constructor(
    readonly layers: readonly UnitLayer[],
    readonly classCount: number,
    /** Whether the scores are probabilities, not logits. */
    readonly givesProbabilities: boolean,
    /** The most samples that one run takes. */
    readonly batchSize: number,
    readonly sampleShape: readonly number[],
    private readonly fixedBatch: boolean,
    /** What runs: with its input as float32, and with its batch dimension opened where it can be. */
    readonly graph: Graph,
    /** Samples of the run that the shapes were read from. */
    readonly trialSamples: number,
    private readonly shapes: ReadonlyMap<string, TensorShape>,
    private readonly units: readonly UnitTensor[],
    readonly engine: Engine,
    /** The tensor that answers are read from. */
    readonly scores: string,
    private readonly session: EngineSession,
    private readonly loadMixed: (layer: number) => Promise<EngineSession>,
  ) {
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
   * @throws InputError where the network can't be run, or isn't a classifier.
   */
  static async open(
    engine: Engine,
    graph: Graph,
    file: string,
    sampleShape: readonly number[],
  ): Promise<Network> {
    const plan = planNetwork(graph, file);
    const tensors = [...plan.layers.map(({ tensor }) => tensor), plan.scores.tensor];
    const trial = await tryNetwork(engine, graph, plan.input, tensors, sampleShape);
    const layers = unitLayers(plan.layers, trial);
    const scores = trial.tensors.get(plan.scores.tensor);
    const classCount = classCountOf(scores, trial.samples, file);
    const units = layers.map((layer) => ({
      tensor: layer.tensor,
      elementType: elementTypes[trial.tensors.get(layer.tensor)?.type ?? ''] ?? DataType.FLOAT,
      dimsAfter: layer.dimsAfter,
      rank: 1 + layer.dimsBehind.length,
      unitCount: layer.unitCount,
    }));
    const session = await engine.load(writeOnnx(instrument(trial.model, units, plan.scores.tensor)), 'full');
    const floats = sizeOf(sampleShape) + layers.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const batchSize =
      trial.batch === 'any'
        ? Math.max(1, Math.min(largestBatch, Math.floor(floatsPerBatch / floats)))
        : trial.batch;
    const running = new Graph(trial.model);
    const givesProbabilities =
      plan.scores.kind === 'probabilities' || looksLikeProbabilities(scores, classCount);
    return new Network(
      layers,
      classCount,
      givesProbabilities,
      batchSize,
      sampleShape,
      trial.batch !== 'any',
      running,
      trial.samples,
      await tensorShapes(engine, trial, running, sampleShape),
      units,
      engine,
      plan.scores.tensor,
      session,
      (layer) => engine.load(writeOnnx(mixUnits(trial.model, units[layer], plan.scores.tensor)), 'full'),
    );
  }

  /** Floats of one sample. */
  get sampleSize(): number {
    return sizeOf(this.sampleShape);
  }

  get unitCount(): number {
    return this.layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
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
    const samples = inputs.length / this.sampleSize;
    const size = this.fixedBatch ? this.batchSize : samples;
    const shifts: Record<string, EngineTensor> = {};
    for (const [layer, values] of additions) {
      const { rowsPerSample, dimsBehind } = this.layers[layer];
      const data = filledUp(values, samples, size);
      shifts[shiftInput(layer)] = { type: 'float32', dims: [size * rowsPerSample, ...dimsBehind], data };
    }
    for (const { unit, value } of clamps) this.#set(unit, 0, value);
    try {
      const feeds = {
        ...this.#switches,
        ...shifts,
        [floatInput]: this.#input(inputs, samples, size),
      };
      const results = await this.session.run(feeds, [...hidden.map(hiddenOutput), scoresOutput]);
      const values = (name: string) => {
        const all = results[name]?.data as Float32Array;
        return size > samples ? all.subarray(0, (all.length / size) * samples) : all;
      };
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
    const floats = sizes.reduce((sum, size) => sum + size, this.sampleSize + this.classCount);
    const runs = Math.floor(bytes / (Float32Array.BYTES_PER_ELEMENT * floats) / this.batchSize);
    return this.batchSize * Math.max(1, runs);
  }

  /**
   * Runs the intact network on any number of samples.
   * @param needs names of tensors of the model that are wanted beside the scores.
   * @param room for what comes out, which is then written over by the next run that is given it.
   */
  async intact(
    inputs: Float32Array,
    needs: readonly string[],
    room: TensorRoom = new TensorRoom(),
  ): Promise<IntactAnswers> {
    const session = await this.#observing(needs);
    const samples = inputs.length / this.sampleSize;
    const names = [scoresOutput, ...needs.map(observedOutput)];
    const shapes = this.#observedShapes(needs);
    const whole = room.take(new Map([...shapes].map(([name, shape]) => [name, samples * sizeOf(shape)])));
    for (let first = 0; first < samples; first += this.batchSize) {
      const count = Math.min(this.batchSize, samples - first);
      const size = this.fixedBatch ? this.batchSize : count;
      const part = inputs.subarray(first * this.sampleSize, (first + count) * this.sampleSize);
      const own = (name: string) => {
        const values = whole.get(name);
        const width = (values?.length ?? 0) / samples;
        return values?.subarray(first * width, (first + count) * width);
      };
      const into: Record<string, EngineTensor> = {};
      for (const [name, [rows = 1, ...dims]] of size === count ? shapes : []) {
        into[name] = {
          type: 'float32',
          dims: [count * rows, ...dims],
          data: own(name) ?? new Float32Array(),
        };
      }
      const results = await session.run({ [floatInput]: this.#input(part, count, size) }, names, into);
      for (const name of names) {
        const all = results[name]?.data as Float32Array;
        if (!whole.has(name)) whole.set(name, new Float32Array((all.length / size) * samples));
        if (all !== into[name]?.data) own(name)?.set(all.subarray(0, (all.length / size) * count));
      }
    }
    const value = (name: string) => whole.get(name) ?? new Float32Array();
    return {
      scores: value(scoresOutput),
      tensors: new Map(needs.map((need) => [need, value(observedOutput(need))])),
    };
  }

  /** By output, shapes of one sample of scores and tensors, as far as they are known: how many rows, of what shape. */
  #observedShapes(needs: readonly string[]): Map<string, readonly number[]> {
    const tensors = [[scoresOutput, this.scores], ...needs.map((need) => [observedOutput(need), need])];
    return new Map(
      tensors.flatMap(([name, tensor]) => {
        const [rows = 0, ...dims] = this.shapes.get(tensor)?.dims ?? [];
        return rows > 0 && rows % this.trialSamples === 0
          ? [[name, [rows / this.trialSamples, ...dims]]]
          : [];
      }),
    );
  }

  /** A session that gives these tensors; the last one is kept. */
  async #observing(needs: readonly string[]): Promise<EngineSession> {
    const key = [...needs].sort().join('\n');
    if (this.#observer?.key !== key) {
      const before = this.#observer;
      this.#observer = null;
      await before?.session.release();
      const model = observe(this.graph.model, needs, this.scores);
      this.#observer = { key, session: await this.engine.load(writeOnnx(model), 'full') };
    }
    return this.#observer.session;
  }

  /** The network with one layer's units mixed by a matrix. The caller releases it. */
  async openMixed(layer: number): Promise<MixedNetwork> {
    const session = await this.loadMixed(layer);
    const { unitCount } = this.layers[layer];
    return {
      run: async (inputs, matrix) => {
        const samples = inputs.length / this.sampleSize;
        const size = this.fixedBatch ? this.batchSize : samples;
        const feeds = {
          [floatInput]: this.#input(inputs, samples, size),
          [matrixInput]: { type: 'float32' as const, dims: [unitCount, unitCount], data: matrix },
        };
        const results = await session.run(feeds, [scoresOutput]);
        return (results[scoresOutput].data as Float32Array).subarray(0, samples * this.classCount);
      },
      release: () => session.release(),
    };
  }

  async release(): Promise<void> {
    await this.#observer?.session.release();
    await this.session.release();
  }

  #input(inputs: Float32Array, samples: number, size: number): EngineTensor {
    return { type: 'float32', dims: [size, ...this.sampleShape], data: filledUp(inputs, samples, size) };
  }

  #set(flatUnit: number, mask: number, shift: number): void {
    const { layer, unit } = this.place(flatUnit);
    this.#masks[layer][unit] = mask;
    this.#shifts[layer][unit] = shift;
  }
}

/** A network whose units of one layer are mixed by a matrix. */
export interface MixedNetwork {
  /**
   * @param matrix [units x units], symmetric.
   * @returns scores, [samples x classes].
   */
  run(inputs: Float32Array, matrix: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Values of samples with zeros behind them, for a network that takes just so many samples. */
function filledUp(values: Float32Array, samples: number, size: number): Float32Array {
  if (size <= samples) return values;
  const filled = new Float32Array((values.length / samples) * size);
  filled.set(values);
  return filled;
}

const elementTypes: Readonly<Record<string, number>> = {
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  float16: DataType.FLOAT16,
};

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** Completes layers by the shapes that a trial found. */
export function unitLayers(layers: readonly Layer[], trial: Trial): UnitLayer[] {
  let firstUnit = 0;
  return layers.map((layer) => {
    const dims = trial.tensors.get(layer.tensor)?.dims ?? [];
    // A trial at a fixed size shows one run's dimensions, one in any number all samples'.
    const samples = trial.batch === 'any' ? trial.samples : trial.batch;
    const axis = layer.axis < 0 ? layer.axis + dims.length : layer.axis;
    const positions = (dims[0] ?? 0) / samples;
    const unitCount = dims[axis] ?? 0;
    const shape = [...(positions === 1 ? [] : [positions]), ...dims.slice(1)];
    if (axis < 1 || !Number.isInteger(positions)) {
      throw new InputError(
        `The outputs of layer ${layer.id} have the shape ${dims.join(' x ')}, whose first dimension doesn't count samples, so they can't be told apart; export the network with the batch first.`,
      );
    }
    const outer = positions * sizeOf(dims.slice(1, axis));
    const after = dims.slice(axis + 1);
    const dimsAfter = after.length;
    const inner = sizeOf(after);
    const place = { firstUnit, outer, inner, dimsAfter, rowsPerSample: positions, dimsBehind: dims.slice(1) };
    const complete = { ...layer, unitCount, shape, ...place };
    firstUnit += unitCount;
    return complete;
  });
}

function classCountOf(scores: TrialTensor | undefined, samples: number, file: string): number {
  const count = scores ? scores.values.length / samples : 0;
  const dims = scores?.dims ?? [];
  const width = sizeOf(dims.slice(1));
  // A first dimension that counts positions beside samples is part of the answer.
  const answer = dims.length > 1 && count !== width ? [count / width, ...dims.slice(1)] : dims.slice(1);
  if (answer.filter((dim) => dim !== 1).length > 1 || !Number.isInteger(count)) {
    throw new InputError(
      `The network in ${file} gives ${answer.join(' x ')} values a sample; only classifiers, which give one value a class, can be analysed.`,
    );
  }
  if (count < 2) {
    throw new InputError(
      `The network in ${file} gives a single value a sample; only classifiers with at least two classes can be analysed.`,
    );
  }
  return count;
}

/** Whether every answer is non-negative and sums to one, as no logits do. */
function looksLikeProbabilities(scores: TrialTensor | undefined, classCount: number): boolean {
  const values = scores?.values ?? new Float64Array();
  for (let first = 0; first < values.length; first += classCount) {
    const row = values.slice(first, first + classCount);
    const sum = row.reduce((total, value) => total + value, 0);
    if (row.some((value) => value < 0) || Math.abs(sum - 1) > 1e-4) return false;
  }
  return values.length > 0;
}
