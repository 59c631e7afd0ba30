import type { Network } from '../network.js';
import { expectedFrom, scoreBatch } from '../scores.js';
import type { Tally } from '../tally.js';
import type { UnitLayer } from '../unitLayers.js';
import type { IntactBlock, LayerDeleter, Replacements } from './layerDeleter.js';

/** Deletes units by running the whole network with the unit clamped: what every other way has to agree with. */
export class MaskDeleter implements LayerDeleter {
  readonly needs = [];

  /** @param layer place among the hidden layers. */
  constructor(
    private readonly network: Network,
    private readonly layer: number,
  ) {}

  async delete(
    block: IntactBlock,
    units: Int32Array,
    replacements: Replacements,
    tally: Tally,
    at: number,
    step: (passes: number) => Promise<void>,
  ): Promise<void> {
    const { network, layer } = this;
    const { givesProbabilities: probabilities, task } = network;
    const wants = { loss: tally.loss, probabilities, task };
    for (const [i, unit] of units.entries()) {
      for (let first = 0; first < block.samples; first += network.batchSize) {
        const count = Math.min(network.batchSize, block.samples - first);
        const inputs = block.inputs.subarray(
          first * network.sampleSize,
          (first + count) * network.sampleSize,
        );
        const replacement =
          replacements.kind === 'constants'
            ? replacements.values[i]
            : outputsOf(network.layers[layer], replacements.values, first, count);
        const scores = await scoresWithout(network, layer, inputs, unit, replacement);
        const expected = expectedFrom(block.expected, block.samples, first);
        const { correct, loss } = scoreBatch(scores, expected, network.scoreWidth, wants);
        for (let k = 0; k < count; k++) tally.change(block, at + i, first + k, correct[k], loss[k]);
        await step(count);
      }
    }
  }

  async release(): Promise<void> {}
}

/**
 * Runs at most `batchSize` samples with a unit clamped.
 * @param unit flat index.
 * @param replacement a constant, or outputs of the unit's whole layer on each sample.
 * @returns [samples x scores].
 */
export async function scoresWithout(
  network: Network,
  layer: number,
  inputs: Float32Array,
  unit: number,
  replacement: number | Float32Array,
): Promise<Float32Array> {
  if (typeof replacement === 'number') {
    return (await network.run(inputs, [{ unit, value: replacement }], [])).scores;
  }
  const { sampleSize, layers } = network;
  const addition = outputsOfUnit(layers[layer], unit, replacement, 0, inputs.length / sampleSize);
  return (await network.run(inputs, [{ unit, value: 0 }], [], new Map([[layer, addition]]))).scores;
}

/** Outputs of a layer on some of the samples. */
function outputsOf(
  { outer, unitCount, inner }: UnitLayer,
  outputs: Float32Array,
  first: number,
  count: number,
) {
  const width = outer * unitCount * inner;
  return outputs.subarray(first * width, (first + count) * width);
}

/**
 * One unit's outputs on some samples and zeros for all others of its layer, to be added where the unit is held at zero.
 * @param unit flat index.
 * @param outputs [samples x outer x units x inner] of the layer.
 * @param first sample.
 * @returns the same of `count` samples.
 */
export function outputsOfUnit(
  { unitCount, inner, outer, firstUnit }: UnitLayer,
  unit: number,
  outputs: Float32Array,
  first: number,
  count: number,
): Float32Array {
  const stride = outer * unitCount * inner;
  const addition = new Float32Array(count * stride);
  for (let row = 0; row < count * outer; row++) {
    const to = (row * unitCount + unit - firstUnit) * inner;
    const from = first * stride + to;
    for (let i = 0; i < inner; i++) addition[to + i] = outputs[from + i];
  }
  return addition;
}
