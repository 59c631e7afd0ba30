import type { Experiment } from './bruteForce.js';
import { NetworkBuilder, scaled } from './networkBuilder.js';

const same = { attributes: { pads: { ints: [1, 1, 1, 1] } }, withoutBias: true };

/**
 * Sums followed by ReLU: one block with an identity and one with a projection beside it. Convolutions that reach a
 * sum with no activation of their own are no layers; each sum is one, after its ReLU.
 */
export function postActivationResidual(): Experiment {
  const builder = new NetworkBuilder({ seed: 21, opset: 17, inputShape: ['batch', 2, 5, 5] });
  const stem = builder.conv('conv1', builder.input, 2, 4, [3, 3], same);
  const stemNorm = builder.batchNorm('bn1', stem.output, 4);
  let x = builder.node('Relu', [stemNorm.output], { name: '/relu/Relu' });
  builder.layer('conv', x, 'Relu', { rows: scaled(stem.rows, stemNorm.factors), space: [5, 5], id: 'conv1' });

  x = block(builder, x, 'layer1.0', 4, 4, 1);
  x = block(builder, x, 'layer2.0', 4, 6, 2);

  const flat = builder.node('Flatten', [
    builder.node('GlobalAveragePool', [x], { name: '/avgpool/GlobalAveragePool' }),
  ]);
  const fc = builder.gemm('fc', flat, 6, 4);
  return builder.finish({ logits: fc.output, last: fc, classCount: 4, samples: 28 });
}

function block(
  builder: NetworkBuilder,
  x: string,
  path: string,
  channels: number,
  maps: number,
  stride: number,
): string {
  const side = stride === 1 ? 5 : 3;
  const scope = `/${path.split('.')[0]}/${path}`;
  const conv1 = builder.conv(`${path}.conv1`, x, channels, maps, [3, 3], {
    attributes: { pads: { ints: [1, 1, 1, 1] }, strides: { ints: [stride, stride] } },
    withoutBias: true,
  });
  const norm1 = builder.batchNorm(`${path}.bn1`, conv1.output, maps);
  const h = builder.node('Relu', [norm1.output], { name: `${scope}/relu/Relu` });
  builder.layer('conv', h, 'Relu', {
    rows: scaled(conv1.rows, norm1.factors),
    space: [side, side],
    id: `${path}.conv1`,
  });
  const conv2 = builder.conv(`${path}.conv2`, h, maps, maps, [3, 3], same);
  const branch = builder.batchNorm(`${path}.bn2`, conv2.output, maps).output;
  let shortcut = x;
  if (channels !== maps) {
    const projection = builder.conv(`${path}.downsample.0`, x, channels, maps, [1, 1], {
      attributes: { strides: { ints: [stride, stride] } },
      withoutBias: true,
    });
    shortcut = builder.batchNorm(`${path}.downsample.1`, projection.output, maps).output;
  }
  const sum = builder.node('Add', [branch, shortcut], { name: `${scope}/Add` });
  const output = builder.node('Relu', [sum], { name: `${scope}/relu_1/Relu` });
  builder.layer('residual', output, 'Relu', { unitCount: maps, space: [side, side], id: path });
  return output;
}

/**
 * Batch norm and ReLU before each convolution. The stem's output feeds a sum and a batch norm, so it is a layer
 * where it stands; so is every sum but the last, which only the final batch norm and ReLU read.
 */
export function preActivationResidual(): Experiment {
  const builder = new NetworkBuilder({ seed: 22, opset: 13, inputShape: ['n', 1, 5, 5], opaque: true });
  const stem = builder.conv('', builder.input, 1, 4, [3, 3], same);
  builder.layer('conv', stem.output, null, { rows: stem.rows, space: [5, 5] });
  let x = stem.output;
  for (let i = 0; i < 2; i++) {
    const before = builder.node('Relu', [builder.batchNorm('', x, 4).output]);
    const conv1 = builder.conv('', before, 4, 3, [3, 3], same);
    const norm = builder.batchNorm('', conv1.output, 3);
    const h = builder.node('Relu', [norm.output]);
    builder.layer('conv', h, 'Relu', { rows: scaled(conv1.rows, norm.factors), space: [5, 5] });
    const conv2 = builder.conv('', h, 3, 4, [3, 3], same);
    x = builder.node('Add', [x, conv2.output]);
    if (i === 0) builder.layer('residual', x, null, { unitCount: 4, space: [5, 5] });
  }
  x = builder.node('Relu', [builder.batchNorm('', x, 4).output]);
  builder.layer('residual', x, 'Relu', { unitCount: 4, space: [5, 5] });
  const flat = builder.node('Flatten', [builder.node('GlobalAveragePool', [x])]);
  const last = builder.gemm('', flat, 4, 3);
  return builder.finish({ logits: last.output, last, classCount: 3, samples: 26 });
}

/** A dense network whose second layer is added to its first. */
export function denseResidual(): Experiment {
  const builder = new NetworkBuilder({ seed: 23, opset: 14, inputShape: ['batch', 6] });
  const fc1 = builder.gemm('fc1', builder.input, 6, 8);
  const h1 = builder.node('Relu', [fc1.output]);
  builder.layer('dense', h1, 'Relu', { rows: fc1.rows, id: 'fc1' });
  const fc2 = builder.gemm('mix.fc1', h1, 8, 5);
  const h2 = builder.node('Tanh', [fc2.output]);
  builder.layer('dense', h2, 'Tanh', { rows: fc2.rows, id: 'mix.fc1' });
  const fc3 = builder.gemm('mix.fc2', h2, 5, 8);
  const sum = builder.node('Add', [h1, fc3.output], { name: '/mix/Add' });
  builder.layer('residual', sum, null, { unitCount: 8 });
  const head = builder.gemm('head', sum, 8, 4);
  return builder.finish({ logits: head.output, last: head, classCount: 4, samples: 38 });
}
