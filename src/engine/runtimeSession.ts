import type * as ort from 'onnxruntime-node';
import { EngineError, type Engine, type EngineSession, type EngineTensor } from './engine.js';

/** What the native runtime and the one in WebAssembly have in common. */
export type Runtime = Pick<typeof ort, 'InferenceSession' | 'Tensor'>;

/**
 * An engine's `load`: a session of this runtime, with options of its own besides the ones all share.
 * @param fillsRoom whether it writes into arrays that are offered for results; WebAssembly's hands them back empty.
 */
export function loadBy(
  runtime: Runtime,
  options: ort.InferenceSession.SessionOptions,
  fillsRoom: boolean,
): Engine['load'] {
  return async (model, effort) => {
    try {
      const session = await runtime.InferenceSession.create(model, {
        ...options,
        graphOptimizationLevel: effort === 'quick' ? 'disabled' : 'all',
        logSeverityLevel: 4,
      });
      return new RuntimeSession(runtime, session, fillsRoom);
    } catch (error) {
      throw asEngineError(error);
    }
  };
}

class RuntimeSession implements EngineSession {
  readonly #runtime: Runtime;
  readonly #session: ort.InferenceSession;

  readonly #fillsRoom: boolean;

  constructor(runtime: Runtime, session: ort.InferenceSession, fillsRoom: boolean) {
    this.#runtime = runtime;
    this.#session = session;
    this.#fillsRoom = fillsRoom;
  }

  async run(
    feeds: Readonly<Record<string, EngineTensor>>,
    outputs: readonly string[],
    into?: Readonly<Record<string, EngineTensor>>,
  ): Promise<Record<string, EngineTensor>> {
    const tensors: Record<string, ort.Tensor> = {};
    for (const [name, tensor] of Object.entries(feeds)) tensors[name] = this.#tensorOf(tensor);
    const room = this.#fillsRoom ? into : undefined;
    const given = (name: string) => room?.[name] && this.#tensorOf(room[name]);
    const fetches = room && Object.fromEntries(outputs.map((name) => [name, given(name) ?? null]));
    try {
      const results = await this.#session.run(tensors, fetches ?? outputs);
      return results as unknown as Record<string, EngineTensor>;
    } catch (error) {
      throw asEngineError(error);
    }
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  #tensorOf({ type, data, dims }: EngineTensor): ort.Tensor {
    return new this.#runtime.Tensor(type as 'float32', data as Float32Array, dims);
  }
}

function asEngineError(error: unknown): EngineError {
  const text = error instanceof Error ? error.message : String(error);
  return new EngineError(text.replaceAll(/\s+/g, ' ').trim(), { cause: error });
}
