import { activate } from './activationFunctions.js';
import type { LayerTranslator } from './layerContext.js';
import { imageOf, slidingAttributes, slidSizes } from './windows.js';

/**
 * A convolution with weights of its own at every place: [places, window * channels, filters] and a bias [place..., filters].
 * The windows are cut out by a convolution of ones and zeros.
 */
function locallyConnected(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { settings } = at;
    const { image, channels, space } = imageOf(at, input, dimensions);
    if (settings.text('data_format', 'channels_last') !== 'channels_last') return at.unread('channels first');
    if ((settings.get('implementation') ?? 1) !== 1) return at.unread('an implementation other than 1');
    const kernelSize = settings.counts('kernel_size', dimensions);
    const sliding = {
      kernel: kernelSize,
      strides: settings.counts('strides', dimensions, 1),
      dilations: kernelSize.map(() => 1),
      padding: settings.text('padding', 'valid'),
    };
    const filters = settings.count('filters');
    const sizes = slidSizes(at, space, sliding).map(
      (size) =>
        size ?? at.refuse('is given images of a size that the model leaves open; fix its input shape'),
    );
    const area = kernelSize.reduce((product, size) => product * size, 1);
    const places = sizes.reduce((product, size) => product * size, 1);
    const { kernel, bias } = at.weights({
      kernel: [places, area * channels, filters],
      bias: settings.flag('use_bias', true) ? [...sizes, filters] : null,
    });
    // Number p * channels + c of a window is channel c at its place p.
    const cutter = at.constant('windows', [area * channels, channels, ...kernelSize], () => {
      const ones = new Float32Array(area * channels * channels * area);
      for (let place = 0; place < area; place++) {
        for (let channel = 0; channel < channels; channel++) {
          const row = place * channels + channel;
          ones[(row * channels + channel) * area + place] = 1;
        }
      }
      return ones;
    });
    const windows = at.node('Conv', [image.tensor, cutter], slidingAttributes(at, space, sliding));
    const rows = at.node('Reshape', [windows, at.integers([0, area * channels, places])]);
    const each = at.node('Unsqueeze', [at.node('Transpose', [rows], { perm: [0, 2, 1] }), at.integers([2])]);
    const weight = at.constant('kernel', kernel.dims, () => kernel.values());
    const product = at.node('MatMul', [each, weight]);
    const shape = [...sizes, filters];
    let tensor = at.node('Reshape', [product, at.integers([0, ...shape])]);
    if (bias) tensor = at.node('Add', [tensor, at.constant('bias', shape, () => bias.values())]);
    return activate(at, { tensor, shape, order: 'keras' }, settings.get('activation'));
  };
}

export const locallyConnectedLayers: Readonly<Record<string, LayerTranslator>> = {
  LocallyConnected1D: locallyConnected(1),
  LocallyConnected2D: locallyConnected(2),
};
