import { InputError } from '../../inputError.js';
import type { Graph } from '../graph.js';
import { Hdf5File } from './keras/hdf5File.js';
import { isList, isObject, type Json, type LayerConfig } from './keras/layerConfig.js';
import { translateModel } from './keras/translateModel.js';
import { weightsInGroup, weightsOfPart, type Part, type StoredWeight } from './keras/weights.js';
import { allOf, storedBytes, type SomeBytes } from './storedBytes.js';
import { stayInFiles, type WeightFiles } from './weightFiles.js';

export function isHdf5(bytes: Uint8Array): boolean {
  return [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, i) => bytes[i] === byte);
}

/** What a `.keras` file, a zip file, holds of a model. */
export const kerasMembers = {
  config: 'config.json',
  metadata: 'metadata.json',
  weights: 'model.weights.h5',
} as const;

/** Whether a file is a zip file in which the members of a `.keras` file stand. */
export function isKerasArchive(given: SomeBytes): boolean {
  const bytes = storedBytes(given);
  const near = 2 ** 16;
  const [start, end] = [bytes.read(0, near), bytes.read(Math.max(0, bytes.size - near), near)];
  const isZip = [0x50, 0x4b, 0x03, 0x04].every((byte, i) => start[i] === byte);
  // Zip files list what they hold at their end; one that was cut short still has the first members' own headers.
  return (
    isZip &&
    [start, end].some((part) => {
      return new TextDecoder('latin1').decode(part).includes(kerasMembers.config);
    })
  );
}

/**
 * Reads a model that Keras saved as HDF5: layers and weights in one file.
 * @param files where large weights may stay in the file.
 * @throws InputError where it is damaged, holds weights alone, or a layer that can't be read.
 */
export async function readKerasHdf5(
  given: SomeBytes,
  file: string,
  files: WeightFiles | null = null,
): Promise<Graph> {
  const bytes = storedBytes(given);
  const hdf5 = await Hdf5File.open(bytes, file);
  try {
    const config = hdf5.text('/', 'model_config');
    if (config === undefined) {
      throw new InputError(
        holdsWeights(hdf5)
          ? `${file} holds the weights of a Keras model without its layers; save the whole model with model.save(path).`
          : `${file} is an HDF5 file without a Keras model; choose a model that was saved with model.save(path).`,
      );
    }
    const stored = new Map<string, StoredWeight[]>();
    const of = ({ path: [outermost] }: LayerConfig) => {
      const group = `/model_weights/${outermost}`;
      let weights = stored.get(group);
      if (!weights) {
        weights = hdf5.texts(group, 'weight_names').map((name) => hdf5.weight(`${group}/${name}`, name));
        stored.set(group, weights);
      }
      return weights;
    };
    return translateModel(
      {
        description: withFiledNames(parse(config, file), hdf5.texts('/model_weights', 'layer_names')),
        // What bears no version is from before Keras wrote it down.
        version: hdf5.text('/', 'keras_version') ?? '1.0.0',
        backend: hdf5.text('/', 'backend'),
        leavesWeights: stayInFiles(files, bytes.size),
        weights: {
          // A group holds all that belongs to one layer of the outermost model.
          of: (layer, parts) =>
            weightsOfPart(layer.path.length === 1 ? of(layer) : weightsInGroup(of(layer), layer), parts),
        },
      },
      file,
    );
  } finally {
    hdf5.close();
  }
}

/** A description whose outermost layers bear the names of their groups; until Keras 2.2.3, a Sequential has none itself. */
function withFiledNames(description: Json, names: readonly string[]): Json {
  if (!isObject(description) || description.class_name !== 'Sequential') return description;
  const { config } = description;
  const layers = isList(config) ? config : isObject(config) ? config.layers : null;
  if (!isList(layers) || layers.length !== names.length) return description;
  const named = layers.map((layer, i) => {
    const isNamed = !isObject(layer) || (isObject(layer.config) && layer.config.name !== undefined);
    return isNamed ? layer : { name: names[i], ...layer };
  });
  return { ...description, config: isObject(config) ? { ...config, layers: named } : named };
}

/** Whether a file without a description is one of Keras's weights, as Keras 2 or 3 saves them. */
function holdsWeights(hdf5: Hdf5File): boolean {
  return (
    hdf5.texts('/', 'layer_names').length > 0 ||
    ['/layers', '/_layer_checkpoint_dependencies'].some((path) => hdf5.hasGroup(path))
  );
}

/**
 * Reads a `.keras` file.
 * @param members what it holds, by name.
 * @param files where large weights may stay in the file.
 * @throws InputError where a part is missing or damaged, or a layer can't be read.
 */
export async function readKerasArchive(
  members: ReadonlyMap<string, SomeBytes>,
  file: string,
  files: WeightFiles | null = null,
): Promise<Graph> {
  const part = (name: string): SomeBytes => {
    const bytes = members.get(name);
    if (bytes) return bytes;
    throw new InputError(`${file} lacks its ${name}; save the model again with model.save(path).`);
  };
  const text = (bytes: SomeBytes) => new TextDecoder().decode(allOf(bytes));
  const config = parse(text(part(kerasMembers.config)), file);
  const metadata = members.get(kerasMembers.metadata);
  const known = metadata && parse(text(metadata), file);
  const version = isObject(known) ? known.keras_version : '3.0';
  const stored = storedBytes(part(kerasMembers.weights));
  const hdf5 = await Hdf5File.open(stored, file);
  try {
    const of = ({ group }: LayerConfig, parts: readonly Part[]) => {
      const own = group.reduce((path, name) => groupOf(hdf5, path, name), '');
      const inner = parts.reduce((path, { attributes }) => attributeOf(hdf5, path, attributes), own);
      const vars = [`${inner}/vars`, `${inner}/cell/vars`].find((path) => hdf5.keys(path).length > 0);
      if (vars === undefined) return [];
      const places = hdf5.keys(vars).sort((a, b) => Number(a) - Number(b));
      return places.map((place) => hdf5.weight(`${vars}/${place}`, place));
    };
    const leavesWeights = stayInFiles(files, stored.size);
    return translateModel({ description: config, version, weights: { of }, leavesWeights }, file);
  } finally {
    hdf5.close();
  }
}

/**
 * Where a model's group holds that of a layer: Keras 2 called it otherwise, and Windows left its own separators. A model inside
 * a layer stands in that layer's own group.
 */
function groupOf(hdf5: Hdf5File, model: string, layer: string): string {
  const roots = ['layers', '_layer_checkpoint_dependencies'];
  const paths = roots.flatMap((root) => ['/', '\\'].map((mark) => `${model}/${root}${mark}${layer}`));
  return [...paths, `${model}/${layer}`].find((path) => hdf5.hasGroup(path)) ?? paths[0];
}

/** Where a layer's group holds that of a layer inside it. */
function attributeOf(hdf5: Hdf5File, layer: string, names: readonly string[]): string {
  return names.map((name) => `${layer}/${name}`).find((path) => hdf5.hasGroup(path)) ?? layer;
}

function parse(text: string, file: string): Json {
  try {
    // Python writes numbers that JSON doesn't know.
    return JSON.parse(text.replaceAll(/(?<=[:[,]\s*)(-?Infinity|NaN)\b/g, 'null')) as Json;
  } catch {
    throw new InputError(`The description of the layers in ${file} is damaged; save the model again.`);
  }
}
