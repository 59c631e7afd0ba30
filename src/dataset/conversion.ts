import { InputError } from '../inputError.js';
import type { Descriptor } from './descriptor.js';
import type { ElementType, Numbers } from './elements.js';
import type { Arrangement } from './layout.js';

/** Value = (stored * scale - mean) / std, with a mean and std for each channel, or one for all. */
export interface Normalisation {
  readonly scale: number;
  readonly mean: Float64Array;
  readonly std: Float64Array;
  /** Nothing to compute: scale 1, mean 0, std 1. */
  readonly isIdentity: boolean;
  /** The value of every unsigned byte, channel by channel: [channels x 256]; null for other elements. */
  readonly ofBytes: Float32Array | null;
}

/** With more channels than this, the table would outgrow the fastest caches. */
const mostTabulated = 64;

/**
 * A descriptor's normalisation, for such elements in so many channels (null where there are none).
 * @throws InputError where mean or std are not as many as the channels.
 */
export function normalisationOf(
  { scale, mean, std }: Pick<Descriptor, 'scale' | 'mean' | 'std'>,
  { element, name }: { readonly element: ElementType; readonly name: string },
  channels: number | null,
): Normalisation {
  const count = typeof mean === 'number' && typeof std === 'number' ? 1 : channels;
  const means = perChannel('mean', mean, count, name);
  const stds = perChannel('std', std, count, name);
  const isIdentity = scale === 1 && means.every((value) => value === 0) && stds.every((value) => value === 1);
  const areBytes = element.kind === 'u' && element.size === 1 && means.length <= mostTabulated;
  const ofBytes = areBytes
    ? Float32Array.from(
        { length: 256 * means.length },
        (_, i) => ((i & 255) * scale - means[i >> 8]) / stds[i >> 8],
      )
    : null;
  return { scale, mean: means, std: stds, isIdentity, ofBytes };
}

function perChannel(
  key: string,
  value: number | number[],
  channels: number | null,
  name: string,
): Float64Array {
  if (typeof value === 'number') return new Float64Array(channels ?? 1).fill(value);
  if (value.length === channels) return Float64Array.from(value);
  const count = channels === null ? 'no channels' : `${channels} channel${channels === 1 ? '' : 's'}`;
  throw new InputError(
    `${name} has ${count}, but \`${key}\` has ${value.length} value${value.length === 1 ? '' : 's'}; give one per channel, ` +
      `or a single number.`,
  );
}

/**
 * Turns stored samples into the model's: transposed, normalised in float64 and rounded once to float32.
 * @param stored the first sample begins at 0, the next ones `stride` elements further each
 * @param into filled from `at` on, one sample after another
 */
export function convertSamples(
  stored: Numbers,
  stride: number,
  count: number,
  { loops: [outer, middle, inner] }: Arrangement,
  { scale, mean, std, isIdentity, ofBytes }: Normalisation,
  into: Float32Array,
  at: number,
): void {
  const { extent, step } = inner;
  const channelStep = mean.length > 1 ? inner.channelStep : 0;
  for (let sample = 0; sample < count; sample++) {
    for (let i = 0; i < outer.extent; i++) {
      for (let j = 0; j < middle.extent; j++) {
        let from = sample * stride + i * outer.step + j * middle.step;
        if (isIdentity) {
          for (let k = 0; k < extent; k++, from += step) into[at++] = stored[from];
          continue;
        }
        let channel = mean.length > 1 ? i * outer.channelStep + j * middle.channelStep : 0;
        if (ofBytes !== null) {
          for (let k = 0; k < extent; k++, from += step, channel += channelStep) {
            into[at++] = ofBytes[(channel << 8) | stored[from]];
          }
          continue;
        }
        for (let k = 0; k < extent; k++, from += step, channel += channelStep) {
          into[at++] = (stored[from] * scale - mean[channel]) / std[channel];
        }
      }
    }
  }
}

/** Index of the first number that is infinite or not a number, or -1. */
export function findNotFinite(numbers: Float32Array): number {
  let sum = 0;
  // By index: iterating over a typed array is ten times slower.
  const count = numbers.length;
  for (let i = 0; i < count; i++) sum += numbers[i] * 0;
  return sum === 0 ? -1 : numbers.findIndex((value) => !Number.isFinite(value));
}
