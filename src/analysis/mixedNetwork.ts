import type { Engine } from '../engine/engine.js';
import { writeOnnx } from '../model/formats/onnx.js';
import type { ModelProto } from '../model/onnx_pb.js';
import { fed, ofSamples, samplesIn, type Batching } from './batching.js';
import { floatInput, matrixInput, mixUnits, scoresOutput, type UnitTensor } from './instrument.js';

/** A network whose units of one layer are mixed by a matrix. */
export interface MixedNetwork {
  /**
   * @param matrix [units x units], symmetric.
   * @returns scores, [samples x classes].
   */
  run(inputs: Float32Array, matrix: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/**
 * @param model with its input as float32.
 * @param scores the tensor that answers are read from.
 */
export async function openMixedNetwork(
  engine: Engine,
  model: ModelProto,
  unit: UnitTensor,
  scores: string,
  batching: Batching,
): Promise<MixedNetwork> {
  const session = await engine.load(writeOnnx(mixUnits(model, unit, scores)), 'full');
  const dims = [unit.unitCount, unit.unitCount];
  return {
    run: async (inputs, matrix) => {
      const feeds = {
        [floatInput]: fed(batching, inputs),
        [matrixInput]: { type: 'float32' as const, dims, data: matrix },
      };
      const results = await session.run(feeds, [scoresOutput]);
      return ofSamples(batching, results[scoresOutput], samplesIn(batching, inputs));
    },
    release: () => session.release(),
  };
}
