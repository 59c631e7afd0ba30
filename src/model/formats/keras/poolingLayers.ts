import type { LayerTranslator } from './layerContext.js';
import { imageOf, madeImage, slidingAttributes, slidSizes } from './windows.js';

function pooling(opType: string, dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { settings } = at;
    const { image, channels, space } = imageOf(at, input, dimensions);
    const kernel = settings.counts('pool_size', dimensions, 2);
    const strides = settings.get('strides') === undefined ? kernel : settings.counts('strides', dimensions);
    const padding = settings.text('padding', 'valid');
    const sliding = { kernel, strides, dilations: kernel.map(() => 1), padding };
    const tensor = at.node(opType, [image.tensor], slidingAttributes(at, space, sliding));
    return madeImage(at, image, tensor, channels, slidSizes(at, space, sliding));
  };
}

function globalPooling(opType: string, dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { image, channels, space } = imageOf(at, input, dimensions);
    const tensor = at.node(opType, [image.tensor]);
    if (at.settings.flag('keepdims', false)) {
      return madeImage(
        at,
        image,
        tensor,
        channels,
        space.map(() => 1),
      );
    }
    return { tensor: at.node('Flatten', [tensor], { axis: 1 }), shape: [channels], order: 'keras' };
  };
}

export const poolingLayers: Readonly<Record<string, LayerTranslator>> = Object.fromEntries(
  [1, 2, 3].flatMap((dimensions) => [
    ...['MaxPooling', 'MaxPool'].map((name) => [`${name}${dimensions}D`, pooling('MaxPool', dimensions)]),
    ...['AveragePooling', 'AvgPool'].map((name) => [
      `${name}${dimensions}D`,
      pooling('AveragePool', dimensions),
    ]),
    ...['GlobalMaxPooling', 'GlobalMaxPool'].map((name) => [
      `${name}${dimensions}D`,
      globalPooling('GlobalMaxPool', dimensions),
    ]),
    ...['GlobalAveragePooling', 'GlobalAvgPool'].map((name) => [
      `${name}${dimensions}D`,
      globalPooling('GlobalAveragePool', dimensions),
    ]),
  ]) as [string, LayerTranslator][],
);
