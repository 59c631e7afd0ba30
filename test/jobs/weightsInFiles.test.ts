import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { InputError } from '../../src/inputError.js';
import { inspectModel } from '../../src/jobs/inspectModel.js';
import { readModelFile } from '../../src/jobs/modelFile.js';
import type { Graph } from '../../src/model/graph.js';
import { isInFile, tensorOf } from '../../src/model/tensor.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { layersModel } from '../model/formats/keras/kerasModel.js';
import { Random } from '../twin/random.js';
import {
  archiveModel,
  frozenGraph,
  graphModelInShards,
  hdf5Model,
  layersModelInShards,
  savedModel,
  writeModel,
} from './denseModels.js';

const folder = temporaryFolder();

/** As many numbers as make a weight large enough to be left where it is. */
const side = 130;
const numbers = Float32Array.from(new Random(5).normals(side * side, 1));
/** Bytes: less than any of the models takes. */
const few = 1000;

const models = {
  'an .h5 file': hdf5Model,
  'a .keras file': archiveModel,
  'a .keras file that was compressed': (first: Parameters<typeof archiveModel>[0]) =>
    archiveModel(first, 'deflated'),
  'a layers model of TensorFlow.js': layersModelInShards,
  'a graph model of TensorFlow.js': graphModelInShards,
  'a SavedModel': savedModel,
  'a frozen graph': frozenGraph,
};
const formats = Object.keys(models) as (keyof typeof models)[];

let written = 0;
const write = async (format: keyof typeof models) =>
  writeModel(join(folder.path, String(written++)), await models[format]({ side, numbers }));

const weightsOf = ({ initializers }: Graph) =>
  Object.fromEntries([...initializers].map(([name, tensor]) => [name, tensorOf(tensor)]));

describe('weights that stay in their files', () => {
  it.each(formats)('are read as the same numbers once they are wanted: %s', async (format) => {
    const path = await write(format);
    const [whole, run, listed] = [
      await readModelFile(path),
      await readModelFile(path, few),
      await readModelFile(path, few, false),
    ];
    const [first] = Object.values(weightsOf(whole.graph));
    expect(first).toEqual({ dims: [side, side], values: numbers });
    for (const model of [run, listed]) {
      expect(weightsOf(model.graph)).toEqual(weightsOf(whole.graph));
      expect(await model.sha256()).toBe(await whole.sha256());
      // No engine would find them there.
      expect(model.weightsFolder).toBeNull();
    }
    const left = ({ graph }: typeof whole) => [...graph.initializers.values()].filter(isInFile).length;
    expect([whole, run, listed].map(left)).toEqual([0, 0, 1]);
    expect([whole, run, listed].map(({ leavesWeights }) => leavesWeights)).toEqual([false, false, true]);
  });

  it.each(formats)('are no reason to tell less of the layers: %s', async (format) => {
    const path = await write(format);
    expect(await inspectModel(onnxRuntime, path, false, few)).toEqual(
      await inspectModel(onnxRuntime, path, false),
    );
  });

  it('are read for a plan, which runs the network', async () => {
    const path = await write('an .h5 file');
    const { plan } = await inspectModel(onnxRuntime, path, true, few);
    expect(plan?.layers.map(({ id }) => id)).toEqual(['fc1']);
  });

  it('leave the shapes of layers of every kind known', async () => {
    const layer = (kind: string, config: object, ...shapes: readonly (readonly number[])[]) => ({
      kind,
      config,
      shapes,
    });
    const layers = [
      layer(
        'Conv2D',
        {
          filters: 5,
          kernel_size: [3, 2],
          padding: 'same',
          use_bias: false,
          batch_input_shape: [null, 9, 8, 2],
        },
        [3, 2, 2, 5],
      ),
      layer('BatchNormalization', { axis: [3], scale: false }, [5], [5], [5]),
      layer('ReLU', {}),
      layer('MaxPooling2D', { pool_size: [2, 2] }),
      layer('Conv2D', { filters: 6, kernel_size: [2, 2], activation: 'tanh', use_bias: false }, [2, 2, 5, 6]),
      layer('Reshape', { target_shape: [9, 6] }),
      layer('LSTM', { units: 7, return_sequences: true, use_bias: false }, [6, 28], [7, 28]),
      layer('Conv1D', { filters: 4, kernel_size: [3], use_bias: false, activation: 'relu' }, [3, 7, 4]),
      layer('Dense', { units: 11, use_bias: false, activation: 'relu' }, [4, 11]),
      layer('Flatten', {}),
      layer('Dense', { units: 300, use_bias: false, activation: 'sigmoid' }, [77, 300]),
      layer('Dense', { units: 3, use_bias: false }, [300, 3]),
    ];
    const described = layers.map(({ kind, config }, i) => ({
      class_name: kind,
      config: { name: `layer${i}`, ...config },
    }));
    const random = new Random(6);
    const weights = layers.flatMap(({ kind, shapes }, i) =>
      shapes.map((dims, place) => ({
        name: `layer${i}/${rolesOf(kind)[place]}`,
        dims,
        values: random.normals(
          dims.reduce((product, size) => product * size, 1),
          0.1,
        ),
      })),
    );
    const topology = { class_name: 'Sequential', config: { name: 'made', layers: described } };
    const { json, shard } = layersModel(topology, weights);
    folder.write('kinds/weights.bin', shard);
    const path = folder.write('kinds/model.json', json);
    const known = await inspectModel(onnxRuntime, path, false);
    expect(known.layers.map(({ shape }) => shape)).toEqual([
      [5, 9, 8],
      [6, 3, 3],
      [9, 7],
      [4, 7],
      [7, 11],
      [300],
    ]);
    expect(await inspectModel(onnxRuntime, path, false, few)).toEqual(known);
  });

  it('of more than 2 GB are listed, and refused before they are read for a run', async () => {
    // Four bytes each: the least that is too much.
    const most = Math.ceil(Math.sqrt(2 ** 29));
    const path = writeModel(join(folder.path, 'huge'), layersModelInShards({ side: most, numbers: null }));
    const { layers } = await inspectModel(onnxRuntime, path, false);
    expect(layers).toMatchObject([{ id: 'fc1', unitCount: most }]);
    await expect(readModelFile(path)).rejects.toThrow(
      new InputError(
        'model.json has more than 2 GB of weights, the most that can be run from such a file; export it to ONNX with its weights in external data files.',
      ),
    );
  });

  it.each([
    ['an .h5 file', 'model.h5', 'model.h5 is damaged: its HDF5 breaks off'],
    ['a .keras file', 'model.keras', 'model.keras is cut short or damaged'],
    [
      'a layers model of TensorFlow.js',
      'group1-shard2of3.bin',
      'The weights of model.json end within "fc1/kernel"',
    ],
    ['a SavedModel', 'variables/variables.data-00000-of-00001', 'wants bytes 0 to 67600'],
  ] as const)('are missed at once where they break off: %s', async (format, file, message) => {
    const path = await write(format);
    truncateSync(join(path, '..', file), 30_000);
    const reading = readModelFile(path, few, false);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });
});

/** In the order in which Keras lists them. */
function rolesOf(kind: string): readonly string[] {
  if (kind === 'BatchNormalization') return ['beta', 'moving_mean', 'moving_variance'];
  return ['kernel', 'recurrent_kernel'];
}
