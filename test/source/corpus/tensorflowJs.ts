import type { CorpusCase } from './corpusCase.js';

export const tensorflowJs: readonly CorpusCase[] = [
  {
    title: 'model.add in JavaScript',
    language: 'javascript',
    text: `
const tf = require('@tensorflow/tfjs-node');
const model = tf.sequential();
model.add(tf.layers.dense({units: 100, activation: 'relu', inputShape: [10], name: 'hidden'}));
model.add(tf.layers.dense({units: 1, activation: 'linear'}));
model.compile({optimizer: 'sgd', loss: 'meanSquaredError'});
`,
    file: ['hidden dense 100'],
    layers: ['hidden linear 100 = hidden', '1 linear 1 ='],
  },
  {
    title: 'a function of TypeScript that makes a network',
    language: 'typescript',
    text: `
import * as tf from '@tensorflow/tfjs';

const NUM_CLASSES = 10 as const;

export function createModel(units: number = 64): tf.LayersModel {
  const model: tf.Sequential = tf.sequential({ name: 'digits' });
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], kernelSize: 5, filters: 8, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: [2, 2] }));
  model.add(tf.layers.conv2d({ kernelSize: 5, filters: 16, activation: 'relu' }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units, activation: 'relu' }));
  model.add(tf.layers.dense({ units: NUM_CLASSES, activation: 'softmax' }));
  return model;
}
`,
    file: ['conv2d_Conv2D1 conv 8', 'conv2d_Conv2D2 conv 16', 'dense_Dense1 dense 64'],
    layers: [
      '0 conv 8 = conv2d_Conv2D1',
      '2 conv 16 = conv2d_Conv2D2',
      '4 linear 64 = dense_Dense1',
      '5 linear 10 =',
    ],
  },
  {
    title: 'a list of layers',
    language: 'typescript',
    text: `
import { sequential, layers } from '@tensorflow/tfjs';
const { dense, dropout } = layers;
export const net = sequential({
  layers: [
    dense({ units: 32, activation: 'relu', inputShape: [4], name: 'a' }),
    dropout({ rate: 0.1 }),
    dense({ units: 16, activation: 'tanh', name: 'b' }),
    dense({ units: 3, name: 'c' }),
  ],
});
`,
    file: ['a dense 32', 'b dense 16'],
    layers: ['a linear 32 = a', 'b linear 16 = b', 'c linear 3 ='],
  },
  {
    title: 'the functional way',
    language: 'typescript',
    text: `
import * as tf from '@tensorflow/tfjs-node';
const input = tf.input({ shape: [6] });
const h1 = tf.layers.dense({ units: 12, activation: 'relu', name: 'h1' }).apply(input) as tf.SymbolicTensor;
const h2 = tf.layers.dense({ units: 9, activation: 'relu', name: 'h2' }).apply(h1) as tf.SymbolicTensor;
const output = tf.layers.dense({ units: 2, name: 'y' }).apply(h2) as tf.SymbolicTensor;
export const model = tf.model({ inputs: input, outputs: output });
`,
    file: ['h1 dense 12', 'h2 dense 9'],
    layers: ['h1 linear 12 = h1', 'h2 linear 9 = h2', 'y linear 2 ='],
  },
  {
    title: 'a sum in the functional way',
    language: 'javascript',
    text: `
import * as tf from '@tensorflow/tfjs';
function build() {
  const x = tf.input({shape: [8]});
  const stem = tf.layers.dense({units: 8, activation: 'relu', name: 'stem'}).apply(x);
  const y = tf.layers.dense({units: 8, name: 'res'}).apply(stem);
  const sum = tf.layers.reLU().apply(tf.layers.add().apply([stem, y]));
  return tf.model({inputs: x, outputs: tf.layers.dense({units: 2, name: 'top'}).apply(sum)});
}
`,
    file: ['stem dense 8', 'res residual 8 res'],
    layers: ['stem linear 8 = stem', 'res linear 8 = res', 'top linear 2 ='],
  },
  {
    title: 'a loop of layers',
    language: 'typescript',
    text: `
import * as tf from '@tensorflow/tfjs';
const widths = [64, 32];
const model = tf.sequential();
for (const [i, units] of widths.entries()) {
  model.add(tf.layers.dense({ units: widths[0], name: 'x' }));
}
const deep = tf.sequential();
for (let i = 0; i < 2; i++) deep.add(tf.layers.dense({ units: widths[i], activation: 'relu', name: \`d\${i}\` }));
deep.add(tf.layers.dense({ units: 4, name: 'end' }));
`,
    model: 'deep',
    file: ['d0 dense 64', 'd1 dense 32'],
    layers: ['d0 linear 64 = d0', 'd1 linear 32 = d1', 'end linear 4 ='],
  },
  {
    title: 'a class that holds its network, in TSX',
    language: 'tsx',
    text: `
import * as tf from '@tensorflow/tfjs';
export function Panel(): JSX.Element { return <div className="a">{'x'}</div>; }
class Agent {
  private readonly net: tf.Sequential;
  constructor(private readonly hidden = 24) {
    this.net = tf.sequential({ layers: [
      tf.layers.dense({ units: 24, activation: 'relu', inputShape: [4] }),
      tf.layers.dense({ units: 2 }),
    ] });
  }
  predict(x: tf.Tensor): tf.Tensor { return this.net.predict(x) as tf.Tensor; }
}
`,
    file: ['dense_Dense1 dense 24'],
    layers: ['0 linear 24 = dense_Dense1', '1 linear 2 ='],
  },
];
