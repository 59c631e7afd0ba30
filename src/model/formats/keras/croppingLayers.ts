import type { LayerContext, LayerTranslator } from './layerContext.js';
import { imageOf, madeImage } from './windows.js';

function targetOf(at: LayerContext): readonly [number, number] {
  return [at.settings.count('height'), at.settings.count('width')];
}

/** Images in another size, as `tf.image.resize` of TensorFlow 2 makes it, without smoothing. */
const resizing: LayerTranslator = (at, [input]) => {
  if (at.settings.flag('crop_to_aspect_ratio', false)) return at.unread('crop_to_aspect_ratio');
  if (at.settings.flag('pad_to_aspect_ratio', false)) return at.unread('pad_to_aspect_ratio');
  if (at.settings.flag('antialias', false)) return at.unread('antialias');
  const { image, channels, space } = imageOf(at, input, 2);
  const target = targetOf(at);
  if (space.every((size, i) => size === target[i])) return image;
  const interpolation = at.settings.text('interpolation', 'bilinear');
  if (interpolation !== 'nearest' && interpolation !== 'bilinear') {
    return at.unread(`the interpolation "${interpolation}"`);
  }
  // Samples and channels stay; factors would be rounded.
  const shape = at.node('Shape', [image.tensor]);
  const others = at.node('Slice', [shape, at.integers([0]), at.integers([2])]);
  const sizes = at.node('Concat', [others, at.integers(target)], { axis: 0 });
  const tensor = at.node('Resize', [image.tensor, '', '', sizes], {
    coordinate_transformation_mode: 'half_pixel',
    ...(interpolation === 'nearest'
      ? { mode: 'nearest', nearest_mode: 'round_prefer_ceil' }
      : { mode: 'linear' }),
  });
  return madeImage(at, image, tensor, channels, target);
};

/** The middle of images; of an odd number of rows to leave out, the larger half is behind. */
const centerCrop: LayerTranslator = (at, [input]) => {
  const { image, channels, space } = imageOf(at, input, 2);
  const target = targetOf(at);
  const starts = space.map((size, i) => {
    if (size === null || size < target[i]) {
      return at.unread(
        `images of ${space.map((one) => one ?? '?').join(' x ')}, which it would have to enlarge`,
      );
    }
    return Math.floor((size - target[i]) / 2);
  });
  const ends = starts.map((start, i) => start + target[i]);
  const lists = [starts, ends, [2, 3]].map((list) => at.integers(list));
  return madeImage(at, image, at.node('Slice', [image.tensor, ...lists]), channels, target);
};

/** Layers that bring images to the size that a network takes. */
export const croppingLayers: Readonly<Record<string, LayerTranslator>> = {
  Resizing: resizing,
  CenterCrop: centerCrop,
};
