import { activate } from './activationFunctions.js';
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
