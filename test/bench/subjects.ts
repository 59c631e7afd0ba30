import type { Bench } from './benchmark.js';
import { cifarTest, mnistTraining, type DataSet } from './dataSets.js';
import { findResnet, provideNetwork, type Network } from './networks.js';

/** What both sides work on. */
export interface NetworkAndData {
  readonly network: Network;
  readonly data: DataSet;
}

/** A tenth of the samples, where it is only to be seen whether all works. */
export const samplesOf = (bench: Bench, samples: number): number => (bench.quick ? samples / 10 : samples);

/** A network trained on MNIST's training images, and these. */
export const mnistNetwork = async (bench: Bench, name: string): Promise<NetworkAndData> => {
  const data = await mnistTraining(bench);
  return { data, network: await provideNetwork(bench, name, data) };
};

export const mlp = (bench: Bench): Promise<NetworkAndData> => mnistNetwork(bench, 'mlp-784-512-512-10');

/** The paper's network with random weights, and images for it. */
export const paperConvnet = async (bench: Bench): Promise<NetworkAndData> => {
  const data = await cifarTest(bench, 'cifar-test');
  return { data, network: await provideNetwork(bench, 'paper-convnet', data) };
};

/** ResNet-20, and images as it was trained on. */
export const resnet20 = async (bench: Bench): Promise<NetworkAndData> => {
  const network = await findResnet(bench);
  const mean = [0.485, 0.456, 0.406];
  const std = [0.229, 0.224, 0.225];
  return { network, data: await cifarTest(bench, 'cifar-test-standardised', { mean, std }) };
};
