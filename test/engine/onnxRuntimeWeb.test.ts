import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError, type Engine } from '../../src/engine/engine.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { onnxRuntimeWeb } from '../../src/engine/onnxRuntimeWeb.js';
import { seededRandom } from '../../src/results/derive/seededRandom.js';

const sample = readFileSync(join(import.meta.dirname, '../../examples/digits/digits.onnx'));

async function logits(engine: Engine, data: Float32Array): Promise<Float32Array> {
  const session = await engine.load(sample, 'full');
  const feed = { type: 'float32' as const, dims: [data.length / 64, 64], data };
  const { logits: answer } = await session.run({ input: feed }, ['logits']);
  await session.release();
  return answer.data as Float32Array;
}

describe('ONNX Runtime in WebAssembly', () => {
  it('has a name and a version', () => {
    expect(onnxRuntimeWeb.name).toBe('onnxruntime-web');
    expect(onnxRuntimeWeb.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(onnxRuntimeWeb.provider).toBe('wasm');
  });

  it('gives the logits of the native library, up to rounding', async () => {
    const data = Float32Array.from({ length: 500 * 64 }, seededRandom(7));
    const expected = await logits(onnxRuntime, data);
    const size = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // Three layers of at most 64 terms, added in another order: some 2^-24 each, times the root of their number.
    const tolerance = 1e-6 * size;
    const found = await logits(onnxRuntimeWeb, data);
    expect(found).toHaveLength(expected.length);
    expect(found.every((value, i) => Math.abs(value - expected[i]) <= tolerance)).toBe(true);
  });

  it('gives a sample the same logits in a batch of any size', async () => {
    const data = Float32Array.from({ length: 50 * 64 }, seededRandom(8));
    const together = await logits(onnxRuntimeWeb, data);
    for (const count of [1, 2, 5, 17]) {
      expect(await logits(onnxRuntimeWeb, data.slice(0, count * 64))).toEqual(together.slice(0, count * 10));
    }
  });

  it('says in one line why it refuses a model, or a run', async () => {
    await expect(onnxRuntimeWeb.load(Buffer.from('no model'), 'full')).rejects.toThrow(EngineError);
    await expect(onnxRuntimeWeb.load(Buffer.from('no model'), 'full')).rejects.toThrow(/^[^\n]+$/);
    const session = await onnxRuntimeWeb.load(sample, 'quick');
    const wrong = { type: 'float32' as const, dims: [1, 63], data: new Float32Array(63) };
    await expect(session.run({ input: wrong }, ['logits'])).rejects.toThrow(EngineError);
    await expect(session.run({ input: wrong }, ['logits'])).rejects.toThrow(/^[^\n]+$/);
    await session.release();
  });
});
