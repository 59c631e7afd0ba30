import { InputError } from '../../inputError.js';
import type { DataRequest } from '../formats/dataFormat.js';
import { modelImage } from '../modelImage.js';
import { shapeText } from '../storedArray.js';

/**
 * The shape of a row that is stored flat: that of the model's image where as many numbers make one, as in tables of pixels.
 * @param shape of the row as it is stored
 * @param name what messages call the table
 * @throws InputError where it stays open how colours lie.
 */
export function rowShape(
  shape: readonly number[],
  { wishes: { layout, modelLayout }, modelInput }: DataRequest,
  name: string,
): readonly number[] {
  if (modelInput === null || shape.length !== 1 || layout === 'ND' || modelInput.shape.length < 2)
    return shape;
  const [size] = shape;
  const wanted = modelInput.shape.filter((dim) => dim !== null);
  if (wanted.length < modelInput.shape.length || wanted.reduce((product, dim) => product * dim, 1) !== size)
    return shape;
  const image = modelImage(modelInput, modelLayout ?? null);
  const { height, width, channels } = image ?? { height: null, width: null, channels: null };
  if (height === null || width === null || channels === null) return wanted;
  if (channels === 1) return [height, width];
  if (layout === 'NHWC') return [height, width, channels];
  if (layout === 'NCHW') return [channels, height, width];
  throw new InputError(
    `${name} has ${size} numbers a row, and the model takes ${shapeText(modelInput.shape)}: say in a descriptor how they lie, with ` +
      `\`layout\` "NHWC" (a pixel's channels side by side) or "NCHW" (one channel after another).`,
  );
}
