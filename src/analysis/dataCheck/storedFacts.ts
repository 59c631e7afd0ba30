import type { Arrangement } from '../../dataset/layout.js';
import { rowLength } from '../../dataset/storedArray.js';
import type { StoredPart } from '../../dataset/storedPart.js';

/** What stored values tell of how they may have been scaled. */
export interface StoredFacts {
  /** Least and greatest value. */
  readonly lowest: number;
  readonly highest: number;
  /** Whether all values are whole numbers. */
  readonly isWhole: boolean;
  /** Whether they are stored as bytes. */
  readonly areBytes: boolean;
  /** Values of one sample. */
  readonly size: number;
  /** Null of what is no image. */
  readonly image: { readonly height: number; readonly width: number; readonly channels: number } | null;
  /** Mean and population standard deviation of each channel, or of each column of a table; one entry where they have no channels or too many. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** A descriptor with more numbers is nothing that a person would read. */
const mostChannels = 64;

/** @param arrangement tells where the channels are */
export function storedFacts({ array, values }: StoredPart, arrangement: Arrangement): StoredFacts {
  const { element } = array;
  const size = rowLength(array.shape);
  let [lowest, highest, isWhole] = [Infinity, -Infinity, true];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    isWhole &&= Number.isInteger(value);
  }
  const { height, width, channel } = arrangement.image ?? {};
  return {
    ...{ lowest, highest, isWhole, size },
    areBytes: element.kind === 'u' && element.size === 1,
    image:
      height && width && channel
        ? { height: height.extent, width: width.extent, channels: channel.extent }
        : null,
    ...spreads(values, size, channelOf(arrangement, size)),
  };
}

/** The stored values' own white; null where they are no shades. */
export function whiteOf({ lowest, highest, isWhole, areBytes, image, size }: StoredFacts): number | null {
  if (lowest < 0) return null;
  if (highest <= 1) return 1;
  // Measurements in a few columns may lie in the same range by chance.
  if (image === null && size < 16) return null;
  if (isWhole && (highest === 15 || highest === 16)) return 16;
  if (highest <= 16 && !areBytes) return null;
  if (highest <= 255) return 255;
  return isWhole && highest <= 65535 ? 65535 : null;
}

/** The channel of each value of a sample. */
function channelOf({ channels, loops: [outer, middle, inner] }: Arrangement, size: number): Int32Array {
  const found = new Int32Array(size);
  if (channels === null || channels > mostChannels) return found;
  for (let i = 0; i < outer.extent; i++) {
    for (let j = 0; j < middle.extent; j++) {
      for (let k = 0; k < inner.extent; k++) {
        const at = i * outer.step + j * middle.step + k * inner.step;
        found[at] = i * outer.channelStep + j * middle.channelStep + k * inner.channelStep;
      }
    }
  }
  return found;
}

function spreads(
  values: Float64Array,
  size: number,
  channels: Int32Array,
): Pick<StoredFacts, 'means' | 'deviations'> {
  const count = 1 + channels.reduce((most, channel) => Math.max(most, channel), 0);
  const numbers = new Float64Array(count);
  const means = new Float64Array(count);
  const squares = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    const channel = channels[i % size];
    numbers[channel]++;
    // Welford's update, which loses no digits where the mean is large.
    const off = values[i] - means[channel];
    means[channel] += off / numbers[channel];
    squares[channel] += off * (values[i] - means[channel]);
  }
  return {
    means: [...means],
    deviations: Array.from(squares, (sum, channel) => Math.sqrt(sum / numbers[channel])),
  };
}
