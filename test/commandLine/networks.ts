import type { Experiment } from '../twin/bruteForce.js';
import { NetworkBuilder } from '../twin/networkBuilder.js';

/** Two dense layers, the small model of the tests that ask for no more. */
export function smallNetwork(): Experiment {
  const builder = new NetworkBuilder({ seed: 41, opset: 17, inputShape: ['batch', 6] });
  const fc1 = builder.gemm('fc1', builder.input, 6, 5);
  const h1 = builder.node('Relu', [fc1.output]);
  const fc2 = builder.gemm('fc2', h1, 5, 4);
  const h2 = builder.node('Relu', [fc2.output]);
  const fc3 = builder.gemm('fc3', h2, 4, 3);
  return builder.finish({ logits: fc3.output, last: fc3, classCount: 3, samples: 12 });
}

/** A convnet on 12 x 12 pixels with more units in a layer than one shard takes. */
export function wideConvNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 42, opset: 17, inputShape: ['batch', 1, 12, 12] });
  const conv1 = builder.conv('conv1', builder.input, 1, 8, [3, 3]);
  const h1 = builder.node('Relu', [conv1.output]);
  const conv2 = builder.conv('conv2', h1, 8, 72, [3, 3], { attributes: { strides: { ints: [2, 2] } } });
  const h2 = builder.node('Relu', [conv2.output]);
  const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [h2])]);
  const fc = builder.gemm('fc', pooled, 72, 10);
  const h3 = builder.node('Relu', [fc.output]);
  const last = builder.gemm('head', h3, 10, 5);
  return builder.finish({ logits: last.output, last, classCount: 5, samples: 30 });
}

/** A convnet that keeps a processor busy for half a minute and more on some thousand samples. */
export function slowConvNet(): Experiment {
  const builder = new NetworkBuilder({ seed: 44, opset: 17, inputShape: ['batch', 1, 16, 16] });
  const conv1 = builder.conv('conv1', builder.input, 1, 32, [3, 3]);
  const h1 = builder.node('Relu', [conv1.output]);
  const conv2 = builder.conv('conv2', h1, 32, 64, [3, 3]);
  const h2 = builder.node('Relu', [conv2.output]);
  const conv3 = builder.conv('conv3', h2, 64, 64, [3, 3]);
  const h3 = builder.node('Relu', [conv3.output]);
  const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [h3])]);
  const last = builder.gemm('head', pooled, 64, 5);
  return builder.finish({ logits: last.output, last, classCount: 5, samples: 4 });
}

/** Few units on large images: reading takes longer than computing. */
export function largeImageNet(side: number): Experiment {
  const builder = new NetworkBuilder({ seed: 43, opset: 17, inputShape: ['batch', 3, side, side] });
  const conv = builder.conv('conv', builder.input, 3, 3, [4, 4], {
    attributes: { strides: { ints: [32, 32] } },
  });
  const h1 = builder.node('Relu', [conv.output]);
  const across = Math.floor((side - 4) / 32) + 1;
  builder.layer('conv', h1, 'Relu', { rows: conv.rows, space: [across, across] });
  const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [h1])]);
  const fc = builder.gemm('fc', pooled, 3, 4);
  const h2 = builder.node('Relu', [fc.output]);
  builder.layer('dense', h2, 'Relu', { rows: fc.rows });
  const last = builder.gemm('head', h2, 4, 3);
  return builder.finish({ logits: last.output, last, classCount: 3, samples: 24 });
}
