import type { Experiment } from './bruteForce.js';
import * as convolutional from './randomConvolutional.js';
import * as dense from './randomDense.js';
import * as inputs from './randomInputs.js';
import * as residual from './randomResidual.js';

/** Seeded random networks with their data, labels and layers; each is made anew by its function, and always alike. */
export const randomNetworks: Readonly<Record<string, () => Experiment>> = {
  'a dense network': dense.perceptron,
  'a dense network of an old file': dense.oldPerceptron,
  'a dense network of many activations': dense.activationZoo,
  'a dense network with weights behind other operators': dense.hiddenWeights,
  'a dense network with activations written out': dense.writtenOutActivations,
  'a dense network with weights in another file': dense.externalPerceptron,
  'a convolutional network': convolutional.convNet,
  'a network of grouped convolutions': convolutional.groupedConvNet,
  'a network of depthwise convolutions': convolutional.depthwiseConvNet,
  'a network of branches': convolutional.branchedConvNet,
  'a network of transposed convolutions': convolutional.transposedConvNet,
  'a network of a fixed batch of one': inputs.singleImageNet,
  'a network of a fixed batch of four': inputs.fixedBatchNet,
  'a network for signals': inputs.signalNet,
  'a network for volumes': inputs.volumeNet,
  'a residual network': residual.postActivationResidual,
  'a residual network, activation first': residual.preActivationResidual,
  'a dense residual network': residual.denseResidual,
};
