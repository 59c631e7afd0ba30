import { input, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { expectAsTensorflowJs } from './tensorflowTwin.js';

type Made = layers.Layer;

/** A layer of TensorFlow.js, called on drawn samples of odd shapes. */
type Case = readonly [name: string, shape: (number | null)[], make: () => Made | Made[]];

function agrees(cases: readonly Case[]) {
  it.each(cases)('%s', async (_, shape, make) => {
    const x = input({ shape });
    const made = make();
    const all = Array.isArray(made) ? made : [made];
    const y = all.reduce((value, layer) => layer.apply(value) as SymbolicTensor, x);
    await expectAsTensorflowJs(x, y);
  });
}

describe('convolutions answer as those of TensorFlow.js', () => {
  agrees([
    ['Conv1D', [7, 3], () => layers.conv1d({ filters: 4, kernelSize: 3, activation: 'relu' })],
    [
      'Conv1D, same, with strides',
      [8, 3],
      () => layers.conv1d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
    ],
    [
      'Conv2D, same, more padding behind',
      [6, 7, 3],
      () => layers.conv2d({ filters: 4, kernelSize: [3, 4], strides: 2, padding: 'same' }),
    ],
    [
      'Conv2D, dilated',
      [9, 8, 2],
      () => layers.conv2d({ filters: 3, kernelSize: [2, 3], dilationRate: [3, 2] }),
    ],
    ['Conv3D', [5, 4, 6, 2], () => layers.conv3d({ filters: 3, kernelSize: [2, 1, 3], strides: [2, 1, 3] })],
    [
      'Conv3D, same',
      [5, 4, 6, 2],
      () => layers.conv3d({ filters: 3, kernelSize: [2, 3, 3], strides: [2, 1, 2], padding: 'same' }),
    ],
    [
      'Conv2DTranspose',
      [4, 3, 3],
      () => layers.conv2dTranspose({ filters: 2, kernelSize: [3, 2], strides: [2, 3] }),
    ],
    [
      'Conv2DTranspose, same',
      [4, 3, 3],
      () => layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
    ],
    [
      'DepthwiseConv2D with a multiplier',
      [6, 5, 3],
      () => layers.depthwiseConv2d({ kernelSize: [2, 3], depthMultiplier: 2, strides: 2, padding: 'same' }),
    ],
    [
      'SeparableConv2D',
      [6, 7, 3],
      () =>
        layers.separableConv2d({
          filters: 4,
          kernelSize: 3,
          depthMultiplier: 2,
          strides: 2,
          padding: 'same',
        }),
    ],
    [
      'SeparableConv2D, dilated',
      [8, 9, 2],
      () => layers.separableConv2d({ filters: 3, kernelSize: [2, 3], dilationRate: 2 }),
    ],
  ]);
});

describe('pooling answers as that of TensorFlow.js', () => {
  agrees([
    ['MaxPooling1D', [7, 3], () => layers.maxPooling1d({ poolSize: 2, strides: 3, padding: 'same' })],
    ['AveragePooling1D', [7, 3], () => layers.averagePooling1d({ poolSize: 3, strides: 2 })],
    [
      'MaxPooling2D, same',
      [7, 6, 2],
      () => layers.maxPooling2d({ poolSize: [3, 2], strides: 2, padding: 'same' }),
    ],
    [
      'AveragePooling2D, same: what lies beyond does not count',
      [7, 6, 2],
      () => layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    ],
    ['MaxPooling3D', [5, 4, 6, 2], () => layers.maxPooling3d({ poolSize: [2, 2, 3], padding: 'same' })],
    ['AveragePooling3D', [5, 4, 6, 2], () => layers.averagePooling3d({ poolSize: 2 })],
    ['GlobalMaxPooling1D', [7, 3], () => layers.globalMaxPooling1d({})],
    ['GlobalAveragePooling1D', [7, 3], () => layers.globalAveragePooling1d({})],
    ['GlobalMaxPooling2D', [5, 4, 3], () => layers.globalMaxPooling2d({})],
    ['GlobalAveragePooling2D', [5, 4, 3], () => layers.globalAveragePooling2d({})],
  ]);
});

describe('normalisation answers as that of TensorFlow.js', () => {
  agrees([
    ['BatchNormalization', [5, 3], () => layers.batchNormalization()],
    [
      'BatchNormalization of an image',
      [3, 4, 5],
      () => layers.batchNormalization({ epsilon: 0.1, center: false }),
    ],
    ['LayerNormalization', [4, 5], () => layers.layerNormalization({ epsilon: 0.01 })],
    [
      'LayerNormalization over two axes',
      [3, 4, 5],
      () => layers.layerNormalization({ axis: [2, 3] as never }),
    ],
    ['LayerNormalization without a scale', [4, 5], () => layers.layerNormalization({ scale: false })],
    ['Rescaling', [3, 4, 2], () => layers.rescaling({ scale: 0.5, offset: 2 })],
  ]);
});

describe('activation layers answer as those of TensorFlow.js', () => {
  const functions = [
    ...(['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax', 'softplus'] as const),
    ...(['softsign', 'tanh', 'swish', 'mish', 'gelu', 'gelu_new'] as const),
  ];
  agrees([
    ...functions.map((activation): Case => [
      `the function ${activation}`,
      [3, 5],
      () => layers.activation({ activation }),
    ]),
    ['ReLU', [4, 5], () => layers.reLU({ maxValue: 0.5 })],
    ['LeakyReLU', [4, 5], () => layers.leakyReLU({ alpha: 0.15 })],
    ['Softmax', [5], () => layers.softmax()],
    ['PReLU', [3, 4, 2], () => layers.prelu()],
    ['PReLU with slopes shared along axes', [3, 4, 2], () => layers.prelu({ sharedAxes: [1, 2] })],
    [
      'PReLU behind a convolution',
      [5, 6, 2],
      () => [layers.conv2d({ filters: 3, kernelSize: 2 }), layers.prelu({ sharedAxes: [1] })],
    ],
    ['ThresholdedReLU', [4, 5], () => layers.thresholdedReLU({ theta: 0.3 })],
  ]);
});

describe('layers that put values elsewhere answer as those of TensorFlow.js', () => {
  agrees([
    ['Dense', [5], () => layers.dense({ units: 3, activation: 'tanh' })],
    [
      'Dense at every place of an image',
      [3, 4, 5],
      () => [layers.conv2d({ filters: 4, kernelSize: 2 }), layers.dense({ units: 3 })],
    ],
    [
      'Flatten behind a convolution',
      [5, 4, 2],
      () => [layers.conv2d({ filters: 3, kernelSize: 2 }), layers.flatten(), layers.dense({ units: 4 })],
    ],
    ['Reshape', [4, 6], () => layers.reshape({ targetShape: [3, -1, 2] })],
    ['Permute', [2, 3, 4], () => layers.permute({ dims: [3, 1, 2] })],
    [
      'Permute behind a convolution',
      [5, 4, 2],
      () => [layers.conv2d({ filters: 3, kernelSize: 2 }), layers.permute({ dims: [2, 1, 3] })],
    ],
    ['RepeatVector', [4], () => layers.repeatVector({ n: 3 })],
    [
      'ZeroPadding2D',
      [3, 4, 2],
      () =>
        layers.zeroPadding2d({
          padding: [
            [1, 2],
            [0, 3],
          ],
        }),
    ],
    [
      'Cropping2D',
      [6, 7, 2],
      () =>
        layers.cropping2D({
          cropping: [
            [1, 2],
            [0, 3],
          ],
        }),
    ],
    ['UpSampling2D', [3, 4, 2], () => layers.upSampling2d({ size: [2, 3] })],
    [
      'Dropout kinds',
      [4, 5],
      () => [
        layers.dropout({ rate: 0.5 }),
        layers.gaussianNoise({ stddev: 1 }),
        layers.gaussianDropout({ rate: 0.5 }),
        layers.alphaDropout({ rate: 0.5 }),
        layers.spatialDropout1d({ rate: 0.5 }),
      ],
    ],
    [
      'TimeDistributed(Dense)',
      [4, 5],
      () => layers.timeDistributed({ layer: layers.dense({ units: 3, activation: 'relu' }) }),
    ],
    [
      'TimeDistributed(Conv2D)',
      [3, 5, 4, 2],
      () => layers.timeDistributed({ layer: layers.conv2d({ filters: 3, kernelSize: 2 }) }),
    ],
    ['TimeDistributed(Flatten)', [3, 5, 2], () => layers.timeDistributed({ layer: layers.flatten() })],
    [
      'TimeDistributed of any number of steps',
      [null, 5, 2],
      () => layers.timeDistributed({ layer: layers.conv1d({ filters: 3, kernelSize: 2 }) }),
    ],
    [
      'Masking before a recurrent layer',
      [4, 2],
      () => [
        layers.reLU({ maxValue: 0 }),
        layers.masking({ maskValue: 0 }),
        layers.simpleRNN({ units: 2, recurrentInitializer: 'zeros' }),
      ],
    ],
  ]);
});

describe('branches answer as those of TensorFlow.js', () => {
  const joins = {
    Add: () => layers.add(),
    Average: () => layers.average(),
    Maximum: () => layers.maximum(),
    Minimum: () => layers.minimum(),
    Multiply: () => layers.multiply(),
    'Concatenate along the last axis': () => layers.concatenate(),
    'Concatenate along the first axis': () => layers.concatenate({ axis: 1 }),
  };
  it.each(Object.entries(joins))('%s, of three, with and without a convolution', async (_, join) => {
    const inputs = [input({ shape: [4, 5, 3] }), input({ shape: [4, 5, 3] })];
    const conv = layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' });
    const third = conv.apply(inputs[0]) as SymbolicTensor;
    await expectAsTensorflowJs(inputs, join().apply([...inputs, third]) as SymbolicTensor);
  });

  it.each([
    ['of vectors', [5], [5], -1],
    ['of a row and the columns of a matrix', [3], [3, 4], [1, 1]],
  ] as const)('Dot %s', async (_, one, other, axes) => {
    const inputs = [input({ shape: [...one] }), input({ shape: [...other] })];
    const dot = layers.dot({ axes: axes as number });
    await expectAsTensorflowJs(inputs, dot.apply(inputs) as SymbolicTensor);
  });

  it('a layer that is called twice has the same weights both times', async () => {
    const inputs = [input({ shape: [4] }), input({ shape: [4] })];
    const dense = layers.dense({ units: 3 });
    const both = inputs.map((one) => dense.apply(one) as SymbolicTensor);
    await expectAsTensorflowJs(inputs, both);
  });
});
