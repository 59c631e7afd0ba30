import { activate } from './activationFunctions.js';
import { isList } from './layerConfig.js';
import type { LayerTranslator } from './layerContext.js';

/** `activation(x W + b)` along the last dimension. */
export const dense: LayerTranslator = (at, [given]) => {
  const input = at.plain(given);
  const units = at.settings.count('units');
  const hasBias = at.settings.flag('use_bias', true);
  const inputs = input.shape.at(-1) ?? null;
  const { kernel, bias } = at.weights({ kernel: [inputs, units], bias: hasBias ? [units] : null });
  const weight = at.constant('kernel', kernel.dims, () => kernel.values());
  const shift = bias ? [at.constant('bias', [units], () => bias.values())] : [];
  const shape = [...input.shape.slice(0, -1), units];
  let tensor: string;
  if (input.shape.length === 1) tensor = at.node('Gemm', [input.tensor, weight, ...shift]);
  else {
    tensor = at.node('MatMul', [input.tensor, weight]);
    if (bias) tensor = at.node('Add', [tensor, ...shift]);
  }
  return activate(at, { ...input, tensor, shape }, at.settings.get('activation'));
};

/** Of EinsumDense, what is a dense layer along the last dimension: `abc,cd->abd`. */
export const einsumDense: LayerTranslator = (at, inputs) => {
  const equation = at.settings.text('equation', '').replaceAll(/\s/g, '');
  const [, before = '', last = '', made = ''] = /^(\w*|\.\.\.)(\w),\2(\w)->\1\3$/.exec(equation) ?? [];
  const biasAxes = at.settings.get('bias_axes') ?? '';
  if (made === '' || before.includes(last) || (biasAxes !== '' && biasAxes !== made)) {
    return at.unread(`the equation "${equation}"`);
  }
  const shape = at.settings.get('output_shape');
  const units = isList(shape) ? shape.at(-1) : shape;
  return dense(
    at.withSettings({ ...at.settings.values, units: units ?? null, use_bias: biasAxes !== '' }),
    inputs,
  );
};
