import { describe, expect, it } from 'vitest';
import { Random } from '../../../twin/random.js';
import { answers, drawn, drawnWeight, sequential, type MadeLayer } from './kerasModel.js';
import { convolve, convolveDepthwise, handBack, pool, type PlainImage, type Window } from './plainImages.js';

const random = new Random(11);

function drawnImage(height: number, width: number, channels: number): PlainImage {
  return { height, width, channels, values: drawn(random, [height, width, channels]) };
}

/** Single precision adds up to rounding; values are of size 1. */
async function expectImage(image: PlainImage, layers: readonly MadeLayer[], expected: PlainImage) {
  const { height, width, channels, values } = image;
  const graph = await sequential([height, width, channels], layers);
  const given = await answers(graph, 1, values);
  expect(given.dims).toEqual([1, expected.height, expected.width, expected.channels]);
  expect(graph.outputs[0].shape?.slice(1)).toEqual(given.dims.slice(1));
  given.values.forEach((value, i) => expect(value).toBeCloseTo(expected.values[i], 4));
}

const shapes: [name: string, height: number, width: number, window: Window][] = [
  ['valid', 7, 6, { size: [3, 2], padding: 'valid' }],
  ['valid with strides', 8, 7, { size: [3, 3], strides: [2, 3], padding: 'valid' }],
  ['same', 5, 6, { size: [3, 2], padding: 'same' }],
  ['same with strides, more of the padding behind', 6, 7, { size: [3, 4], strides: [2, 2], padding: 'same' }],
  ['same with strides beyond the window', 7, 5, { size: [1, 2], strides: [2, 3], padding: 'same' }],
  ['same and dilated', 7, 8, { size: [3, 2], dilations: [2, 3], padding: 'same' }],
];

const config = ({ size, strides = [1, 1], dilations = [1, 1], padding }: Window) => ({
  kernel_size: size,
  strides,
  dilation_rate: dilations,
  padding,
});

describe.each(shapes)('a window that is %s', (_, height, width, window) => {
  it('is convolved as nested loops do', async () => {
    const image = drawnImage(height, width, 3);
    const kernel = drawnWeight(random, 'kernel', ...window.size, 3, 4);
    const bias = drawnWeight(random, 'bias', 4);
    const layer = { kind: 'Conv2D', config: { ...config(window), filters: 4 }, weights: [kernel, bias] };
    await expectImage(image, [layer], convolve(image, window, kernel.values, bias.values));
  });

  it('is convolved in groups', async () => {
    const image = drawnImage(height, width, 4);
    const kernel = drawnWeight(random, 'kernel', ...window.size, 2, 6);
    const described = { ...config(window), filters: 6, groups: 2, use_bias: false };
    const expected = convolve(image, window, kernel.values, [0, 0, 0, 0, 0, 0], 2);
    await expectImage(image, [{ kind: 'Conv2D', config: described, weights: [kernel] }], expected);
  });

  it('is convolved channel by channel', async () => {
    const image = drawnImage(height, width, 3);
    const kernel = drawnWeight(random, 'depthwise_kernel', ...window.size, 3, 2);
    const described = { ...config(window), depth_multiplier: 2, use_bias: false };
    const expected = convolveDepthwise(image, window, kernel.values, 2);
    await expectImage(image, [{ kind: 'DepthwiseConv2D', config: described, weights: [kernel] }], expected);
  });

  it('is convolved channel by channel, then point by point', async () => {
    const image = drawnImage(height, width, 3);
    const first = drawnWeight(random, 'depthwise_kernel', ...window.size, 3, 2);
    const second = drawnWeight(random, 'pointwise_kernel', 1, 1, 6, 5);
    const bias = drawnWeight(random, 'bias', 5);
    const described = { ...config(window), depth_multiplier: 2, filters: 5 };
    const apart = convolveDepthwise(image, window, first.values, 2);
    const point: Window = { size: [1, 1], padding: 'valid' };
    const expected = convolve(apart, point, second.values, bias.values);
    const layer = { kind: 'SeparableConv2D', config: described, weights: [first, second, bias] };
    await expectImage(image, [layer], expected);
  });
});

describe.each(shapes.filter(([, , , { dilations }]) => !dilations))(
  'a window that is %s',
  (_, height, width, window) => {
    it('is pooled', async () => {
      const image = drawnImage(height, width, 3);
      const { size, strides = size, padding } = window;
      const described = { pool_size: size, strides: window.strides ?? null, padding };
      const pooled = { size, strides, padding };
      await expectImage(image, [{ kind: 'MaxPooling2D', config: described }], pool(image, pooled, 'max'));
      await expectImage(
        image,
        [{ kind: 'AveragePooling2D', config: described }],
        pool(image, pooled, 'mean'),
      );
    });
  },
);

const transposed: [name: string, window: Window, size: readonly [number, number]][] = [
  ['valid', { size: [3, 2], strides: [2, 2], padding: 'valid' }, [9, 6]],
  ['valid with a stride beyond the window', { size: [2, 1], strides: [3, 2], padding: 'valid' }, [12, 6]],
  ['same', { size: [3, 4], strides: [2, 2], padding: 'same' }, [8, 6]],
  ['same without strides', { size: [4, 3], padding: 'same' }, [4, 3]],
];

describe.each(transposed)('a transposed convolution that is %s', (_, window, size) => {
  it('hands back what a forward one takes', async () => {
    const image = drawnImage(4, 3, 3);
    const kernel = drawnWeight(random, 'kernel', ...window.size, 2, 3);
    const described = { ...config(window), filters: 2, use_bias: false };
    const expected = handBack(image, window, kernel.values, 2, size);
    await expectImage(image, [{ kind: 'Conv2DTranspose', config: described, weights: [kernel] }], expected);
  });
});

describe('images', () => {
  it('are cropped, padded and enlarged on the sides that are named', async () => {
    const image = drawnImage(3, 4, 2);
    const cropped = {
      kind: 'Cropping2D',
      config: {
        cropping: [
          [1, 0],
          [0, 2],
        ],
      },
    };
    const padded = {
      kind: 'ZeroPadding2D',
      config: {
        padding: [
          [0, 1],
          [2, 1],
        ],
      },
    };
    const enlarged = { kind: 'UpSampling2D', config: { size: [2, 3], interpolation: 'nearest' } };
    const at = (y: number, x: number, channel: number) =>
      y < 2 && x >= 2 && x < 4 ? image.values[((y + 1) * 4 + x - 2) * 2 + channel] : 0;
    const values = Array.from({ length: 6 * 15 * 2 }, (_, i) =>
      at(Math.floor(Math.floor(i / 30) / 2), Math.floor((Math.floor(i / 2) % 15) / 3), i % 2),
    );
    const expected = { height: 6, width: 15, channels: 2, values };
    await expectImage(image, [cropped, padded, enlarged], expected);
  });

  it('are flattened with their channels last, also where they come with channels first', async () => {
    const image = drawnImage(2, 3, 4);
    const one = { size: [1, 1], padding: 'valid' } as const;
    const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    const kernel = { role: 'kernel', dims: [1, 1, 4, 4], values: identity };
    const conv = {
      kind: 'Conv2D',
      config: { ...config(one), filters: 4, use_bias: false },
      weights: [kernel],
    };
    const last = await sequential([2, 3, 4], [conv, { kind: 'Flatten' }]);
    expect((await answers(last, 1, image.values)).values).toEqual(image.values);
    const first = { data_format: 'channels_first' };
    const graph = await sequential(
      [4, 2, 3],
      [
        { ...conv, config: { ...conv.config, ...first } },
        { kind: 'Flatten', config: first },
      ],
    );
    const channelsFirst = [0, 1, 2, 3].flatMap((c) => [0, 1, 2, 3, 4, 5].map((p) => image.values[4 * p + c]));
    expect((await answers(graph, 1, channelsFirst)).values).toEqual(image.values);
  });

  it('are pooled as a whole', async () => {
    const image = drawnImage(3, 2, 2);
    const channel = (c: number) => image.values.filter((_, i) => i % 2 === c);
    const highest = await sequential([3, 2, 2], [{ kind: 'GlobalMaxPooling2D' }]);
    const mean = await sequential(
      [3, 2, 2],
      [{ kind: 'GlobalAveragePooling2D', config: { keepdims: true } }],
    );
    expect(await answers(highest, 1, image.values)).toEqual({
      dims: [1, 2],
      values: [Math.max(...channel(0)), Math.max(...channel(1))],
    });
    const means = await answers(mean, 1, image.values);
    expect(means.dims).toEqual([1, 1, 1, 2]);
    means.values.forEach((value, c) => expect(value).toBeCloseTo(channel(c).reduce((a, b) => a + b) / 6, 5));
  });
});

describe('a sequence', () => {
  it('is convolved causally: each step sees itself and what came before', async () => {
    const kernel = { role: 'kernel', dims: [2, 1, 1], values: [10, 1] };
    const described = {
      kernel_size: [2],
      dilation_rate: [2],
      filters: 1,
      use_bias: false,
      padding: 'causal',
    };
    const graph = await sequential([5, 1], [{ kind: 'Conv1D', config: described, weights: [kernel] }]);
    expect((await answers(graph, 1, [1, 2, 3, 4, 5])).values).toEqual([1, 2, 13, 24, 35]);
  });
});
