import { input, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../twin/random.js';
import { answers, drawn, drawnWeight, sequential } from './kerasModel.js';
import { expectAsTensorflowJs, expectClose } from './tensorflowTwin.js';

const random = new Random(17);
const [height, width, channels] = [5, 4, 2];
const values = drawn(random, [height, width, channels]);
const at = (y: number, x: number, c: number) => values[(y * width + x) * channels + c];

/** An image of another size, each of whose values is told by its place. */
const image = (rows: number, columns: number, value: (y: number, x: number, c: number) => number) =>
  Array.from({ length: rows * columns * channels }, (_, i) =>
    value(Math.floor(i / channels / columns), Math.floor(i / channels) % columns, i % channels),
  );

/** The two neighbours of a place between pixels, and how far behind the first it is. */
function between(place: number, size: number) {
  const first = Math.floor(place);
  const inside = (one: number) => Math.min(size - 1, Math.max(0, one));
  return { low: inside(first), high: inside(first + 1), share: place - first };
}

/** Bilinear: pixels are weighed by how near they are. */
const weighed = (py: number, px: number, c: number) => {
  const [y, x] = [between(py, height), between(px, width)];
  const row = (line: number) => at(line, x.low, c) * (1 - x.share) + at(line, x.high, c) * x.share;
  return row(y.low) * (1 - y.share) + row(y.high) * y.share;
};

async function given(kind: string, config: object, version?: string) {
  const graph = await sequential([height, width, channels], [{ kind, config: { ...config } }], version);
  return answers(graph, 1, values);
}

describe('an image in another size', () => {
  it('is made by Resizing as TensorFlow 2 does, from the middles of pixels', async () => {
    const [rows, columns] = [3, 7];
    const made = await given('Resizing', { height: rows, width: columns, interpolation: 'bilinear' });
    expect(made.dims).toEqual([1, rows, columns, channels]);
    const middle = (place: number, to: number, from: number) => ((place + 0.5) * from) / to - 0.5;
    const expected = image(rows, columns, (y, x, c) =>
      weighed(middle(y, rows, height), middle(x, columns, width), c),
    );
    expectClose(made.values, expected);
  });

  it('is made of the nearest pixels where Resizing says so', async () => {
    const [rows, columns] = [3, 7];
    const made = await given('Resizing', { height: rows, width: columns, interpolation: 'nearest' });
    const nearest = (place: number, to: number, from: number) => Math.floor(((place + 0.5) * from) / to);
    expectClose(
      made.values,
      image(rows, columns, (y, x, c) => at(nearest(y, rows, height), nearest(x, columns, width), c)),
    );
  });

  it('is the middle of it by CenterCrop', async () => {
    const made = await given('CenterCrop', { height: 2, width: 3 });
    expectClose(
      made.values,
      image(2, 3, (y, x, c) => at(y + 1, x, c)),
    );
  });

  it('is made by UpSampling from the corners of pixels in TensorFlow 1, from their middles today', async () => {
    const config = { size: [2, 3], interpolation: 'bilinear' };
    const corners = image(2 * height, 3 * width, (y, x, c) => weighed(y / 2, x / 3, c));
    const middles = image(2 * height, 3 * width, (y, x, c) =>
      weighed((y + 0.5) / 2 - 0.5, (x + 0.5) / 3 - 0.5, c),
    );
    expectClose((await given('UpSampling2D', config, '2.2.4')).values, corners);
    expectClose((await given('UpSampling2D', config, '2.2.4-tf')).values, middles);
    expectClose((await given('UpSampling2D', config, '2.4.0')).values, middles);
  });

  it('is made by UpSampling as TensorFlow.js does in what it saved itself', async () => {
    const x = input({ shape: [3, 4, 2] });
    const enlarged = layers.upSampling2d({ size: [2, 3], interpolation: 'bilinear' });
    await expectAsTensorflowJs(x, enlarged.apply(x) as SymbolicTensor);
  });

  it.each([
    ['Resizing', { height: 2, width: 2, interpolation: 'bicubic' }, 'the interpolation "bicubic"'],
    ['Resizing', { height: 2, width: 2, crop_to_aspect_ratio: true }, 'crop_to_aspect_ratio'],
    ['CenterCrop', { height: 9, width: 2 }, 'images of 5 x 4, which it would have to enlarge'],
  ])('is refused of %s where it is made otherwise: %o', async (kind, config, message) => {
    await expect(given(kind, config)).rejects.toThrow(
      `The layer "layer0" in model.json (${kind}) has ${message}`,
    );
  });
});

describe('a convolution with weights of its own at every place', () => {
  it('answers as nested loops do', async () => {
    const [ky, kx, filters] = [2, 3, 3];
    const [rows, columns] = [2, 2];
    const kernel = drawnWeight(random, 'kernel', rows * columns, ky * kx * channels, filters);
    const bias = drawnWeight(random, 'bias', rows, columns, filters);
    const config = { filters, kernel_size: [ky, kx], strides: [2, 1], activation: 'relu' };
    const graph = await sequential(
      [height, width, channels],
      [{ kind: 'LocallyConnected2D', config, weights: [kernel, bias] }],
    );
    const expected: number[] = [];
    for (let place = 0; place < rows * columns; place++) {
      const [y, x] = [Math.floor(place / columns), place % columns];
      for (let filter = 0; filter < filters; filter++) {
        let sum = bias.values[place * filters + filter];
        for (let k = 0; k < ky * kx * channels; k++) {
          const [dy, dx, c] = [Math.floor(k / channels / kx), Math.floor(k / channels) % kx, k % channels];
          sum +=
            at(2 * y + dy, x + dx, c) * kernel.values[(place * ky * kx * channels + k) * filters + filter];
        }
        expected.push(Math.max(0, sum));
      }
    }
    expectClose((await answers(graph, 1, values)).values, expected);
  });
});
