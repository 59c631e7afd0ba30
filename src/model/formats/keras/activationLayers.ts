import { activate, leaky, rectified } from './activationFunctions.js';
import type { LayerTranslator } from './layerContext.js';
import { turnedLast } from './rearranged.js';
import { axisInGraph } from './value.js';

export const activationLayers: Readonly<Record<string, LayerTranslator>> = {
  Activation: (at, [input]) => activate(at, input, at.settings.get('activation')),
  ReLU: (at, [input]) => ({ ...input, tensor: rectified(at, input.tensor, at.settings) }),
  LeakyReLU: (at, [input]) => ({ ...input, tensor: leaky(at, input.tensor, at.settings, 0.3) }),
  ELU: (at, [input]) => {
    const alpha = { float: at.settings.number('alpha', 1) };
    return { ...input, tensor: at.node('Elu', [input.tensor], { alpha }) };
  },
  ThresholdedReLU: (at, [input]) => {
    const alpha = { float: at.settings.number('theta', 1) };
    return { ...input, tensor: at.node('ThresholdedRelu', [input.tensor], { alpha }) };
  },
  Softmax: (at, [input]) => {
    const axis = at.settings.get('axis');
    if (typeof axis === 'object') return at.unread('several axes');
    return {
      ...input,
      tensor: at.node('Softmax', [input.tensor], {
        axis: axisInGraph(input, at.settings.number('axis', -1)),
      }),
    };
  },
  PReLU: (at, [input]) => {
    const { alpha } = at.weights({ alpha: input.shape.map(() => null) });
    // Slopes lie as one sample does.
    const isMoved = input.order === 'moved';
    const { dims } = alpha;
    const slope = at.constant('alpha', isMoved ? [dims.at(-1) ?? 1, ...dims.slice(0, -1)] : dims, () =>
      isMoved ? turnedLast(alpha.values(), dims) : alpha.values(),
    );
    return { ...input, tensor: at.node('PRelu', [input.tensor, slope]) };
  },
};
