import { isList } from './layerConfig.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import { imageOf, inOnnxOrder, madeImage } from './windows.js';

/** Rows before and behind, one pair a dimension; Keras also takes one number for all, or one a dimension. */
function pairsOf(at: LayerContext, key: string, dimensions: number): [number, number][] {
  const given = at.settings.get(key) ?? 1;
  if (dimensions === 1 && isList(given) && given.length === 2 && !given.some(isList)) {
    const [before, behind] = at.settings.counts(key, 2, 1, 0);
    return [[before, behind]];
  }
  if (!isList(given) || !given.some(isList)) {
    return at.settings.counts(key, dimensions, 1, 0).map((rows) => [rows, rows]);
  }
  const pairs = given.map((pair) => at.settings.list(pair, key));
  const fits = (rows: number) => Number.isInteger(rows) && rows >= 0;
  if (pairs.length !== dimensions || pairs.some((pair) => pair.length !== 2 || !pair.every(fits))) {
    return at.unread(`a ${key} of ${JSON.stringify(given)}`);
  }
  return pairs.map(([before, behind]) => [before, behind]);
}

function zeroPadding(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { image, channels, space } = imageOf(at, input, dimensions);
    const pairs = pairsOf(at, 'padding', dimensions);
    const pads = inOnnxOrder([[0, 0], [0, 0], ...pairs]);
    const tensor = at.node('Pad', [image.tensor, at.integers(pads)]);
    const sizes = space.map((size, i) => size && size + pairs[i][0] + pairs[i][1]);
    return madeImage(at, image, tensor, channels, sizes);
  };
}

function cropping(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { image, channels, space } = imageOf(at, input, dimensions);
    const pairs = pairsOf(at, 'cropping', dimensions);
    const sizes = space.map((size, i) => size && size - pairs[i][0] - pairs[i][1]);
    if (sizes.some((size) => size !== null && size < 1)) at.refuse('crops more than there is');
    const starts = at.integers(pairs.map(([before]) => before));
    // A negative end counts from behind; where nothing is cut, the end is beyond every size.
    const ends = at.integers(pairs.map(([, behind]) => (behind === 0 ? 2 ** 31 - 1 : -behind)));
    const axes = at.integers(pairs.map((_, i) => i + 2));
    const tensor = at.node('Slice', [image.tensor, starts, ends, axes]);
    return madeImage(at, image, tensor, channels, sizes);
  };
}

/** Where pixels are thought to be: TensorFlow 1, and TensorFlow.js to this day, take their corners, not their middles. */
function placesOf({ translation: { release } }: LayerContext): string {
  return /^(tfjs|2\.[0-2]\.\d+$)/.test(release) ? 'asymmetric' : 'half_pixel';
}

function upSampling(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { image, channels, space } = imageOf(at, input, dimensions);
    const factors = at.settings.counts('size', dimensions, 2);
    const interpolation = at.settings.text('interpolation', 'nearest');
    if (interpolation !== 'nearest' && interpolation !== 'bilinear') {
      return at.unread(`the interpolation "${interpolation}"`);
    }
    const scales = at.constant(`scales`, [dimensions + 2], () => Float32Array.of(1, 1, ...factors));
    const attributes =
      interpolation === 'nearest'
        ? { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }
        : { mode: 'linear', coordinate_transformation_mode: placesOf(at) };
    const tensor = at.node('Resize', [image.tensor, '', scales], attributes);
    return madeImage(
      at,
      image,
      tensor,
      channels,
      space.map((size, i) => size && size * factors[i]),
    );
  };
}

export const paddingLayers: Readonly<Record<string, LayerTranslator>> = Object.fromEntries(
  [1, 2, 3].flatMap((dimensions): [string, LayerTranslator][] => [
    [`ZeroPadding${dimensions}D`, zeroPadding(dimensions)],
    [`Cropping${dimensions}D`, cropping(dimensions)],
    [`UpSampling${dimensions}D`, upSampling(dimensions)],
  ]),
);
