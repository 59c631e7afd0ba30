import type { Provider } from './providers.js';

/** A tensor as it goes into a network and comes out. Half floats and others are cast inside the graph. */
export interface EngineTensor {
  readonly type: 'float32' | 'float64' | 'uint8' | 'int8' | 'int32' | 'int64' | 'bool';
  readonly dims: readonly number[];
  readonly data: Float32Array | Float64Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;
}

/** Runs networks. One implementation a runtime; the rest of the project knows this interface alone. */
export interface Engine {
  /** The runtime's package. */
  readonly name: string;
  readonly version: string;
  readonly provider: Provider;
  /** Other runtimes that have run operators which this one lacks, since it was opened; in a fixed order. */
  readonly helpers?: () => Helper[];
  /**
   * @param model bytes of an ONNX model.
   * @param effort `quick` skips optimisation, for a network that runs once.
   * @param weights the folder of the files that the model leaves its weights in, if it does.
   * @throws EngineError where the runtime refuses the model.
   */
  load(model: Uint8Array, effort: 'quick' | 'full', weights?: string): Promise<EngineSession>;
}

/** A runtime that runs for an engine what that lacks. */
export interface Helper {
  readonly name: string;
  readonly version: string;
  /** What computes for it. */
  readonly provider: string;
}

/** What ran a network, as results name it. */
export function engineNames({ name, version, provider, helpers }: Engine): EngineNames {
  const also = helpers?.() ?? [];
  return { name, version, provider, ...(also.length > 0 && { also }) };
}

export interface EngineNames extends Pick<Engine, 'name' | 'version' | 'provider'> {
  /** Left out where the engine ran everything. */
  readonly also?: Helper[];
}

/**
 * The engine for a model that leaves its weights in files.
 * @param folder of those files.
 */
export function withWeightsIn(engine: Engine, folder: string): Engine {
  return { ...engine, load: (model, effort) => engine.load(model, effort, folder) };
}

export interface EngineSession {
  /** Computes the named outputs, and nothing that they do not need. */
  run(
    feeds: Readonly<Record<string, EngineTensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, EngineTensor>>;
  release(): Promise<void>;
}

/** The runtime's own words for why it could not load or run a network, on one line. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
