import { expect, it } from 'vitest';
import { inspectTable } from '../../src/cli/inspectTable.js';
import type { ModelSummary } from '../../src/jobs/protocol.js';

const model: ModelSummary = {
  format: 'onnx',
  inputs: [{ name: 'x', shape: [null, 784] }],
  outputs: [{ name: 'y', shape: [null, 10] }],
  layers: [{ id: 'fc1', kind: 'dense', operator: 'Gemm', activation: 'Relu', shape: [512], unitCount: 512 }],
};
const table = (more: Partial<ModelSummary> = {}) =>
  inspectTable('net.onnx', { ...model, ...more }, 80, (_, text) => text);

it('a model is told by its ends, its hidden layers and how many units they have', () => {
  expect(table()).toBe(
    [
      'net.onnx (onnx)',
      '  in   x: ? x 784',
      '  out  y: ? x 10',
      '',
      'layer  kind   operator  activation  shape  units',
      'fc1    dense  Gemm      Relu        512      512',
      '',
      '1 hidden layer, 512 units',
      '',
    ].join('\n'),
  );
});

it('operators that hold layers which are passed over are named', () => {
  expect(table({ passedOver: ['If "choose"'] })).toContain(
    '\n\nIf "choose" holds further layers, which are not measured; export the network\nwithout control flow to measure these.\n',
  );
  expect(table({ passedOver: ['If "a"', 'Loop "b"'] })).toContain(
    'If "a" and 1 other operator hold further layers',
  );
});
