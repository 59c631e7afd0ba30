import type { LayerContext, LayerTranslator } from './layerContext.js';
import type { Value } from './value.js';
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

/** A sequence whose mean over all steps is that over those that count: they are scaled, the others become 0. */
function withoutOthers(at: LayerContext, input: Value): Value {
  const { mask, shape } = input;
  if (mask === undefined || shape.length !== 2) return input;
  const float = 1;
  const counts = at.node('Cast', [mask], { to: float });
  // A sequence of which no step counts has a mean of 0.
  const share = at.node('Max', [
    at.node('ReduceMean', [counts], { axes: [1], keepdims: 1 }),
    at.number(1e-7),
  ]);
  const factors = at.node('Unsqueeze', [at.node('Div', [counts, share]), at.integers([2])]);
  const plain = at.plain(input);
  return { ...plain, tensor: at.node('Mul', [plain.tensor, factors]), mask: undefined };
}

function globalPooling(opType: string, dimensions: number): LayerTranslator {
  return (at, [given]) => {
    const input = opType === 'GlobalAveragePool' ? withoutOthers(at, given) : given;
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
