import type { ElementType, Numbers } from './elements.js';
import type { ImageLoops } from './layout.js';
import type { LabelledSample, StoredSample } from './storedSample.js';

/** How stored values are told apart and drawn. */
export interface StoredForm {
  /** Null where the samples are no images. */
  readonly image: ImageLoops | null;
  readonly element: ElementType;
  /** What a stored value is multiplied by for a model: 1/16 says that 16 is white. */
  readonly scale: number;
}

/**
 * Shows a stored sample.
 * @param stored its values; there may be more behind them.
 * @param size how many values it has.
 */
export function showSample(
  label: LabelledSample,
  stored: Numbers,
  size: number,
  { image, element, scale }: StoredForm,
): StoredSample {
  const channels = drawnChannels(image);
  if (image === null || channels === null) {
    return { kind: 'values', ...label, values: Float32Array.from(stored.subarray(0, size)) };
  }
  const isBytes = element.kind === 'u' && element.size === 1;
  const { black, white } = isBytes ? rangeOfBytes(stored, size, scale) : rangeOf(stored, size);
  const { height, width, channel } = image;
  const pixels = new Uint8Array(height.extent * width.extent * channels);
  let at = 0;
  for (let y = 0; y < height.extent; y++) {
    for (let x = 0; x < width.extent; x++) {
      for (let c = 0; c < channels; c++) {
        const value = stored[y * height.step + x * width.step + c * channel.step];
        const share = white > black ? (value - black) / (white - black) : 0;
        pixels[at++] = Math.round(255 * Math.min(1, share));
      }
    }
  }
  return { kind: 'picture', ...label, width: width.extent, height: height.extent, channels, pixels };
}

/** Of four channels the last is taken for opacity; other numbers of channels are no colours. */
function drawnChannels(image: ImageLoops | null): 1 | 3 | null {
  switch (image?.channel.extent) {
    case 1:
      return 1;
    case 3:
    case 4:
      return 3;
    default:
      return null;
  }
}

interface Shades {
  readonly black: number;
  readonly white: number;
}

/** Bytes are drawn as they are, unless their white is another than 255: that of truth values, or of a scale to 1. */
function rangeOfBytes(stored: Numbers, size: number, scale: number): Shades {
  if (scale > 1 / 255 && scale < 1) return { black: 0, white: 1 / scale };
  const isTruth = scale === 1 && rangeOf(stored, size).white <= 1;
  return { black: 0, white: isTruth ? 1 : 255 };
}

/** Other numbers are drawn between the sample's own extremes. */
function rangeOf(stored: Numbers, size: number): Shades {
  let [black, white] = [Infinity, -Infinity];
  for (let i = 0; i < size; i++) {
    if (stored[i] < black) black = stored[i];
    if (stored[i] > white) white = stored[i];
  }
  return { black, white };
}
