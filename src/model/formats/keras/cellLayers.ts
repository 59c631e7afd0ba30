import { isList, isObject } from './layerConfig.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import { recurrent } from './recurrentLayers.js';
import type { Value } from './value.js';

const own = { attributes: ['cell'], mark: '', place: 0, of: 1 };

/** Any cell, run by a layer that says how. */
const withCell: LayerTranslator = (at, inputs) => {
  const cell = at.inner('cell', own, '', at.settings.values);
  return cell.layer.kind === 'StackedRNNCells' ? stacked(at, cell, inputs) : recurrent(cell, inputs);
};

/** Cells one behind the other, each on what the one before makes of every step: as many recurrent layers in a row. */
function stacked(at: LayerContext, stack: LayerContext, inputs: readonly Value[]) {
  const cells = stack.settings.get('cells');
  if (!isList(cells) || cells.length === 0) return at.unread('no cells');
  if (inputs.length > 1) return at.unread('initial states of several cells');
  if (at.settings.flag('return_state', false)) return at.unread('return_state of several cells');
  if (at.settings.flag('go_backwards', false)) return at.unread('go_backwards of several cells');
  let made: Value | readonly Value[] = inputs;
  cells.forEach((given, i) => {
    const config = isObject(given) && isObject(given.config) ? given.config : {};
    const kind = isObject(given) && typeof given.class_name === 'string' ? given.class_name : '';
    const isLast = i === cells.length - 1;
    const settings = { ...at.settings.values, ...config, ...(!isLast && { return_sequences: true }) };
    const part = { attributes: [], mark: `RNNCell_${i}/`, place: i, of: cells.length };
    made = recurrent(stack.part(part, String(i), { kind, settings }), 'tensor' in made ? [made] : made);
  });
  return made;
}

export const cellLayers: Readonly<Record<string, LayerTranslator>> = { RNN: withCell };
