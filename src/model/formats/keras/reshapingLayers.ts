import type { LayerTranslator } from './layerContext.js';
import { isList } from './layerConfig.js';
import type { Shape } from './value.js';

/** Number of values of a sample; null where it is open. */
function valuesOf(shape: Shape): number | null {
  return shape.reduce<number | null>(
    (product, size) => (product === null || size === null ? null : product * size),
    1,
  );
}

const flatten: LayerTranslator = (at, [input]) => {
  if (input.shape.length === 1) return input;
  let { tensor } = at.plain(input);
  // Keras flattens images with their channels last, however they are given.
  if (at.settings.text('data_format', 'channels_last') === 'channels_first' && input.shape.length > 1) {
    const rank = input.shape.length + 1;
    const perm = [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
    tensor = at.node('Transpose', [tensor], { perm });
  }
  return {
    tensor: at.node('Flatten', [tensor], { axis: 1 }),
    shape: [valuesOf(input.shape)],
    order: 'keras',
  };
};

const reshape: LayerTranslator = (at, [input]) => {
  const given = at.settings.get('target_shape');
  if (!isList(given)) return at.unread('no target_shape');
  const target = given.map((size) => (typeof size === 'number' && size > 0 ? size : -1));
  const known = target.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const total = valuesOf(input.shape);
  const open = target.filter((size) => size === -1).length;
  if (open > 1) return at.unread('several open sizes in target_shape');
  if (total !== null && (open === 1 ? total % known !== 0 : total !== known)) {
    return at.refuse(`turns ${total} values into ${target.join(' x ')}, which doesn't hold as many`);
  }
  const shape = target.map((size) => (size === -1 ? total && total / known : size));
  const tensor = at.node('Reshape', [at.plain(input).tensor, at.integers([0, ...target])]);
  return { tensor, shape, order: 'keras' };
};

const permute: LayerTranslator = (at, [input]) => {
  const dims = at.settings.counts('dims', input.shape.length);
  if ([...dims].sort((a, b) => a - b).some((dim, i) => dim !== i + 1)) {
    return at.refuse(`reorders ${input.shape.length} dimensions as ${dims.join(', ')}`);
  }
  const tensor = at.node('Transpose', [at.plain(input).tensor], { perm: [0, ...dims] });
  return { tensor, shape: dims.map((dim) => input.shape[dim - 1]), order: 'keras' };
};

const repeat: LayerTranslator = (at, [input]) => {
  const times = at.settings.count('n');
  const once = at.node('Unsqueeze', [input.tensor, at.integers([1])]);
  const tensor = at.node('Expand', [once, at.integers([1, times, 1])]);
  return { tensor, shape: [times, ...input.shape], order: 'keras' };
};

/**
 * Gather of rows of a table; what is fed is float32, so the indexes are made whole first. With mask_zero, steps of
 * index 0 don't count.
 */
const embedding: LayerTranslator = (at, [input]) => {
  const size = [at.settings.count('input_dim'), at.settings.count('output_dim')];
  const { embeddings } = at.weights({ embeddings: size });
  const int64 = 7;
  const indexes = at.node('Cast', [at.plain(input).tensor], { to: int64 });
  const table = at.constant('embeddings', size, () => embeddings.values());
  const tensor = at.node('Gather', [table, indexes], { axis: 0 });
  const mask = at.settings.flag('mask_zero', false)
    ? at.node('Not', [at.node('Equal', [indexes, at.integers([0])])])
    : undefined;
  return { tensor, shape: [...input.shape, size[1]], order: 'keras', mask };
};

const unchanged: LayerTranslator = (_, [input]) => input;

/** What is drawn only in training, and what only checks or names a value. */
const passing = [
  // FixedDropout is that of the EfficientNet that was shared before Keras had one.
  ...['Dropout', 'SpatialDropout1D', 'SpatialDropout2D', 'SpatialDropout3D', 'AlphaDropout', 'FixedDropout'],
  ...['GaussianDropout', 'GaussianNoise', 'ActivityRegularization', 'Identity', 'InputLayer'],
  ...[
    'RandomFlip',
    'RandomRotation',
    'RandomZoom',
    'RandomTranslation',
    'RandomContrast',
    'RandomBrightness',
  ],
  ...['RandomHeight', 'RandomWidth', 'RandomShear', 'RandomErasing', 'RandomSaturation', 'RandomHue'],
];

export const reshapingLayers: Readonly<Record<string, LayerTranslator>> = {
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeat,
  Embedding: embedding,
  ...Object.fromEntries(passing.map((kind) => [kind, unchanged])),
};
