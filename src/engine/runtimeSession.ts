import type * as ort from 'onnxruntime-node';
import { EngineError, type Engine, type EngineSession, type EngineTensor } from './engine.js';

/** What the native runtime and the one in WebAssembly have in common. */
export type Runtime = Pick<typeof ort, 'InferenceSession' | 'Tensor'>;

/** An engine's `load`: a session of this runtime, with options of its own besides the ones all share. */
export function loadBy(runtime: Runtime, options: ort.InferenceSession.SessionOptions): Engine['load'] {
  return async (model, effort, weights) => {
    const { extra, ...others } = options;
    const session = (extra?.['session'] ?? {}) as Readonly<Record<string, unknown>>;
    const folder = weights === undefined ? {} : { model_external_initializers_file_folder_path: weights };
    try {
      const opened = await runtime.InferenceSession.create(model, {
        ...others,
        extra: { ...extra, session: { ...session, ...folder } },
        graphOptimizationLevel: effort === 'quick' ? 'disabled' : 'all',
        logSeverityLevel: 4,
      });
      return new RuntimeSession(runtime, opened);
    } catch (error) {
      throw asEngineError(error);
    }
  };
}

class RuntimeSession implements EngineSession {
  readonly #runtime: Runtime;
  readonly #session: ort.InferenceSession;

  constructor(runtime: Runtime, session: ort.InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  async run(
    feeds: Readonly<Record<string, EngineTensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, EngineTensor>> {
    const tensors: Record<string, ort.Tensor> = {};
    for (const [name, tensor] of Object.entries(feeds)) tensors[name] = this.#tensorOf(tensor);
    try {
      const results = await this.#session.run(tensors, outputs);
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
