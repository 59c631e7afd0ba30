import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.js';
import { openEngine } from '../../../src/engine/openEngine.js';
import { backends } from '../../../src/engine/tensorflow/tensorflowBackend.js';
import { partsOf } from '../../../src/engine/tensorflow/modelParts.js';
import { withTensorflow } from '../../../src/engine/tensorflow/withTensorflow.js';
import { InputError } from '../../../src/inputError.js';
import { writeOnnx } from '../../../src/model/formats/onnx.js';
import {
  drawn,
  expectAgreement,
  flag,
  graphModel,
  node,
  readMade,
  whole,
} from '../../model/formats/tensorflowGraph/graphModel.js';

const weights = [drawn('w', 6, 5), drawn('v', 5, 4), whole('axis', 1), whole('two', 2)];
/** Operators without a translation between those with one, and one that has two outputs. */
const nodes = [
  node('fc/MatMul', 'MatMul', ['x', 'w']),
  node('fc/Relu', 'Relu', ['fc/MatMul']),
  node('sum', 'Cumsum', ['fc/Relu', 'axis'], { exclusive: flag(true), reverse: flag(false) }),
  node('head/MatMul', 'MatMul', ['sum', 'v']),
  node('top', 'TopKV2', ['head/MatMul', 'two'], { sorted: flag(true) }),
  node('y', 'AddV2', ['top', 'top']),
];

describe('operators without a translation', () => {
  it('are run by TensorFlow.js between those of ONNX', async () => {
    const graph = await expectAgreement(graphModel([6], weights, nodes), [6]);
    const parts = partsOf(graph.model).map(({ runtime, nodes: own }) => [runtime, own.length]);
    expect(parts).toEqual([
      ['onnx', 4],
      ['tensorflow', 1],
      ['onnx', 1],
      ['tensorflow', 1],
      ['onnx', 1],
    ]);
  });

  it('are left alone where what is asked for needs none of them', async () => {
    const graph = await readMade(graphModel([6], weights, nodes));
    const engine = await openEngine('cpu');
    const model = structuredClone(graph.model);
    model.graph!.output = [...model.graph!.output, { ...model.graph!.output[0], name: 'fc/Relu:0' }];
    const session = await engine.load(writeOnnx(model), 'quick');
    const feed = { type: 'float32' as const, dims: [1, 6], data: Float32Array.from([1, 2, 3, 4, 5, 6]) };
    const { 'fc/Relu:0': hidden } = await session.run({ x: feed }, ['fc/Relu:0']);
    const column = (unit: number) =>
      [0, 1, 2, 3, 4, 5].reduce((sum, i) => sum + (i + 1) * weights[0].values[5 * i + unit], 0);
    (hidden.data as Float32Array).forEach((value, unit) =>
      expect(value).toBeCloseTo(Math.max(0, column(unit)), 5),
    );
    await session.release();
  });

  it('that nothing can compute are named', async () => {
    const made = graphModel([6], weights, [
      node('fc', 'MatMul', ['x', 'w']),
      node('y', 'Frobnicate', ['fc']),
    ]);
    const engine = await openEngine('cpu');
    const session = await engine.load(writeOnnx((await readMade(made)).model), 'quick');
    const feed = { type: 'float32' as const, dims: [1, 6], data: new Float32Array(6) };
    const running = session.run({ x: feed }, ['y:0']);
    await expect(running).rejects.toThrow(InputError);
    await expect(running).rejects.toThrow('has the operator Frobnicate, which neither');
  });

  it('are computed by WebAssembly, or by plain JavaScript where that lacks them', async () => {
    expect((await backends()).slice(-2)).toEqual(['wasm', 'cpu']);
  });
});

describe('a model without such operators', () => {
  it('goes to the engine as it is', async () => {
    const taken: Uint8Array[] = [];
    const plain: Engine = {
      name: 'plain',
      version: '1',
      provider: 'cpu',
      load: (bytes) => {
        taken.push(bytes);
        return Promise.resolve({ run: () => Promise.resolve({}), release: () => Promise.resolve() });
      },
    };
    const graph = await readMade(graphModel([6], weights, nodes.slice(0, 2)));
    const bytes = writeOnnx(graph.model);
    await withTensorflow(plain).load(bytes, 'full');
    expect(taken).toEqual([bytes]);
    expect(taken[0]).toBe(bytes);
  });
});
