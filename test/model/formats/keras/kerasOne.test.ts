import { describe, expect, it } from 'vitest';
import { readKerasHdf5 } from '../../../../src/model/formats/kerasFiles.js';
import { Random } from '../../../twin/random.js';
import { wholeModel, type FiledWeight } from './hdf5Files.js';
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

const kernel = { dims: [2, 2], values: [1, 2, 3, 4] };
const bias = { dims: [2], values: [10, 20] };

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
