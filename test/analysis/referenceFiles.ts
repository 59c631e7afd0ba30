import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const shared = join(import.meta.dirname, '../../../shared');
export const hasReferences = existsSync(join(shared, 'reference'));
/** Where the references' data lie. */
export const referenceData = join(shared, 'data');

/** What each reference was measured on. */
export const sources: Readonly<
  Record<string, { model: string; inputs: string; labels: string; layout: string }>
> = {
  'cifar_conv_nobn.test500': {
    model: 'cifar_conv_nobn',
    inputs: 'cifar10-jpeg-test500.npz#x',
    labels: 'cifar10-jpeg-test500.npz#y',
    layout: 'NCHW',
  },
  'f_ort_mnist.test2000': mnist('cntk-mnist', 't10k', 't10k-labels-idx1-ubyte.gz'),
  'mnist_mlp_c000.test2000': mnist('mnist_mlp_c000', 't10k', 't10k-labels-idx1-ubyte.gz'),
  'mnist_mlp_c000.train2000': mnist('mnist_mlp_c000', 'train', 'train-labels-idx1-ubyte.gz'),
  'mnist_mlp_c100.train2000': mnist('mnist_mlp_c100', 'train', 'mnist-train10k-labels-c100-idx1-ubyte'),
};

function mnist(model: string, images: string, labels: string) {
  return { model, inputs: `${images}-images-idx3-ubyte.gz`, labels, layout: 'NHW' };
}

/** What a file of references holds. */
export function readReference(name: string): unknown {
  return JSON.parse(readFileSync(join(shared, 'reference', `${name}.json`), 'utf8'));
}

export function referenceModel(name: string): string {
  return join(shared, 'models/onnx', `${sources[name].model}.onnx`);
}

/** Writes a descriptor of the first samples. It leads out of its folder, to where the data is. */
export async function describeReferenceData(folder: string, name: string, count: number): Promise<string> {
  const { inputs, labels, layout } = sources[name];
  const path = join(folder, `${name}.dataset.json`);
  const files = { inputs: join(referenceData, inputs), labels: join(referenceData, labels) };
  const fixed = layout === 'NHW' ? {} : { layout };
  await writeFile(path, JSON.stringify({ ...files, scale: 1 / 255, ...fixed, first: 0, count }));
  return path;
}
