import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/analysis/network.js';
import { CutDeleter } from '../../../src/analysis/ways/cutDeleter.js';
import { Deleters } from '../../../src/analysis/ways/deleters.js';
import { MaskDeleter } from '../../../src/analysis/ways/masks.js';
import { TailDeleter } from '../../../src/analysis/ways/tail.js';
import { EngineError, type Engine, type EngineSession } from '../../../src/engine/engine.js';
import { onnxRuntime } from '../../../src/engine/onnxRuntime.js';
import { graphOf } from '../../model/graphText.js';
import { fixedBatch } from '../fixedBatch.js';
import { opened } from '../openedNetwork.js';

/** Keeps count of its sessions that are open; refuses what it is told to. */
class CountingEngine implements Engine {
  readonly name = onnxRuntime.name;
  readonly version = onnxRuntime.version;
  readonly provider = onnxRuntime.provider;
  open = 0;
  refusal: Error | null = null;
  /** Of the last model that was loaded. */
  bytes = 0;

  async load(model: Uint8Array, effort: 'quick' | 'full'): Promise<EngineSession> {
    if (this.refusal) throw this.refusal;
    const session = await onnxRuntime.load(model, effort);
    this.open++;
    this.bytes = model.length;
    return {
      run: (...call) => session.run(...call),
      release: () => {
        this.open--;
        return session.release();
      },
    };
  }
}

/** Four hidden layers, each of as many units, so that what comes behind is smaller from layer to layer. */
const lines = [
  'a = Gemm(x, w[7,6])',
  'b = Tanh(a)',
  'c = Gemm(b, w2[6,6])',
  'd = Tanh(c)',
  'e = Gemm(d, w3[6,6])',
  'f = Tanh(e)',
  'g = Gemm(f, w4[6,6])',
  'h = Tanh(g)',
  'y = Gemm(h, w5[6,3])',
];

/** @param use told how many sessions are open beside the network's own. */
async function using(
  use: (network: Network, engine: CountingEngine, sessions: () => number) => Promise<void>,
): Promise<void> {
  const engine = new CountingEngine();
  const network = await Network.open(engine, await graphOf(lines), 'model.onnx', [7]);
  const own = engine.open;
  await use(network, engine, () => engine.open - own);
  expect(engine.open).toBe(own);
  await network.release();
}

const suffixes = (...layers: number[]) => layers.map((layer) => ({ layer, way: 'suffix' as const }));

describe('the ways of deleting units that are open', () => {
  it('are those that were asked for', () =>
    using(async (network) => {
      const deleters = new Deleters(network, Infinity);
      const [masks, suffix, delta, tail] = await deleters.get([
        { layer: 3, way: 'masks' },
        { layer: 0, way: 'suffix' },
        { layer: 0, way: 'delta' },
        { layer: 3, way: 'tail' },
      ]);
      expect(masks).toBeInstanceOf(MaskDeleter);
      expect(suffix).toBeInstanceOf(CutDeleter);
      expect(delta).toBeInstanceOf(CutDeleter);
      expect(delta.needs).not.toEqual(suffix.needs);
      expect(tail).toBeInstanceOf(TailDeleter);
      await deleters.release();
    }));

  it('are masks where a layer has no closed form', () =>
    using(async (network) => {
      const deleters = new Deleters(network, Infinity);
      const [found] = await deleters.get([{ layer: 0, way: 'tail' }]);
      expect(found).toBeInstanceOf(MaskDeleter);
      await deleters.release();
    }));

  it('are masks instead of a part of a network whose batch is fixed', () =>
    opened(fixedBatch.lines, fixedBatch.facts, async (network) => {
      const deleters = new Deleters(network, Infinity);
      for (const way of ['suffix', 'delta'] as const) {
        const [found] = await deleters.get([{ layer: 0, way }]);
        expect(found).toBeInstanceOf(MaskDeleter);
      }
    }));

  it('are masks where the engine refuses a part of the network, and for no other reason', () =>
    using(async (network, engine) => {
      const deleters = new Deleters(network, Infinity);
      engine.refusal = new EngineError('no kernel');
      const [found] = await deleters.get(suffixes(0));
      expect(found).toBeInstanceOf(MaskDeleter);
      engine.refusal = new RangeError('out of memory');
      await expect(deleters.get(suffixes(1))).rejects.toBe(engine.refusal);
      engine.refusal = null;
      await deleters.release();
    }));

  it('stay open from one use to the next', () =>
    using(async (network, _, sessions) => {
      const deleters = new Deleters(network, Infinity);
      const first = await deleters.get(suffixes(0, 1, 2));
      expect(sessions()).toBe(3);
      expect(await deleters.get(suffixes(2, 1, 0))).toEqual([...first].reverse());
      expect((await deleters.get(suffixes(0)))[0]).toBe(first[0]);
      expect(sessions()).toBe(3);
      await deleters.release();
    }));

  it('are closed, those first that were not used for longest, where memory is short', () =>
    using(async (network, engine, sessions) => {
      const measured = new Deleters(network, Infinity);
      const bytes: number[] = [];
      for (const layer of [0, 1, 2]) {
        await measured.get(suffixes(layer));
        bytes.push(2 * engine.bytes);
      }
      await measured.release();
      const [of0, of1, of2] = bytes;
      expect(of2).toBeLessThan(of1);
      // Enough for two of the three, whichever.
      const deleters = new Deleters(network, of0 + of1);
      const [first] = await deleters.get(suffixes(0));
      const [second] = await deleters.get(suffixes(1));
      expect(sessions()).toBe(2);
      await deleters.get(suffixes(0));
      await deleters.get(suffixes(2));
      expect(sessions()).toBe(2);
      expect((await deleters.get(suffixes(0)))[0]).toBe(first);
      expect((await deleters.get(suffixes(1)))[0]).not.toBe(second);
      expect(sessions()).toBe(2);
      await deleters.release();
    }));

  it('stay open together for as long as they are in use, whatever memory there is', () =>
    using(async (network, _, sessions) => {
      const deleters = new Deleters(network, 1);
      await deleters.get(suffixes(0, 1, 2));
      expect(sessions()).toBe(3);
      const [one] = await deleters.get(suffixes(1));
      expect(sessions()).toBe(1);
      expect((await deleters.get(suffixes(1)))[0]).toBe(one);
      await deleters.release();
    }));
});
