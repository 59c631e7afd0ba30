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
import { expectClose } from './tensorflowTwin.js';

const random = new Random(41);

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
