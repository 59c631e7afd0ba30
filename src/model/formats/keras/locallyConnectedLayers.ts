import { activate } from './activationFunctions.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import { imageOf, slidSizes, type Sliding } from './windows.js';

/**
 * A convolution with weights of its own at every place: [places, window * channels, filters] and a bias [place..., filters].
 * Its output is worked out place by place, so that filters stay its units.
 */
function locallyConnected(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { settings } = at;
    const { image, channels, space } = imageOf(at, input, dimensions);
    if (settings.text('data_format', 'channels_last') !== 'channels_last') return at.unread('channels first');
    if ((settings.get('implementation') ?? 1) !== 1) return at.unread('an implementation other than 1');
    if (settings.text('padding', 'valid') !== 'valid') return at.unread('padding');
    const sliding: Sliding = {
      kernel: settings.counts('kernel_size', dimensions),
      strides: settings.counts('strides', dimensions, 1),
      dilations: new Array<number>(dimensions).fill(1),
      padding: 'valid',
    };
    const filters = settings.count('filters');
    const sizes = slidSizes(at, space, sliding).map(
      (size) =>
        size ?? at.refuse('is given images of a size that the model leaves open; fix its input shape'),
    );
    const places = sizes.reduce((product, size) => product * size, 1);
    const inputs = sliding.kernel.reduce((product, size) => product * size, channels);
    const { kernel, bias } = at.weights({
      kernel: [places, inputs, filters],
      bias: settings.flag('use_bias', true) ? [...sizes, filters] : null,
    });
    const windows = windowsOf(at, image.tensor, sliding, sizes);
    const rows = at.node('Reshape', [windows, at.integers([0, inputs, places])]);
    const each = at.node('Unsqueeze', [at.node('Transpose', [rows], { perm: [0, 2, 1] }), at.integers([2])]);
    const weight = at.constant('kernel', kernel.dims, () => kernel.values());
    let tensor = at.node('MatMul', [each, weight]);
    if (bias)
      tensor = at.node('Add', [tensor, at.constant('bias', [places, 1, filters], () => bias.values())]);
    const made = activate(
      at,
      { tensor, shape: [places, 1, filters], order: 'keras' },
      settings.get('activation'),
    );
    const shape = [...sizes, filters];
    return { ...made, tensor: at.node('Reshape', [made.tensor, at.integers([0, ...shape])]), shape };
  };
}

/** All values that each window covers, as channels: those of its first place first. */
function windowsOf(
  at: LayerContext,
  image: string,
  { kernel, strides }: Sliding,
  sizes: readonly number[],
): string {
  const places = kernel.reduce<number[][]>(
    (all, size) => all.flatMap((place) => Array.from({ length: size }, (_, next) => [...place, next])),
    [[]],
  );
  const axes = at.integers(kernel.map((_, i) => i + 2));
  const parts = places.map((place) => {
    const ends = place.map((start, i) => start + (sizes[i] - 1) * strides[i] + 1);
    return at.node('Slice', [image, at.integers(place), at.integers(ends), axes, at.integers(strides)]);
  });
  return at.node('Concat', parts, { axis: 1 });
}

export const locallyConnectedLayers: Readonly<Record<string, LayerTranslator>> = {
  LocallyConnected1D: locallyConnected(1),
  LocallyConnected2D: locallyConnected(2),
};
