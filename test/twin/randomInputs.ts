import type { Experiment } from './bruteForce.js';
import type { Attribute } from './network.js';
import { columnsFirst, NetworkBuilder } from './networkBuilder.js';

const ints = (...values: number[]): Attribute => ({ ints: values });

/** A batch of one that the file fixes, and a reshape that spells it out; bias by an `Add` of its own. */
export function singleImageNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 15, opset: 7, inputShape: [1, 1, 6, 6], opaque: true });
  const conv = builder.conv('', builder.input, 1, 5, [3, 3], { withoutBias: true });
  const bias = builder.constant('', [5, 1, 1], builder.random.normals(5, 0.2));
  const h1 = builder.node('Relu', [builder.node('Add', [conv.output, bias])]);
  builder.layer('conv', h1, 'Relu', { rows: conv.rows, space: [4, 4] });
  const pooled = builder.node('MaxPool', [h1], {
    attributes: { kernel_shape: ints(2, 2), strides: ints(2, 2) },
  });
  const flat = builder.node('Reshape', [pooled, builder.constant('', [2], [1, 20], 'int64')]);
  const rows = builder.rows(4, 20);
  const weight = builder.constant('', [20, 4], columnsFirst(rows));
  const headBias = builder.constant('', [1, 4], builder.random.normals(4, 0.1));
  const logits = builder.node('Add', [builder.node('MatMul', [flat, weight]), headBias]);
  const last = { output: logits, weight, bias: headBias, rows };
  return builder.finish({ logits, last, classCount: 4, samples: 25 });
}

/** A batch of four that the file fixes; the samples do not fill the last one. */
export function fixedBatchNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 16, opset: 12, inputShape: [4, 2, 5, 5] });
  const conv = builder.conv('conv', builder.input, 2, 4, [2, 2], { attributes: { strides: ints(1, 2) } });
  const h1 = builder.node('Relu', [conv.output]);
  builder.layer('conv', h1, 'Relu', { rows: conv.rows, space: [4, 2], id: 'conv' });
  const flat = builder.node('Reshape', [h1, builder.constant('flat', [2], [4, 32], 'int64')]);
  const fc = builder.gemm('fc', flat, 32, 7);
  const h2 = builder.node('Relu', [fc.output]);
  builder.layer('dense', h2, 'Relu', { rows: fc.rows, id: 'fc' });
  const last = builder.gemm('head', h2, 7, 3);
  return builder.finish({ logits: last.output, last, classCount: 3, samples: 30 });
}

/** Convolution along time. */
export function signalNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 17, opset: 13, inputShape: ['batch', 3, 14] });
  const conv1 = builder.conv('conv1', builder.input, 3, 6, [4], {
    attributes: { strides: ints(2), pads: ints(1, 2) },
  });
  const h1 = builder.node('Relu', [conv1.output]);
  builder.layer('conv', h1, 'Relu', { rows: conv1.rows, space: [7], id: 'conv1' });
  const pooled = builder.node('AveragePool', [h1], {
    attributes: { kernel_shape: ints(2), strides: ints(2) },
  });
  const conv2 = builder.conv('conv2', pooled, 6, 8, [2], { groups: 2 });
  const h2 = builder.node('Relu', [conv2.output]);
  builder.layer('conv', h2, 'Relu', { rows: conv2.rows, space: [2], id: 'conv2' });
  const last = builder.gemm('head', builder.node('Flatten', [h2]), 16, 4);
  return builder.finish({ logits: last.output, last, classCount: 4, samples: 32 });
}

/** Convolution over volumes. */
export function volumeNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 18, opset: 17, inputShape: ['batch', 1, 4, 5, 4] });
  const conv1 = builder.conv('conv1', builder.input, 1, 4, [2, 3, 2], {
    attributes: { pads: ints(0, 1, 0, 0, 1, 1) },
  });
  const h1 = builder.node('Relu', [conv1.output]);
  builder.layer('conv', h1, 'Relu', { rows: conv1.rows, space: [3, 5, 4], id: 'conv1' });
  const pooled = builder.node('MaxPool', [h1], {
    attributes: { kernel_shape: ints(3, 2, 2), strides: ints(1, 2, 2) },
  });
  const conv2 = builder.conv('conv2', pooled, 4, 5, [1, 2, 1]);
  const h2 = builder.node('Relu', [conv2.output]);
  builder.layer('conv', h2, 'Relu', { rows: conv2.rows, space: [1, 1, 2], id: 'conv2' });
  const last = builder.gemm('head', builder.node('Flatten', [h2]), 10, 3);
  return builder.finish({ logits: last.output, last, classCount: 3, samples: 24 });
}
