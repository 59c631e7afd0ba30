import { describe, expect, it } from 'vitest';
import { readKerasArchive, readKerasHdf5 } from '../../../../src/model/formats/kerasFiles.js';
import { Random } from '../../../twin/random.js';
import type { hdf5 } from './hdf5Files.js';
import { numberedWeights, wholeModel, type FiledWeight } from './hdf5Files.js';
import {
  answers,
  answersTo,
  drawn,
  drawnWeight,
  readMade,
  sequential,
  type MadeWeight,
} from './kerasModel.js';
import { convolve } from './plainImages.js';
import { expectClose } from './tensorflowTwin.js';

const random = new Random(41);

/** Weights with their axes in another order; axes as numpy's transpose takes them. */
function transposed({ role, dims, values }: MadeWeight, axes: readonly number[]): MadeWeight {
  const sizes = axes.map((axis) => dims[axis]);
  const strides = axes.map((axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1));
  const moved = values.map((_, to) => {
    let rest = to;
    let from = 0;
    for (let i = axes.length - 1; i >= 0; i--) {
      from += (rest % sizes[i]) * strides[i];
      rest = Math.floor(rest / sizes[i]);
    }
    return values[from];
  });
  return { role, dims: sizes, values: moved };
}

/** As Keras 1 calls its weights. */
const filed = (layer: string, weights: readonly FiledWeight[]) => ({
  [layer]: Object.fromEntries(weights.map((weight, i) => [`${layer}_${'Wbcdefghijkl'[i]}`, weight])),
});

describe('a file of Keras 1', () => {
  it('has its own names of settings, and a list alone for its layers', async () => {
    const kernel = drawnWeight(random, 'kernel', 3, 2, 2, 4);
    const bias = drawnWeight(random, 'bias', 4);
    const dense = drawnWeight(random, 'kernel', 8, 3);
    const shift = drawnWeight(random, 'bias', 3);
    const layers = [
      {
        class_name: 'Convolution2D',
        config: {
          ...{ name: 'conv', nb_filter: 4, nb_row: 3, nb_col: 2, border_mode: 'same', subsample: [2, 1] },
          ...{ dim_ordering: 'tf', init: 'glorot_uniform', activation: 'relu', bias: true },
          batch_input_shape: [null, 4, 3, 2],
        },
      },
      { class_name: 'MaxPooling2D', config: { pool_size: [2, 1], strides: [1, 2], border_mode: 'valid' } },
      { class_name: 'Dropout', config: { p: 0.25 } },
      { class_name: 'Flatten', config: { name: 'flat' } },
      { class_name: 'Dense', config: { name: 'dense', output_dim: 3, input_dim: 8, activation: 'softmax' } },
    ];
    const groups = { ...filed('conv', [kernel, bias]), ...filed('dense', [dense, shift]) };
    const old = await readKerasHdf5(
      await wholeModel({ class_name: 'Sequential', config: layers }, groups, { version: '1.2.2' }),
      'old.h5',
    );
    const today = await sequential(
      [4, 3, 2],
      [
        {
          kind: 'Conv2D',
          config: { filters: 4, kernel_size: [3, 2], padding: 'same', strides: [2, 1], activation: 'relu' },
          weights: [kernel, bias],
        },
        { kind: 'MaxPooling2D', config: { pool_size: [2, 1], strides: [1, 2] } },
        { kind: 'Flatten' },
        { kind: 'Dense', config: { units: 3, activation: 'softmax' }, weights: [dense, shift] },
      ],
    );
    const image = drawn(random, [2, 4, 3, 2]);
    expectClose((await answers(old, 2, image)).values, (await answers(today, 2, image)).values);
  });

  it('has kernels as Theano lays them out and turns them', async () => {
    const image = { height: 5, width: 4, channels: 2, values: drawn(random, [5, 4, 2]) };
    const kernel = drawnWeight(random, 'kernel', 3, 2, 2, 3);
    const bias = drawnWeight(random, 'bias', 3);
    const stored = transposed(kernel, [3, 2, 0, 1]);
    // Theano's kernels are turned by half a turn.
    const turned = stored.values.map((_, i) => stored.values[i - (i % 6) + 5 - (i % 6)]);
    const layer = {
      class_name: 'Convolution2D',
      config: {
        ...{ name: 'conv', nb_filter: 3, nb_row: 3, nb_col: 2, dim_ordering: 'th' },
        batch_input_shape: [null, 2, 5, 4],
      },
    };
    const expected = convolve(image, { size: [3, 2], padding: 'valid' }, kernel.values, bias.values);
    const channelsFirst = transposed({ role: '', dims: [20, 2], values: image.values }, [1, 0]).values;
    const asFirst = transposed({ role: '', dims: [9, 3], values: expected.values }, [1, 0]).values;
    for (const [backend, values] of [
      ['tensorflow', stored.values],
      ['theano', turned],
    ] as const) {
      const bytes = await wholeModel(
        { class_name: 'Sequential', config: [layer] },
        filed('conv', [{ dims: stored.dims, values }, bias]),
        { version: null, backend },
      );
      const graph = await readKerasHdf5(bytes, 'old.h5');
      expectClose((await answers(graph, 1, channelsFirst)).values, asFirst);
    }
  });

  it('has kernels of transposed convolutions with inputs before outputs', async () => {
    // Today's: [rows, columns, outputs, inputs].
    const kernel = drawnWeight(random, 'kernel', 3, 2, 4, 3);
    const bias = drawnWeight(random, 'bias', 4);
    const image = drawn(random, [5, 4, 3]);
    for (const [padding, height, width] of [
      ['valid', 11, 8],
      ['same', 10, 8],
    ] as const) {
      const config = { filters: 4, kernel_size: [3, 2], strides: [2, 2], padding };
      const layer = { kind: 'Conv2DTranspose', config, weights: [kernel, bias] };
      const expected = await answers(await sequential([5, 4, 3], [layer]), 1, image);
      expect(expected.dims).toEqual([1, height, width, 4]);
      const old = (ordering: 'tf' | 'th') => ({
        class_name: 'Deconvolution2D',
        config: {
          ...{ name: 'conv', nb_filter: 4, nb_row: 3, nb_col: 2, subsample: [2, 2], border_mode: padding },
          dim_ordering: ordering,
          output_shape: ordering === 'tf' ? [null, height, width, 4] : [null, 4, height, width],
          batch_input_shape: ordering === 'tf' ? [null, 5, 4, 3] : [null, 3, 5, 4],
        },
      });
      const read = async (ordering: 'tf' | 'th', axes: readonly number[]) => {
        const bytes = await wholeModel(
          { class_name: 'Sequential', config: [old(ordering)] },
          filed('conv', [transposed(kernel, axes), bias]),
          { version: '1.2.2' },
        );
        return readKerasHdf5(bytes, 'old.h5');
      };
      const last = await read('tf', [0, 1, 3, 2]);
      expectClose((await answers(last, 1, image)).values, expected.values);
      const first = await read('th', [2, 3, 0, 1]);
      const moved = (values: readonly number[], places: number, channels: number) =>
        transposed({ role: '', dims: [places, channels], values }, [1, 0]).values;
      const given = await answers(first, 1, moved(image, 20, 3));
      expectClose(given.values, moved(expected.values, height * width, 4));
    }
  });

  it('has kernels of sequences with a dimension more', async () => {
    const kernel = drawnWeight(random, 'kernel', 3, 2, 4);
    const bias = drawnWeight(random, 'bias', 4);
    const layer = {
      class_name: 'Convolution1D',
      config: {
        name: 'conv',
        nb_filter: 4,
        filter_length: 3,
        subsample_length: 2,
        batch_input_shape: [null, 7, 2],
      },
    };
    const config = { filters: 4, kernel_size: [3], strides: 2 };
    const today = await sequential([7, 2], [{ kind: 'Conv1D', config, weights: [kernel, bias] }]);
    const sequence = drawn(random, [7, 2]);
    const expected = (await answers(today, 1, sequence)).values;
    const later = { ...kernel, dims: [3, 1, 2, 4] };
    for (const stored of [later, transposed(later, [3, 2, 0, 1])]) {
      const bytes = await wholeModel(
        { class_name: 'Sequential', config: [layer] },
        filed('conv', [stored, bias]),
        {
          version: '1.1.0',
        },
      );
      expectClose((await answers(await readKerasHdf5(bytes, 'old.h5'), 1, sequence)).values, expected);
    }
  });

  it.each([
    // Where each gate of today's stands among those of Keras 1.
    ['LSTM', [0, 2, 1, 3]],
    ['GRU', [0, 1, 2]],
  ])('has weights for each gate of a %s', async (kind, places) => {
    const gates = places.map(() => [
      drawnWeight(random, 'W', 3, 2),
      drawnWeight(random, 'U', 2, 2),
      drawnWeight(random, 'b', 2),
    ]);
    const joined = ['kernel', 'recurrent_kernel', 'bias'].map((role, i): MadeWeight => {
      const rows = [3, 2, 1][i];
      const values = Array.from({ length: rows }, (_, row) =>
        gates.flatMap((gate) => gate[i].values.slice(2 * row, 2 * row + 2)),
      ).flat();
      return { role, dims: [...(i < 2 ? [rows] : []), 2 * gates.length], values };
    });
    const inner = { activation: 'tanh', inner_activation: 'hard_sigmoid' };
    const layer = {
      class_name: kind,
      config: {
        name: 'steps',
        output_dim: 2,
        return_sequences: true,
        ...inner,
        batch_input_shape: [null, 4, 3],
      },
    };
    const stored = gates.map((_, i) => gates[places.indexOf(i)]).flat();
    const bytes = await wholeModel({ class_name: 'Sequential', config: [layer] }, filed('steps', stored), {
      version: '1.2.0',
    });
    const settings = { units: 2, return_sequences: true, recurrent_activation: 'hard_sigmoid' };
    const today = await sequential([4, 3], [{ kind, config: settings, weights: joined }]);
    const sequence = drawn(random, [4, 3]);
    const given = await answers(await readKerasHdf5(bytes, 'old.h5'), 1, sequence);
    expectClose(given.values, (await answers(today, 1, sequence)).values);
  });

  it('joins branches by a layer Merge that says how', async () => {
    const input = {
      class_name: 'InputLayer',
      config: { name: 'x', batch_input_shape: [null, 3] },
      inbound_nodes: [],
    };
    const branches = [
      ['x', 0, 0],
      ['x', 0, 0],
    ];
    const merge = (mode: string) => ({
      class_name: 'Model',
      config: {
        layers: [
          input,
          {
            class_name: 'Merge',
            name: 'joined',
            config: { mode, concat_axis: -1 },
            inbound_nodes: [branches],
          },
        ],
        input_layers: [['x', 0, 0]],
        output_layers: [['joined', 0, 0]],
      },
    });
    const given = async (mode: string) =>
      (await answers(await readMade(merge(mode), [], '1.2.2'), 1, [1, 2, 3])).values;
    expect(await given('sum')).toEqual([2, 4, 6]);
    expect(await given('mul')).toEqual([1, 4, 9]);
    expect(await given('concat')).toEqual([1, 2, 3, 1, 2, 3]);
  });
});

describe('a Sequential of Keras 1 that begins with branches', () => {
  it('joins models of their own, whose layers are filed as its own', async () => {
    const branch = (name: string, width: number) => ({
      class_name: 'Sequential',
      config: [
        {
          class_name: 'Dense',
          config: {
            name,
            output_dim: 2,
            input_dim: width,
            batch_input_shape: [null, width],
            activation: 'relu',
          },
        },
      ],
    });
    const merge = {
      class_name: 'Merge',
      config: { name: 'merge_1', mode: 'concat', concat_axis: 1, layers: [branch('a', 2), branch('b', 1)] },
    };
    const last = { class_name: 'Dense', config: { name: 'c', output_dim: 1, input_dim: 4 } };
    const file = await wholeModel(
      { class_name: 'Sequential', config: [merge, last] },
      {
        ...filed('a', [kernel, bias]),
        ...filed('b', [
          { dims: [1, 2], values: [1, -1] },
          { dims: [2], values: [0, 0] },
        ]),
        merge_1: {},
        ...filed('c', [
          { dims: [4, 1], values: [1, 1, 1, 1] },
          { dims: [1], values: [0] },
        ]),
      },
      { version: '1.2.2' },
    );
    const graph = await readKerasHdf5(file, 'made.h5');
    const feeds = [
      { dims: [1, 2], values: [1, 1] },
      { dims: [1, 1], values: [5] },
    ];
    // relu([14, 26]) and relu([5, -5]) together.
    expect((await answersTo(graph, feeds))[0].values).toEqual([45]);
  });
});

describe('a layer for cuDNN', () => {
  it.each([
    ['LSTM', 4],
    ['GRU', 3],
  ])('%s keeps the matrices of each gate as cuDNN has them', async (kind, count) => {
    const [features, units] = [3, 2];
    const kernel = drawnWeight(random, 'kernel', features, count * units);
    const recurrence = drawnWeight(random, 'recurrent_kernel', units, count * units);
    const bias = drawnWeight(random, 'bias', 2 * count * units);
    /** Each gate's part, [rows, units], as cuDNN's [units, rows] under Keras's shape. */
    const asCudnn = (weight: MadeWeight, rows: number): MadeWeight => {
      const parts = Array.from({ length: count }, (_, gate) => {
        const part = Array.from({ length: rows * units }, (__, i) => {
          const [unit, row] = [Math.floor(i / rows), i % rows];
          return weight.values[row * count * units + gate * units + unit];
        });
        return part;
      });
      const values = Array.from({ length: rows }, (_, row) =>
        parts.flatMap((part) => part.slice(row * units, (row + 1) * units)),
      ).flat();
      return { ...weight, values };
    };
    const stored = [asCudnn(kernel, features), asCudnn(recurrence, units), bias];
    const config = { units, return_sequences: true };
    const half = count * units;
    const today: MadeWeight =
      kind === 'GRU'
        ? { ...bias, dims: [2, half] }
        : {
            role: 'bias',
            dims: [half],
            values: bias.values.slice(0, half).map((one, i) => one + bias.values[half + i]),
          };
    const plain = await sequential(
      [4, features],
      [{ kind, config: { ...config, reset_after: true }, weights: [kernel, recurrence, today] }],
    );
    const cudnn = await sequential([4, features], [{ kind: `CuDNN${kind}`, config, weights: stored }]);
    const sequence = drawn(random, [4, features]);
    expectClose((await answers(cudnn, 1, sequence)).values, (await answers(plain, 1, sequence)).values);
  });
});

/** x W + b for W = [[1, 2], [3, 4]] and b = [10, 20], at [1, 1]. */
const kernel = { dims: [2, 2], values: [1, 2, 3, 4] };
const bias = { dims: [2], values: [10, 20] };
const dense = { class_name: 'Dense', config: { name: 'dense', units: 2 } };
const first = { ...dense, config: { ...dense.config, batch_input_shape: [null, 2] } };
const one = { class_name: 'Sequential', config: { name: 'made', layers: [first] } };
const named = (prefix: string) => ({ dense: { [`${prefix}kernel:0`]: kernel, [`${prefix}bias:0`]: bias } });
const expectAnswer = async (bytes: Uint8Array) => {
  const graph = await readKerasHdf5(bytes, 'made.h5');
  expect((await answers(graph, 1, [1, 1])).values).toEqual([14, 26]);
};

describe('a description', () => {
  it('may spell out numbers of NumPy, as Keras 2.1 and 2.2 do', async () => {
    const array = (value: number) => ({ type: 'ndarray', value });
    const graph = await sequential(
      [4],
      [
        { kind: 'LeakyReLU', config: { alpha: array(0.1) } },
        { kind: 'ReLU', config: { max_value: array(6), negative_slope: array(0.5), threshold: array(0) } },
      ],
      '2.2.4',
    );
    expectClose((await answers(graph, 1, [-10, -1, 2, 9])).values, [-0.5, -0.05, 2, 6]);
  });

  it('may have the names of JavaScript', async () => {
    const layers = [
      {
        className: 'Conv2D',
        config: {
          ...{ name: 'conv', filters: 1, kernelSize: [1, 2], useBias: false, dataFormat: 'channelsFirst' },
          batchInputShape: [null, 1, 1, 3],
        },
      },
      { className: 'Flatten', config: { name: 'flat' } },
      {
        className: 'Activation',
        config: { name: 'end', activation: 'hardSigmoid' },
      },
    ];
    const weights = [{ name: 'conv/kernel', dims: [1, 2, 1, 1], values: [1, -1] }];
    const graph = await readMade(
      { className: 'Sequential', config: { layers } },
      weights,
      'tfjs-layers 0.6.0',
    );
    // 0.2 x + 0.5 of the differences -1 and 2.
    expectClose((await answers(graph, 1, [1, 2, 0])).values, [0.3, 0.9]);
  });

  it('may join values of different numbers of dimensions, the smaller ones spread over the rest', async () => {
    const input = (name: string, ...shape: number[]) => ({
      ...{ class_name: 'InputLayer', name, inbound_nodes: [] },
      config: { name, batch_input_shape: [null, ...shape] },
    });
    const join = {
      ...{ class_name: 'Multiply', name: 'join', config: { name: 'join' } },
      inbound_nodes: [
        [
          ['image', 0, 0, {}],
          ['factors', 0, 0, {}],
        ],
      ],
    };
    const layers = [input('image', 1, 2, 2), input('factors', 2), join];
    const ends = {
      input_layers: [
        ['image', 0, 0],
        ['factors', 0, 0],
      ],
      output_layers: [['join', 0, 0]],
    };
    const graph = await readMade({ class_name: 'Model', config: { layers, ...ends } }, []);
    const feeds = [
      { dims: [1, 1, 2, 2], values: [1, 2, 3, 4] },
      { dims: [1, 2], values: [10, 100] },
    ];
    expect((await answersTo(graph, feeds))[0].values).toEqual([10, 200, 30, 400]);
  });

  it('may have layers that only its training needs, of any kind', async () => {
    const layers = [
      {
        class_name: 'InputLayer',
        name: 'x',
        config: { name: 'x', batch_input_shape: [null, 2] },
        inbound_nodes: [],
      },
      { class_name: 'Lambda', name: 'loss', config: { name: 'loss' }, inbound_nodes: [[['x', 0, 0, {}]]] },
      {
        ...{ class_name: 'Activation', name: 'end', inbound_nodes: [[['x', 0, 0, {}]]] },
        config: { name: 'end', activation: 'relu' },
      },
    ];
    const ends = { input_layers: [['x', 0, 0]], output_layers: [['end', 0, 0]] };
    const graph = await readMade({ class_name: 'Model', config: { layers, ...ends } }, []);
    expect((await answers(graph, 1, [-1, 1])).values).toEqual([0, 1]);
  });
});

describe('a whole model in HDF5', () => {
  it('may leave the names of Sequentials inside it to their groups', async () => {
    const inner = { class_name: 'Sequential', config: [first] };
    const model = {
      class_name: 'Sequential',
      config: [inner, { class_name: 'Activation', config: { name: 'end' } }],
    };
    const groups = { sequential_7: { 'dense/kernel:0': kernel, 'dense/bias:0': bias }, end: {} };
    await expectAnswer(await wholeModel(model, groups, { version: '2.0.6' }));
  });

  it('may count on in the names of weights of a model inside it', async () => {
    const groups = { made: { 'dense_2/kernel:0': kernel, 'dense_2/bias:0': bias } };
    const model = { class_name: 'Sequential', config: { layers: [one] } };
    await expectAnswer(await wholeModel(model, groups, { version: '2.2.4' }));
  });

  it.each(['dense/', 'made/dense/', 'dense_3/dense/', ''])(
    'may put "%s" before the names of weights',
    async (prefix) => {
      await expectAnswer(await wholeModel(one, named(prefix)));
    },
  );

  it('may have lists of names that are too long for one attribute', async () => {
    await expectAnswer(await wholeModel(one, named('dense/'), { splits: true }));
  });

  it.each(['<d', '<f'])('may have numbers of another precision: %s', async (dtype) => {
    await expectAnswer(await wholeModel(one, named('dense/'), { dtype }));
  });

  it('may hold the state of an optimizer beside its weights', async () => {
    const fill: Parameters<typeof hdf5>[0] = (file) => {
      const group = file.create_group('optimizer_weights');
      group.create_attribute('weight_names', ['Adam/dense/kernel/m:0']);
      file.create_attribute('training_config', '{"loss": "mse"}');
    };
    await expectAnswer(await wholeModel(one, named('dense/'), { fill }));
  });

  it('may leave the version, and spell out its tuples', async () => {
    const shape = { class_name: '__tuple__', items: [null, 2] };
    const layers = [{ ...dense, config: { ...dense.config, batch_input_shape: shape } }];
    await expectAnswer(
      await wholeModel({ class_name: 'Sequential', config: { layers } }, named('dense/'), { version: null }),
    );
  });

  it.each([0, 1])('may call the only call of a model inside it number %i', async (call) => {
    const input = {
      class_name: 'InputLayer',
      config: { name: 'x', batch_input_shape: [null, 2] },
      inbound_nodes: [],
    };
    const config = {
      name: 'outer',
      layers: [
        input,
        { ...one, name: 'made', inbound_nodes: [[['x', 0, 0, {}]]] },
        {
          class_name: 'Activation',
          config: { name: 'end', activation: 'linear' },
          inbound_nodes: [[['made', call, 0, {}]]],
        },
      ],
      input_layers: [['x', 0, 0]],
      output_layers: [['end', 0, 0]],
    };
    const groups = { made: { 'dense/kernel:0': kernel, 'dense/bias:0': bias } };
    await expectAnswer(await wholeModel({ class_name: 'Model', config }, groups));
  });

  it('is refused where its layers are not there: weights alone, of Keras 2 and 3', async () => {
    const weights = await numberedWeights({ dense: [kernel, bias] });
    await expect(readKerasHdf5(weights, 'made.weights.h5')).rejects.toThrow(
      'made.weights.h5 holds the weights of a Keras model without its layers; save the whole model with model.save(path).',
    );
  });

  it('is refused where a program registered a class of its own, also under a name of a layer of Keras', async () => {
    const layers = [{ ...first, module: '__main__', registered_name: 'Mine>Dense' }];
    const bytes = await wholeModel({ class_name: 'Sequential', config: { layers } }, named('dense/'));
    await expect(readKerasHdf5(bytes, 'made.h5')).rejects.toThrow(
      'The layer "dense" in made.h5 is of a class that its program defines (Mine>Dense), which can\'t be read; export the model to ONNX',
    );
  });
});

describe('a .keras file', () => {
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const policy = {
    module: 'keras',
    class_name: 'DTypePolicy',
    config: { name: 'mixed_float16' },
    registered_name: null,
  };
  const described = (kind: string, config: object) => ({
    ...{
      module: 'keras.layers',
      class_name: kind,
      registered_name: null,
      build_config: { input_shape: [null, 4, 6] },
    },
    config: { dtype: policy, trainable: true, ...config },
  });
  const read = async (
    layers: readonly object[],
    groups: Readonly<Record<string, readonly FiledWeight[]>>,
  ) => {
    const members = new Map([
      ['config.json', text({ module: 'keras', class_name: 'Sequential', config: { name: 'made', layers } })],
      ['metadata.json', text({ keras_version: '3.6.0' })],
      ['model.weights.h5', await numberedWeights(groups)],
    ]);
    return readKerasArchive(members, 'made.keras');
  };
  const input = described('InputLayer', { batch_shape: [null, 4, 6], name: 'x' });
  const cell = () => [
    drawnWeight(random, 'kernel', 6, 8),
    drawnWeight(random, 'recurrent_kernel', 2, 8),
    drawnWeight(random, 'bias', 8),
  ];
  const sequence = drawn(random, [4, 6]);

  it('files the weights of a layer inside a layer under that', async () => {
    const [forward, backward] = [cell(), cell()];
    const settings = { units: 2, return_sequences: true };
    const inner = described('LSTM', { ...settings, name: 'lstm' });
    const wrapped = described('Dense', {
      units: 3,
      name: 'inner',
      activation: { module: 'builtins', class_name: 'function', config: 'relu', registered_name: 'function' },
    });
    const [matrix, shift] = [drawnWeight(random, 'kernel', 4, 3), drawnWeight(random, 'bias', 3)];
    const graph = await read(
      [
        input,
        described('Bidirectional', { name: 'both', layer: inner, merge_mode: 'concat' }),
        described('TimeDistributed', { name: 'steps', layer: wrapped }),
      ],
      {
        'bidirectional/forward_layer/cell': forward,
        'bidirectional/backward_layer/cell': backward,
        'time_distributed/layer': [matrix, shift],
      },
    );
    const roles = (part: string, weights: readonly MadeWeight[]) =>
      weights.map((weight) => ({ ...weight, role: `${part}_lstm/lstm_cell/${weight.role}` }));
    const expected = await sequential(
      [4, 6],
      [
        {
          kind: 'Bidirectional',
          config: { layer: { class_name: 'LSTM', config: settings } },
          weights: [...roles('forward', forward), ...roles('backward', backward)],
        },
        { kind: 'Dense', config: { units: 3, activation: 'relu' }, weights: [matrix, shift] },
      ],
      '3.6.0',
    );
    expectClose((await answers(graph, 1, sequence)).values, (await answers(expected, 1, sequence)).values);
  });

  it('files the projections of attention apart, and tells by which names they are given', async () => {
    const projections = ['query', 'key', 'value'].map((role) =>
      drawnWeight(random, `${role}/kernel`, 6, 2, 3),
    );
    const output = drawnWeight(random, 'attention_output/kernel', 2, 3, 6);
    const config = { name: 'attention', num_heads: 2, key_dim: 3, use_bias: false };
    const tensor = {
      class_name: '__keras_tensor__',
      config: { shape: [null, 4, 6], dtype: 'float32', keras_history: ['x', 0, 0] },
    };
    const model = (kwargs: object, args: unknown[]) => ({
      class_name: 'Functional',
      config: {
        layers: [
          { ...input, inbound_nodes: [] },
          {
            ...described('MultiHeadAttention', config),
            name: 'attention',
            inbound_nodes: [{ args, kwargs }],
          },
        ],
        input_layers: [['x', 0, 0]],
        output_layers: [['attention', 0, 0]],
      },
    });
    const numbered = await numberedWeights({
      'multi_head_attention/query_dense': [projections[0]],
      'multi_head_attention/key_dense': [projections[1]],
      'multi_head_attention/value_dense': [projections[2]],
      'multi_head_attention/output_dense': [output],
    });
    const parts = (described: unknown) =>
      new Map([
        ['config.json', text(described)],
        ['model.weights.h5', numbered],
      ]);
    const graph = await readKerasArchive(
      parts(model({ value: tensor, key: tensor, use_causal_mask: true }, [tensor])),
      'made.keras',
    );
    const weights = [...projections, output].map((weight) => ({
      ...weight,
      name: `attention/${weight.role}`,
    }));
    const placed = await readMade(model({ use_causal_mask: true }, [tensor, tensor]), weights, '3.6.0');
    const feed = [{ dims: [1, 4, 6], values: sequence }];
    expectClose((await answersTo(graph, feed))[0].values, (await answersTo(placed, feed))[0].values);
  });
});
