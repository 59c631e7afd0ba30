import { seededRandom } from '../results/derive/seededRandom.js';
import { intactBlock } from './intactBlock.js';
import type { UnitLayer } from './unitLayers.js';
import { countAnswers, noAnswers, score, type ShardContext } from './shardContext.js';
import type { AnswersResult, NoiseShard } from './shards.js';

/**
 * Gaussian noise added after the activation of every unit in scope, not rectified again. The noise of a
 * sample depends on the seed, the layer and the sample's index alone, so that no batch or shard changes it.
 */
export async function runNoise(context: ShardContext, shard: NoiseShard): Promise<AnswersResult> {
  const { network, reader, step } = context;
  const { deviations, seed, loss } = shard;
  const noisy = network.layers.flatMap((layer, index) => {
    const own = deviations.subarray(layer.firstUnit, layer.firstUnit + layer.unitCount);
    return own.some((deviation) => deviation > 0) ? [{ layer, index, own }] : [];
  });
  const result = noAnswers(1);
  const part = await context.parts.behind(noisy.map(({ index }) => index));
  for await (const batch of reader.batches(shard.samples)) {
    const { labels, expected, samples } = batch;
    const block = await intactBlock(context, batch, part.needs, false);
    await step(labels.length);
    const additions = new Map(
      noisy.map(({ layer, index, own }) => [index, drawNoise(layer, index, own, seed, samples)]),
    );
    const scores = noisy.length === 0 ? block.scores : await part.run(block, [], additions);
    countAnswers(result, 0, block.intact, score(context, scores, expected, loss));
    await step(labels.length);
  }
  return result;
}

/**
 * Independent draws for a layer's outputs on some samples, by their indexes.
 * @param deviations of the layer's units.
 * @returns [samples x outer x units x inner].
 */
export function drawNoise(
  { outer, inner, unitCount }: UnitLayer,
  layer: number,
  deviations: Float32Array,
  seed: number,
  samples: Int32Array,
): Float32Array {
  const stride = outer * unitCount * inner;
  const values = new Float32Array(samples.length * stride);
  for (const [place, sample] of samples.entries()) {
    const draw = gaussian(seededRandom(mixed(seed, layer, sample)));
    for (let i = place * stride; i < (place + 1) * stride; i++) {
      values[i] = deviations[Math.floor(i / inner) % unitCount] * draw();
    }
  }
  return values;
}

/** Standard normal numbers by the method of Box and Muller (1958), two at a time. */
export function gaussian(random: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    // 1 - u lies in (0, 1], so that the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** One seed from three numbers: multiplied by odd constants, so that neighbours end up far apart. */
function mixed(seed: number, layer: number, sample: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ (layer + 1), 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 13) ^ (sample + 1), 0xc2b2ae3d);
  return (hash ^ (hash >>> 16)) >>> 0;
}
