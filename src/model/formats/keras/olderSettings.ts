import { isList, isObject, type Json, type JsonObject } from './layerConfig.js';

/** A layer as today's Keras would describe it. */
export interface Renamed {
  readonly kind: string;
  readonly settings: JsonObject;
}

/** Settings that Keras 1 called otherwise; where a layer has several of a list, they are one list today. */
const renamed: Readonly<Record<string, readonly string[]>> = {
  filters: ['nb_filter'],
  kernel_size: ['nb_row', 'nb_col'],
  strides: ['subsample'],
  padding: ['border_mode'],
  use_bias: ['bias'],
  rate: ['p'],
  recurrent_activation: ['inner_activation'],
  dilation_rate: ['atrous_rate'],
};
/** Of layers over sequences. */
const renamed1: Readonly<Record<string, readonly string[]>> = {
  kernel_size: ['filter_length'],
  strides: ['subsample_length', 'stride'],
  pool_size: ['pool_length'],
  size: ['length'],
};
const renamed3: Readonly<Record<string, readonly string[]>> = {
  kernel_size: ['kernel_dim1', 'kernel_dim2', 'kernel_dim3'],
};

const kinds: Readonly<Record<string, string>> = {
  AtrousConvolution1D: 'Conv1D',
  AtrousConvolution2D: 'Conv2D',
  Deconvolution2D: 'Conv2DTranspose',
  Deconvolution3D: 'Conv3DTranspose',
  TimeDistributedDense: 'Dense',
};

const merges: Readonly<Record<string, string>> = {
  sum: 'Add',
  mul: 'Multiply',
  ave: 'Average',
  max: 'Maximum',
  concat: 'Concatenate',
  dot: 'Dot',
};

/** Keras 1's names of layers and settings as those of today; what is named as today is left as it is. */
export function renamedSettings(kind: string, settings: JsonObject): Renamed {
  const today: Record<string, Json> = { ...settings };
  const take = (names: Readonly<Record<string, readonly string[]>>) => {
    for (const [key, older] of Object.entries(names)) {
      const given = older.map((name) => settings[name] ?? null).filter((value) => value !== null);
      if (given.length === 0 || today[key] !== undefined) continue;
      const [first] = given;
      today[key] = given.length > 1 ? given : first;
    }
  };
  take(renamed);
  if (kind.endsWith('1D')) take(renamed1);
  if (settings.kernel_dim1 !== undefined) take(renamed3);
  if (kind !== 'Embedding' && today.units === undefined && typeof settings.output_dim === 'number') {
    today.units = settings.output_dim;
  }
  const order = settings.dim_ordering;
  if (order !== undefined && today.data_format === undefined) {
    today.data_format = order === 'th' ? 'channels_first' : 'channels_last';
  }
  if (kind === 'Merge' && typeof settings.mode === 'string' && Object.hasOwn(merges, settings.mode)) {
    if (today.axis === undefined && settings.concat_axis !== undefined) today.axis = settings.concat_axis;
    if (today.axes === undefined && settings.dot_axes !== undefined) today.axes = pairOf(settings.dot_axes);
    return { kind: merges[settings.mode], settings: today };
  }
  return { kind: Object.hasOwn(kinds, kind) ? kinds[kind] : kind, settings: today };
}

/** Keras 1 takes lists of one axis each. */
function pairOf(axes: Json): Json {
  return isList(axes) ? axes.map((axis) => (isList(axis) && axis.length === 1 ? axis[0] : axis)) : axes;
}

/**
 * A description in which lists stand for the tuples and arrays that some versions spell out with their class, and settings
 * have the names of Python's where TensorFlow.js wrote its own (`batchInputShape`).
 */
export function withPlainValues(value: Json): Json {
  if (isList(value)) return value.map(withPlainValues);
  if (!isObject(value)) return value;
  if (value.class_name === '__tuple__' && isList(value.items)) return value.items.map(withPlainValues);
  // NumPy's numbers, of Keras 2.1 and 2.2: `{"type": "ndarray", "value": 0.3}`.
  if (value.type === 'ndarray' && value.value !== undefined) return withPlainValues(value.value);
  const isJavaScript = value.className !== undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const plain = withPlainValues(one);
      if (!isJavaScript) return [key, plain];
      return [underscored(key), key === 'config' ? withPythonNames(plain) : plain];
    }),
  );
}

/** Settings of a layer under Python's names, and so their words: `channelsLast`. */
function withPythonNames(config: Json): Json {
  if (!isObject(config)) return config;
  const words = new Set(['dataFormat', 'activation', 'recurrentActivation']);
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      underscored(key),
      typeof value === 'string' && words.has(key) ? underscored(value) : value,
    ]),
  );
}

function underscored(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
