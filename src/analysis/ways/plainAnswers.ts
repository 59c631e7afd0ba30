import type { Network } from '../network.js';
import { expectedOf, scoreBatch } from '../scores.js';
import type { IntactBlock } from './layerDeleter.js';
import { scoresWithout } from './masks.js';
import { takeRows } from './unitPositions.js';

/** Answers of the whole network, run again without a unit: what settles what another way leaves open. */
export class PlainAnswers {
  /** @param layer place among the hidden layers. */
  constructor(
    private readonly network: Network,
    private readonly layer: number,
  ) {}

  /**
   * @param samples places in the block.
   * @param unit flat index.
   * @param replacement a constant, or outputs of the whole layer on each sample of the block.
   * @returns for each of these samples, 1 where it is answered right without the unit.
   */
  async correct(
    block: IntactBlock,
    samples: Int32Array,
    unit: number,
    replacement: number | Float32Array,
  ): Promise<Uint8Array> {
    const { network, layer } = this;
    const { givesProbabilities: probabilities, task, scoreWidth, batchSize } = network;
    const perSample = block.expected.length / block.samples;
    const correct = new Uint8Array(samples.length);
    for (let first = 0; first < samples.length; first += batchSize) {
      const own = samples.subarray(first, first + batchSize);
      const rows = (values: Float32Array) => rowsOf(values, block.samples, own);
      const other = typeof replacement === 'number' ? replacement : rows(replacement);
      const scores = await scoresWithout(network, layer, rows(block.inputs), unit, other);
      const expected = expectedOf(block.expected, perSample, own);
      const wants = { loss: false, probabilities, task };
      correct.set(scoreBatch(scores, expected, scoreWidth, wants).correct, first);
    }
    return correct;
  }
}

function rowsOf(values: Float32Array, all: number, samples: Int32Array): Float32Array {
  const width = values.length / all;
  const rows = new Float32Array(samples.length * width);
  takeRows({ values, width }, samples, rows);
  return rows;
}
