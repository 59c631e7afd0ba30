import { InputError } from '../../inputError.js';
import type { ModelInput } from '../dataset.js';
import type { Descriptor, Layout } from '../descriptor.js';
import { modelImage, type ModelImage } from '../modelImage.js';
import { shapeText } from '../storedArray.js';
import type { ImageForm } from './decodeImage.js';

/** The size of the first picture, which settles what a model leaves open. */
export interface FirstImage {
  readonly width: number;
  readonly height: number;
  readonly isGrey: boolean;
}

/**
 * The form in which a model takes pictures. Sizes that it leaves open are those of the first picture. A flat input is taken for
 * the first picture's size where that fits, else for a square one, grey or in colours.
 * @param shown the pictures, as messages call them
 * @throws InputError where the model takes no pictures.
 */
export function imageForm(
  model: ModelInput,
  { resize = 'cover', modelLayout }: Pick<Descriptor, 'resize' | 'modelLayout'>,
  first: FirstImage,
  shown: string,
): ImageForm {
  const image = wantedImage(model, modelLayout ?? null, first);
  if (image === null) {
    throw new InputError(
      `${shown} holds pictures, but the model takes ${shapeText(model.shape)}, which doesn't say where height, width and channels ` +
        `are; give \`modelLayout\` in a descriptor ("NCHW" or "NHWC"), or choose data and a model that go together.`,
    );
  }
  const channels = image.channels ?? (first.isGrey ? 1 : 3);
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new InputError(
      `${shown} holds pictures, which have 1, 3 or 4 channels, but the model takes ${channels}; choose data and a model that go together.`,
    );
  }
  return { height: image.height ?? first.height, width: image.width ?? first.width, channels, resize };
}

function wantedImage(model: ModelInput, modelLayout: Layout | null, first: FirstImage): ModelImage | null {
  const [size] = model.shape;
  if (model.shape.length !== 1) return modelImage(model, modelLayout);
  if (size === null) return { height: null, width: null, channels: null };
  const area = first.width * first.height;
  for (const channels of [first.isGrey ? 1 : 3, first.isGrey ? 3 : 1]) {
    if (area * channels === size) return { height: first.height, width: first.width, channels };
  }
  for (const channels of [1, 3]) {
    const side = Math.sqrt(size / channels);
    if (Number.isInteger(side)) return { height: side, width: side, channels };
  }
  return null;
}
