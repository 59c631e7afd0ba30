import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultResultPath } from '../../src/results/store.js';

it.each([
  ['test.dataset.json', 'digits.test.importance.json'],
  ['digits.test.dataset.json', 'digits.test.importance.json'],
  ['digits.dataset.json', 'digits.digits.importance.json'],
  ['t10k.v2.dataset.json', 'digits.t10k.v2.importance.json'],
  ['test.npz', 'digits.test.importance.json'],
  ['all.npz#x', 'digits.all-x.importance.json'],
  ['test.v2.npy', 'digits.test.v2.importance.json'],
  ['t10k-images-idx3-ubyte.gz', 'digits.t10k-images.importance.json'],
  ['t10k-images.idx3-ubyte', 'digits.t10k-images.importance.json'],
  ['test_batch.bin', 'digits.test_batch.importance.json'],
  ['cifar-10-binary.tar.gz', 'digits.cifar-10-binary.importance.json'],
  ['val.2017', 'digits.val.2017.importance.json'],
])('a result on %s goes to %s, beside the model', (data, result) => {
  const model = join('models', 'digits.onnx');
  expect(defaultResultPath(model, join('elsewhere', data))).toBe(join('models', result));
});

it("only the last extension of a model's name is left out", () => {
  expect(defaultResultPath('net.v1.onnx', 'test.npz')).toBe('net.v1.test.importance.json');
});
