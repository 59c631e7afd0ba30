import { describe, expect, it } from 'vitest';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import type { EngineTensor } from '../../src/engine/engine.js';
import { readOnnx } from '../../src/model/formats/onnx.js';
import { ModelBuilder } from '../../src/model/modelBuilder.js';
import { graphOf } from './graphText.js';

const floats = (...data: number[]): EngineTensor => {
  return { type: 'float32', dims: [data.length], data: Float32Array.from(data) };
};

describe('a model built in code', () => {
  it('runs: operators of one and of several outputs, constants, attributes', async () => {
    const graph = await graphOf(['y = Relu(x)']);
    const model = new ModelBuilder(graph.model);
    const x = model.input('x');
    const [first, second] = model.nodes('Split', [x, model.integers([1, 3])], 2, { axis: 0 });
    const scaled = model.node('Mul', [second, model.floats([3], Float32Array.of(1, 10, 100))]);
    model.output(model.node('Concat', [scaled, first], { axis: 0 }), 'turned');
    model.output(model.node('Greater', [second, first]), 'isLarger', 'bool');
    const session = await onnxRuntime.load(model.bytes(), 'full');
    const { turned, isLarger } = await session.run({ x: floats(2, 1, 2, 3) }, ['turned', 'isLarger']);
    expect([...turned.data]).toEqual([1, 20, 300, 2]);
    expect([...isLarger.data].map(Boolean)).toEqual([false, false, true]);
    await session.release();
  });

  it("takes copies of a network's operators, with their attributes and constants", async () => {
    const graph = await graphOf(['a = LeakyRelu(x; alpha=0.25)', 'y = Clip(a, -0.5, _)']);
    const model = new ModelBuilder(graph.model);
    const [leaky, clip] = graph.nodes;
    model.output(model.copy(clip, model.copy(leaky, model.input('x'), []), [-0.5, null]), 'clipped');
    const session = await onnxRuntime.load(model.bytes(), 'full');
    const { clipped } = await session.run({ x: floats(-8, -1, 3) }, ['clipped']);
    expect([...clipped.data]).toEqual([-0.5, -0.25, 3]);
    await session.release();
  });

  it.each([
    [7, 13],
    [13, 13],
    [18, 18],
  ])("of a network in version %i of ONNX's operators is in version %i", async (opset, built) => {
    const model = new ModelBuilder((await graphOf(['y = Relu(x)'], { opset })).model);
    model.output(model.node('Relu', [model.input('x')]), 'y');
    const none = () => Promise.reject(new Error('no external data'));
    expect((await readOnnx(model.bytes(), 'built.onnx', none)).opset).toBe(built);
    expect(model.opset).toBe(built);
  });

  it('holds equal lists of integers once', async () => {
    const model = new ModelBuilder((await graphOf(['y = Relu(x)'])).model);
    expect(model.integers([1, 2])).toBe(model.integers([1, 2]));
    expect(model.integers([1, 2])).not.toBe(model.integers([12]));
  });
});
