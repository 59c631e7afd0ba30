import { npyBytes } from '../dataset/writers.js';
import type { Network } from '../twin/network.js';
import { writeNpy } from '../twin/npy.js';
import { writeOnnx } from '../twin/onnxWriter.js';
import { Random } from '../twin/random.js';

/** Files in memory, by name. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

/** A network with images of random bytes and random labels, of any number: `model.onnx` and `data.dataset.json`. */
export function randomImages(
  network: Network,
  shape: readonly number[],
  classCount: number,
  count: number,
): Files {
  const random = new Random(count);
  const size = shape.reduce((product, dim) => product * dim, count);
  const pixels = Uint8Array.from({ length: size }, () => random.below(256));
  const labels = Array.from({ length: count }, () => random.below(classCount));
  return {
    'model.onnx': writeOnnx(network).model,
    'x.npy': npyBytes('|u1', [count, ...shape], pixels),
    'y.npy': writeNpy([count], labels, '<i8'),
    'data.dataset.json': JSON.stringify({
      name: 'random',
      inputs: 'x.npy',
      labels: 'y.npy',
      layout: 'NCHW',
      scale: 1 / 64,
      mean: 2,
    }),
  };
}
