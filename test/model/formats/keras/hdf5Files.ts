import { File as Hdf5, ready } from 'h5wasm';

/** A weight as an HDF5 file holds it. */
export interface FiledWeight {
  readonly dims: readonly number[];
  readonly values: readonly number[];
  /** A larger shape that it is given in the end; the numbers that this adds are not stored. */
  readonly grownTo?: readonly number[];
}

let written = 0;

/** The bytes of an HDF5 file. */
export async function hdf5(fill: (file: Hdf5) => void): Promise<Uint8Array> {
  const { FS } = await ready;
  const path = `/made${written++}.h5`;
  const file = new Hdf5(path, 'w');
  fill(file);
  file.close();
  const bytes = FS.readFile(path);
  FS.unlink(path);
  return bytes;
}

/** What else a file of Keras's may have. */
export interface Extras {
  readonly version?: string | null;
  readonly backend?: string;
  readonly dtype?: string;
  /** Further things in the file, such as an optimizer's state. */
  readonly fill?: (file: Hdf5) => void;
  /** Names a list of attributes: `weight_names0`, `weight_names1`, for lists that are too long for one. */
  readonly splits?: boolean;
}

/**
 * A whole model as Keras 1 and 2 save it.
 * @param groups weights by the name of the outermost layer and their own, in order.
 */
export function wholeModel(
  model: unknown,
  groups: Readonly<Record<string, Readonly<Record<string, FiledWeight>>>>,
  { version = '2.11.0', backend, dtype, fill = () => {}, splits = false }: Extras = {},
): Promise<Uint8Array> {
  return hdf5((file) => {
    file.create_attribute('model_config', JSON.stringify(model));
    if (version !== null) file.create_attribute('keras_version', version);
    if (backend !== undefined) file.create_attribute('backend', backend);
    const root = file.create_group('model_weights');
    root.create_attribute('layer_names', Object.keys(groups));
    for (const [layer, weights] of Object.entries(groups)) {
      const group = root.create_group(layer);
      const names = Object.keys(weights);
      if (splits) names.forEach((name, i) => group.create_attribute(`weight_names${i}`, [name]));
      else group.create_attribute('weight_names', names);
      for (const [name, weight] of Object.entries(weights)) {
        const folders = name.split('/').slice(0, -1);
        folders.forEach((_, i) =>
          openGroup(file, `/model_weights/${layer}/${folders.slice(0, i + 1).join('/')}`),
        );
        addWeight(file, `/model_weights/${layer}/${name}`, weight, dtype);
      }
    }
    fill(file);
  });
}

/** The file of weights in a `.keras` file: by the group of each layer, in order. */
export function numberedWeights(
  groups: Readonly<Record<string, readonly FiledWeight[]>>,
  separator = '/',
): Promise<Uint8Array> {
  return hdf5((file) => {
    for (const [group, weights] of Object.entries(groups)) {
      const path = [...group.split('/'), 'vars'];
      const full = separator === '/' ? `layers/${path.join('/')}` : `layers${separator}${path.join('/')}`;
      const parts = full.split('/');
      parts.forEach((_, i) => openGroup(file, `/${parts.slice(0, i + 1).join('/')}`));
      weights.forEach((weight, i) => addWeight(file, `/${full}/${i}`, weight));
    }
  });
}

function openGroup(file: Hdf5, path: string): void {
  if (!file.get(path)) file.create_group(path);
}

function addWeight(file: Hdf5, path: string, { dims, values, grownTo }: FiledWeight, dtype?: string): void {
  const data = dtype === '<d' ? Float64Array.from(values) : Float32Array.from(values);
  const grows = grownTo && { chunks: [...dims], maxshape: dims.map(() => null) };
  const made = file.create_dataset({ name: path, data, shape: [...dims], ...(dtype && { dtype }), ...grows });
  if (grownTo) made.resize([...grownTo]);
}
