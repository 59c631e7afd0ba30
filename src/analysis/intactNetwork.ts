import type { Engine, EngineSession } from '../engine/engine.js';
import { writeOnnx } from '../model/formats/onnx.js';
import type { ModelProto } from '../model/onnx_pb.js';
import { sizeOf } from '../model/tensor.js';
import { fed, ofSamples, samplesIn, type Batching } from './batching.js';
import { floatInput, observe, observedOutput, scoresOutput } from './instrument.js';
import { TensorRoom } from './tensorRoom.js';

/** What the intact network gave for samples. */
export interface IntactAnswers {
  /** [samples x classes], row by row. */
  readonly scores: Float32Array;
  /** By name, as float32. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/** Runs a network as it is, for its scores and any of its tensors. */
export class IntactNetwork {
  #observer: { readonly key: string; readonly session: EngineSession } | null = null;

  /**
   * @param model with its input as float32.
   * @param scores the tensor that answers are read from.
   */
  constructor(
    private readonly engine: Engine,
    private readonly model: ModelProto,
    private readonly scores: string,
    private readonly batching: Batching,
  ) {}

  /**
   * Runs any number of samples.
   * @param needs names of tensors of the model that are wanted beside the scores.
   * @param room for what comes out of several runs, which is then written over by the next call that is given it.
   */
  async run(
    inputs: Float32Array,
    needs: readonly string[],
    room: TensorRoom = new TensorRoom(),
  ): Promise<IntactAnswers> {
    const { batching } = this;
    const session = await this.#observing(needs);
    const samples = samplesIn(batching, inputs);
    const sampleSize = sizeOf(batching.sampleShape);
    const names = [scoresOutput, ...needs.map(observedOutput)];
    let found = new Map<string, Float32Array>();
    for (let first = 0; first < samples; first += batching.batchSize) {
      const count = Math.min(batching.batchSize, samples - first);
      const part = inputs.subarray(first * sampleSize, (first + count) * sampleSize);
      const results = await session.run({ [floatInput]: fed(batching, part) }, names);
      const own = names.map((name) => [name, ofSamples(batching, results[name], count)] as const);
      if (count === samples) {
        found = new Map(own);
        break;
      }
      if (first === 0) {
        found = room.take(new Map(own.map(([name, { length }]) => [name, (length / count) * samples])));
      }
      for (const [name, values] of own) found.get(name)?.set(values, (values.length / count) * first);
    }
    const value = (name: string) => found.get(name) ?? new Float32Array();
    return {
      scores: value(scoresOutput),
      tensors: new Map(needs.map((need) => [need, value(observedOutput(need))])),
    };
  }

  async release(): Promise<void> {
    await this.#observer?.session.release();
  }

  /** A session that gives these tensors; the last one is kept. */
  async #observing(needs: readonly string[]): Promise<EngineSession> {
    const key = [...needs].sort().join('\n');
    if (this.#observer?.key !== key) {
      const before = this.#observer;
      this.#observer = null;
      await before?.session.release();
      const model = observe(this.model, needs, this.scores);
      this.#observer = { key, session: await this.engine.load(writeOnnx(model), 'full') };
    }
    return this.#observer.session;
  }
}
