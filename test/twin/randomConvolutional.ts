import type { Experiment } from './bruteForce.js';
import type { Attribute } from './network.js';
import { NetworkBuilder, scaled, type Linear } from './networkBuilder.js';

const ints = (...values: number[]): Attribute => ({ ints: values });

/** Convolutions with batch norm that is not folded, pooling before and after the activation, a dense head. */
export function convNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 11, opset: 11, inputShape: ['N', 2, 7, 7] });
  const conv1 = builder.conv('features.0', builder.input, 2, 5, [3, 3], {
    attributes: { pads: ints(1, 1, 1, 1) },
    withoutBias: true,
  });
  const norm = builder.batchNorm('features.1', conv1.output, 5);
  const h1 = builder.node('Relu', [norm.output]);
  builder.layer('conv', h1, 'Relu', {
    rows: scaled(conv1.rows, norm.factors),
    space: [7, 7],
    id: 'features.0',
  });
  const pooled = builder.node('MaxPool', [h1], {
    attributes: { kernel_shape: ints(2, 2), strides: ints(2, 2), ceil_mode: { int: 1 } },
  });
  const conv2 = builder.conv('features.4', pooled, 5, 6, [3, 2], { deadUnit: 3 });
  const narrowed = builder.node('MaxPool', [conv2.output], { attributes: { kernel_shape: ints(1, 2) } });
  const h2 = builder.node('Relu', [narrowed]);
  builder.layer('conv', h2, 'Relu', { rows: conv2.rows, space: [2, 2], id: 'features.4' });
  const averaged = builder.node('AveragePool', [h2], {
    attributes: { kernel_shape: ints(2, 2), pads: ints(1, 0, 0, 1), count_include_pad: { int: 1 } },
  });
  const flat = builder.node('Flatten', [averaged]);
  const fc = builder.gemm('classifier.0', flat, 24, 8);
  const h3 = builder.node('Relu', [fc.output]);
  builder.layer('dense', h3, 'Relu', { rows: fc.rows, id: 'classifier.0' });
  const last = builder.gemm('classifier.2', h3, 8, 4);
  return builder.finish({ logits: last.output, last, classCount: 4, samples: 30 });
}

/** Grouped, strided and dilated convolutions; the classes are feature maps, averaged over space. */
export function groupedConvNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 12, opset: 13, inputShape: ['n', 4, 8, 6], opaque: true });
  const conv1 = builder.conv('', builder.input, 4, 6, [3, 3], {
    groups: 2,
    attributes: { pads: ints(2, 1, 0, 2), strides: ints(2, 1) },
  });
  const slopes = builder.constant('', [6, 1, 1], builder.random.normals(6, 0.3));
  const h1 = builder.node('PRelu', [conv1.output, slopes]);
  builder.layer('conv', h1, 'PRelu', { rows: conv1.rows, space: [4, 7] });
  const conv2 = builder.conv('', h1, 6, 9, [2, 3], { groups: 3, attributes: { dilations: ints(2, 2) } });
  const h2 = builder.node('LeakyRelu', [conv2.output], { attributes: { alpha: { float: 0.1 } } });
  builder.layer('conv', h2, 'LeakyRelu', { rows: conv2.rows, space: [2, 3] });
  const last = builder.conv('', h2, 9, 3, [1, 1]);
  const averaged = builder.node('GlobalAveragePool', [last.output]);
  const logits = builder.node('Flatten', [averaged]);
  return builder.finish({ logits, last, classCount: 3, samples: 26 });
}

/** Depthwise and pointwise convolutions with clipped activations, one pointwise left without activation. */
export function depthwiseConvNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 13, opset: 9, inputShape: ['batch', 3, 6, 6] });
  const clipped = (x: string): string =>
    builder.node('Clip', [x], { attributes: { min: { float: 0 }, max: { float: 1.25 } } });
  const depthwise = builder.conv('blocks.0.depthwise', builder.input, 3, 6, [3, 3], {
    groups: 3,
    attributes: { auto_pad: { text: 'SAME_UPPER' }, strides: ints(2, 2) },
    withoutBias: true,
  });
  const norm1 = builder.batchNorm('blocks.0.norm1', depthwise.output, 6);
  const h1 = clipped(norm1.output);
  builder.layer('conv', h1, 'Clip', {
    rows: scaled(depthwise.rows, norm1.factors),
    space: [3, 3],
    id: 'blocks.0.depthwise',
  });
  const linear = builder.conv('blocks.0.project', h1, 6, 4, [1, 1]);
  builder.layer('conv', linear.output, null, { rows: linear.rows, space: [3, 3], id: 'blocks.0.project' });
  const expand = builder.conv('blocks.1.expand', linear.output, 4, 8, [1, 1], { withoutBias: true });
  const norm2 = builder.batchNorm('blocks.1.norm1', expand.output, 8);
  const h2 = clipped(norm2.output);
  builder.layer('conv', h2, 'Clip', {
    rows: scaled(expand.rows, norm2.factors),
    space: [3, 3],
    id: 'blocks.1.expand',
  });
  const depthwise2 = builder.conv('blocks.1.depthwise', h2, 8, 8, [2, 2], { groups: 8 });
  const h3 = clipped(depthwise2.output);
  builder.layer('conv', h3, 'Clip', { rows: depthwise2.rows, space: [2, 2], id: 'blocks.1.depthwise' });
  const flat = builder.node('Flatten', [builder.node('GlobalAveragePool', [h3])]);
  const last = builder.gemm('head', flat, 8, 5);
  return builder.finish({ logits: last.output, last, classCount: 5, samples: 28 });
}

/** Two convolutions of the same image, side by side, their maps stacked. */
export function branchedConvNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 19, opset: 13, inputShape: ['batch', 2, 5, 5] });
  const narrow = builder.conv('branch1', builder.input, 2, 4, [1, 1]);
  const h1 = builder.node('Relu', [narrow.output]);
  builder.layer('conv', h1, 'Relu', { rows: narrow.rows, space: [5, 5], id: 'branch1' });
  const wide = builder.conv('branch2', builder.input, 2, 3, [3, 3], {
    attributes: { pads: ints(1, 1, 1, 1) },
  });
  const h2 = builder.node('Sigmoid', [wide.output]);
  builder.layer('conv', h2, 'Sigmoid', { rows: wide.rows, space: [5, 5], id: 'branch2' });
  const stacked = builder.node('Concat', [h1, h2], { attributes: { axis: { int: 1 } } });
  const mixed = builder.conv('mixed', stacked, 7, 6, [2, 2], { attributes: { strides: ints(2, 2) } });
  const h3 = builder.node('Elu', [mixed.output]);
  builder.layer('conv', h3, 'Elu', { rows: mixed.rows, space: [2, 2], id: 'mixed' });
  const last = builder.gemm('head', builder.node('Flatten', [h3]), 24, 4);
  return builder.finish({ logits: last.output, last, classCount: 4, samples: 24 });
}

/** A dense layer unfolded into maps, widened by transposed convolutions, read out by a dense layer. */
export function transposedConvNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 14, opset: 17, inputShape: ['batch', 6] });
  const fc = builder.gemm('unfold', builder.input, 6, 12);
  const h0 = builder.node('Relu', [fc.output]);
  builder.layer('dense', h0, 'Relu', { rows: fc.rows, id: 'unfold' });
  const maps = builder.node('Reshape', [h0, builder.constant('unfolded', [4], [-1, 3, 2, 2], 'int64')]);

  const up1 = transposed(builder, 'up1', maps, 3, 4, 1, { strides: ints(2, 2), output_padding: ints(1, 0) });
  const norm = builder.batchNorm('norm1', up1.output, 4);
  const h1 = builder.node('Relu', [norm.output]);
  builder.layer('conv', h1, 'Relu', { rows: scaled(up1.rows, norm.factors), space: [6, 5], id: 'up1' });

  const up2 = transposed(builder, 'up2', h1, 4, 6, 2, { pads: ints(1, 2, 2, 1) });
  const h2 = builder.node('Tanh', [up2.output]);
  builder.layer('conv', h2, 'Tanh', { rows: up2.rows, space: [5, 4], id: 'up2' });

  const last = builder.gemm('head', builder.node('Flatten', [h2]), 120, 4);
  return builder.finish({ logits: last.output, last, classCount: 4, samples: 24 });
}

/** `ConvTranspose` with 3x3 kernels: weights [channels, maps / groups, 3, 3]. */
function transposed(
  builder: NetworkBuilder,
  name: string,
  x: string,
  channels: number,
  maps: number,
  groups: number,
  attributes: Readonly<Record<string, Attribute>>,
): Linear {
  const share = maps / groups;
  const inputs = channels / groups;
  const kernels = builder.rows(channels * share, 9);
  const weight = builder.constant(`${name}.weight`, [channels, share, 3, 3], kernels.flat());
  const bias = builder.constant(`${name}.bias`, [maps], builder.random.normals(maps, 0.2));
  const output = builder.node('ConvTranspose', [x, weight, bias], {
    name: `/${name}/ConvTranspose`,
    attributes: { kernel_shape: ints(3, 3), group: { int: groups }, ...attributes },
  });
  const rows = Array.from({ length: maps }, (_, map) => {
    const group = Math.floor(map / share);
    const sources = Array.from({ length: inputs }, (_, i) => group * inputs + i);
    return sources.flatMap((channel) => kernels[channel * share + (map % share)]);
  });
  return { output, weight, bias, rows };
}
