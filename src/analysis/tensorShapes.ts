import { EngineError, type Engine } from '../engine/engine.js';
import { writeOnnx } from '../model/formats/onnx.js';
import type { Graph } from '../model/graph.js';
import { floatInput, withOutputs } from './instrument.js';
import type { Trial } from './trial.js';

/** A tensor of a network as a run shows it. */
export interface TensorShape {
  /** Of one run of `Trial.samples` samples. */
  readonly dims: readonly number[];
  readonly type: string;
}

/**
 * Shapes and types of every tensor of a network that changes with the sample, by name. Empty where the batch
 * is fixed or the engine can't tell.
 * @param graph of the trial's model.
 */
export async function tensorShapes(
  engine: Engine,
  trial: Trial,
  graph: Graph,
  sampleShape: readonly number[],
): Promise<ReadonlyMap<string, TensorShape>> {
  if (trial.batch !== 'any') return new Map();
  const names = graph.nodes.flatMap(({ output }) =>
    output.filter((name) => name !== '' && !graph.isConstant(name)),
  );
  try {
    const session = await engine.load(writeOnnx(withOutputs(trial.model, names)), 'quick');
    try {
      const dims = [trial.samples, ...sampleShape];
      const data = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
      const results = await session.run({ [floatInput]: { type: 'float32', dims, data } }, names);
      return new Map(names.map((name) => [name, { dims: results[name].dims, type: results[name].type }]));
    } finally {
      await session.release();
    }
  } catch (error) {
    if (error instanceof EngineError) return new Map();
    throw error;
  }
}
