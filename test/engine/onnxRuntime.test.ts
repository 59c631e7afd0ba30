import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError, type EngineSession } from '../../src/engine/engine.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { modelBytes } from '../model/graphText.js';

const values = { w: [1, 0, 0, 1, 2, -3], b: [0.5, 0] };
const model = modelBytes(
  ['h = Gemm(x, w[3,2], b[2])', 'r = Relu(h)', 'd = Cast(h; to=11)', 'i = Cast(h; to=7)'],
  {
    input: ['batch', 3],
    outputShape: ['batch', 2],
    outputs: ['h', 'r'],
    values,
  },
);

describe('ONNX Runtime', () => {
  let session: EngineSession;
  beforeAll(async () => {
    session = await onnxRuntime.load(model, 'quick');
  });
  afterAll(() => session.release());

  const feed = (...data: number[]) => ({
    x: { type: 'float32' as const, dims: [data.length / 3, 3], data: Float32Array.from(data) },
  });

  it('has a name and a version', () => {
    expect(onnxRuntime.name).toBe('onnxruntime-node');
    expect(onnxRuntime.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('computes what is asked for, and nothing else', async () => {
    const results = await session.run(feed(1, 2, 3, 0, 0, 1), ['r']);
    expect(Object.keys(results)).toEqual(['r']);
    expect(results['r']).toMatchObject({ type: 'float32', dims: [2, 2] });
    // x w + b by hand: [1 + 6 + 0.5, 2 - 9] and [2 + 0.5, -3].
    expect([...(results['r'].data as Float32Array)]).toEqual([7.5, 0, 2.5, 0]);
  });

  it('computes several outputs, of one sample or many', async () => {
    const results = await session.run(feed(1, 2, 3), ['h', 'r']);
    expect([...(results['h'].data as Float32Array)]).toEqual([7.5, -7]);
    expect([...(results['r'].data as Float32Array)]).toEqual([7.5, 0]);
  });

  it('computes the same with and without optimisation', async () => {
    const full = await onnxRuntime.load(model, 'full');
    const results = await full.run(feed(1, 2, 3), ['r']);
    await full.release();
    expect([...(results['r'].data as Float32Array)]).toEqual([7.5, 0]);
  });

  it('says in one line why a run fails', async () => {
    const wrong = { x: { type: 'float32' as const, dims: [1, 2], data: new Float32Array(2) } };
    await expect(session.run(wrong, ['r'])).rejects.toThrow(EngineError);
    await expect(session.run(wrong, ['r'])).rejects.toThrow(/^[^\n]+$/);
    await expect(session.run(feed(1, 2, 3), ['missing'])).rejects.toThrow(EngineError);
  });

  it.each([
    ['bytes that are no model', Buffer.from('no model')],
    ['an operator that it does not know', modelBytes(['y = Strange(x)'])],
    ['shapes that do not fit', modelBytes(['y = Gemm(x, w[5,2])'], { input: [1, 3] })],
  ])('says in one line why it refuses %s', async (_, bytes) => {
    await expect(onnxRuntime.load(bytes, 'full')).rejects.toThrow(EngineError);
    await expect(onnxRuntime.load(bytes, 'full')).rejects.toThrow(/^[^\n]+$/);
  });
});
