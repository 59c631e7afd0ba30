import { describe, expect, it } from 'vitest';
import { fasterProvider, isWorthMeasuring, type BatchTrial } from '../../src/engine/fasterProvider.js';
import type { Provider } from '../../src/engine/providers.js';

const scores = [3, -20, 5];
const trial = (provider: Provider, seconds: number, given = scores, batches = 1): BatchTrial => ({
  provider,
  seconds,
  scores: Float32Array.from(given),
  batches,
});
const cpu = trial('cpu', 0.8);

describe('the choice between the CPU and other engines', () => {
  it('is the CPU where there is nothing else', () => {
    expect(fasterProvider(cpu, [], 4)).toBe('cpu');
  });

  it('is the CPU unless another is clearly faster than all cores together', () => {
    // Four cores take 0.2 s a batch, and half as much again has to be gained on that.
    expect(fasterProvider(cpu, [trial('webgpu', 0.15)], 4)).toBe('cpu');
    expect(fasterProvider(cpu, [trial('webgpu', 0.13)], 4)).toBe('webgpu');
    expect(fasterProvider(cpu, [trial('webgpu', 0.15)], 1)).toBe('webgpu');
  });

  it('is the fastest of several', () => {
    expect(fasterProvider(cpu, [trial('webgpu', 0.1), trial('cuda', 0.01)], 4)).toBe('cuda');
    expect(fasterProvider(cpu, [trial('cuda', 0.01), trial('webgpu', 0.1)], 4)).toBe('cuda');
  });

  it('is never one whose scores are others', () => {
    // The tolerance is a ten-thousandth of the largest score, 20.
    expect(fasterProvider(cpu, [trial('coreml', 0.01, [3, -20, 5.01])], 4)).toBe('cpu');
    expect(fasterProvider(cpu, [trial('coreml', 0.01, [3, -20])], 4)).toBe('cpu');
    expect(fasterProvider(cpu, [trial('coreml', 0.01, [3, -20, NaN])], 4)).toBe('cpu');
    expect(fasterProvider(cpu, [trial('coreml', 0.01, [3, -20, 5.001])], 4)).toBe('coreml');
  });

  it('is not measured for work that all cores do within a minute', () => {
    expect(isWorthMeasuring(trial('cpu', 0.01, scores, 24_000), 4)).toBe(false);
    expect(isWorthMeasuring(trial('cpu', 0.01, scores, 24_000), 2)).toBe(true);
  });
});
