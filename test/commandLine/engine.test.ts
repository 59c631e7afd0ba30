import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseResult, type ResultFile } from '../../src/results/schema.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { runProgram } from './program.js';

const folder = temporaryFolder();
const sample = ['examples/digits/digits.onnx', '--data', 'examples/digits/test.dataset.json'];
const foreign = process.platform === 'win32' ? 'coreml' : 'dml';

async function analysedBy(engine: string, workers: number): Promise<{ result: ResultFile; stdout: string }> {
  const out = join(folder.path, `${engine}-${workers}.importance.json`);
  const options = ['--engine', engine, '--workers', String(workers), '--out', out];
  const { status, said, stdout } = await runProgram(['analyse', ...sample, ...options]);
  expect({ status, said }).toEqual({ status: 0, said: [] });
  return { result: parseResult(JSON.parse(readFileSync(out, 'utf8')), out), stdout };
}

describe('the engine of an analysis', () => {
  it('is named in its result, and gives the same counts in WebAssembly, on any number of processes', async () => {
    const native = await analysedBy('cpu', 1);
    expect(native.result.engine).toMatchObject({ name: 'onnxruntime-node', provider: 'cpu' });
    const wasm = await analysedBy('wasm', 1);
    expect(wasm.result.engine).toMatchObject({ name: 'onnxruntime-web', provider: 'wasm' });
    expect(wasm.stdout).toMatch(/,\s+computed\s+by\s+onnxruntime-web\s+\(wasm\)\.\n$/);
    // No two classes of this sample are as near to a tie as rounding is large.
    expect(wasm.result.baseline.correctPerClass).toEqual(native.result.baseline.correctPerClass);
    wasm.result.layers.forEach(({ units }, layer) => {
      const { correct, correctPerClass, turnedWrong, turnedRight } = units.ablation!['zero'];
      expect(native.result.layers[layer].units.ablation!['zero']).toMatchObject({
        ...{ correct, correctPerClass, turnedWrong, turnedRight },
      });
    });
    const { created, durationSeconds, ...measured } = (await analysedBy('wasm', 2)).result;
    expect(created.length + durationSeconds).toBeGreaterThan(0);
    expect(wasm.result).toMatchObject(measured);
  });

  it('is refused in one line where this machine has no such engine', async () => {
    const { status, said } = await runProgram(['analyse', ...sample, '--engine', foreign]);
    expect(status).toBe(2);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(
      new RegExp(`^ONNX Runtime has no engine "${foreign}" on .+; choose one of auto, cpu`),
    );
  });

  it('serves an inspection too', async () => {
    const inspect = (engine: string) => runProgram(['inspect', sample[0], '--json', '--engine', engine]);
    expect((await inspect('wasm')).stdout).toBe((await inspect('cpu')).stdout);
    expect((await inspect(foreign)).status).toBe(2);
  });
});
