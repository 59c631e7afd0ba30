import * as ort from 'onnxruntime-node';
import { EngineError, type Engine, type EngineSession, type EngineTensor } from './engine.js';

/**
 * ONNX Runtime on the CPU, one thread a process: several processes with one thread each are faster than one
 * with several, and the logits are the same to the bit for any batch size.
 */
export const onnxRuntime: Engine = {
  name: 'onnxruntime-node',
  version: ort.env.versions.node ?? ort.env.versions.common,
  async load(model, effort) {
    try {
      const session = await ort.InferenceSession.create(model, {
        executionProviders: ['cpu'],
        graphOptimizationLevel: effort === 'quick' ? 'disabled' : 'all',
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
      return new OnnxRuntimeSession(session);
    } catch (error) {
      throw asEngineError(error);
    }
  },
};

class OnnxRuntimeSession implements EngineSession {
  readonly #session: ort.InferenceSession;

  constructor(session: ort.InferenceSession) {
    this.#session = session;
  }

  async run(
    feeds: Readonly<Record<string, EngineTensor>>,
    outputs: readonly string[],
    into: Readonly<Record<string, EngineTensor>> = {},
  ): Promise<Record<string, EngineTensor>> {
    const tensors: Record<string, ort.Tensor> = {};
    for (const [name, tensor] of Object.entries(feeds)) tensors[name] = tensorOf(tensor);
    const fetches: Record<string, ort.Tensor | null> = {};
    for (const name of outputs) fetches[name] = into[name] ? tensorOf(into[name]) : null;
    try {
      const results = await this.#session.run(tensors, fetches);
      return results as unknown as Record<string, EngineTensor>;
    } catch (error) {
      throw asEngineError(error);
    }
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

function tensorOf({ type, data, dims }: EngineTensor): ort.Tensor {
  return new ort.Tensor(type as 'float32', data as Float32Array, dims);
}

function asEngineError(error: unknown): EngineError {
  const text = error instanceof Error ? error.message : String(error);
  return new EngineError(text.replaceAll(/\s+/g, ' ').trim(), { cause: error });
}
