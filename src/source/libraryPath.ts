/** What a text tells of the libraries that it means where it imports none itself. */
export interface LibraryHints {
  readonly isScript: boolean;
  /** Whether `nn` is Flax's. */
  readonly isFlax: boolean;
}

/** Names that stand for a library by custom: notebooks and half-written files use them before they import them. */
const customary: Readonly<Record<string, string>> = {
  nn: 'torch.nn',
  F: 'torch.nn.functional',
  linen: 'flax.linen',
  nnx: 'flax.nnx',
  layers: 'keras.layers',
  models: 'keras.models',
  tfl: 'keras.layers',
  pl: 'lightning',
  L: 'lightning',
};
const kerasLayer =
  /^(?:Dense|Flatten|Dropout|Input|Activation|BatchNormalization|Add|Concatenate|(?:Separable|Depthwise)?Conv[123]D(?:Transpose)?|(?:Global)?(?:Max|Average)Pooling[123]D|LeakyReLU)$/;
const torchLayer =
  /^(?:Linear|Lazy\w+|Conv(?:Transpose)?[123]d|ModuleList|ModuleDict|BatchNorm[123]d|MaxPool[123]d|AvgPool[123]d|ReLU)$/;

/**
 * A library's function or class under one name, whichever of its packages, and whichever alias, it was imported by:
 * `torch.nn.Linear`, `keras.layers.Dense`, `tfjs.layers.dense`, `flax.linen.Dense`.
 * @param isImported whether the text itself says where the first part comes from.
 */
export function libraryPath(path: string, isImported: boolean, hints: LibraryHints): string {
  const given = isImported ? path : customaryPath(path, hints);
  if (given.startsWith('@tensorflow/tfjs'))
    return given.replace(/^@tensorflow\/tfjs[^.]*(?:\.default)?/, 'tfjs');
  const keras = given
    .replace(/^(?:tensorflow|tf)\.(?:python\.|compat\.v\d\.)*keras/, 'keras')
    .replace(/^tf_keras/, 'keras')
    .replace(/^keras\.(?:api\.)?(?:_v2\.)?/, 'keras.');
  if (keras.startsWith('keras.')) {
    const name = keras.slice(keras.lastIndexOf('.') + 1);
    if (keras.startsWith('keras.layers.')) return `keras.layers.${name}`;
    return /^(Sequential|Model)$/.test(name) ? `keras.${name}` : keras;
  }
  if (given.startsWith('torch.nn.modules.')) return `torch.nn.${given.slice(given.lastIndexOf('.') + 1)}`;
  return given;
}

function customaryPath(path: string, { isScript, isFlax }: LibraryHints): string {
  const [first, ...rest] = path.split('.');
  if (isScript) return first === 'tf' ? ['@tensorflow/tfjs', ...rest].join('.') : path;
  if (rest.length === 0) {
    if (kerasLayer.test(first)) return `keras.layers.${first}`;
    if (torchLayer.test(first)) return `torch.nn.${first}`;
    return first === 'Sequential' ? 'keras.Sequential' : path;
  }
  if (first === 'tf') return ['tensorflow', ...rest].join('.');
  if (first === 'nn' && isFlax) return ['flax.linen', ...rest].join('.');
  return [customary[first] ?? first, ...rest].join('.');
}
