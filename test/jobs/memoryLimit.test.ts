import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import {
  divideMemory,
  leastMemory,
  memoryBytesOf,
  parseMemory,
  workingMemory,
} from '../../src/jobs/memoryLimit.js';

describe('a memory limit', () => {
  it.each([
    ['500MB', { bytes: 500e6 }],
    ['2GB', { bytes: 2e9 }],
    ['1.5 gb', { bytes: 1.5e9 }],
    [' 1GiB ', { bytes: 2 ** 30 }],
    ['320MiB', { bytes: 320 * 2 ** 20 }],
    ['25%', { share: 0.25 }],
    ['12.5 %', { share: 0.125 }],
    ['100%', { share: 1 }],
  ])('is read from %s', (text, limit) => {
    expect(parseMemory('--memory', text)).toEqual(limit);
  });

  it.each(['', '0MB', '0%', '101%', '500', '5 apples', '-1GB', '1e3MB', 'GB', '2GBs'])(
    'is not "%s"',
    (text) => {
      expect(() => parseMemory('--memory', text)).toThrow(
        new InputError(`--memory takes a size as 500MB or 2GB, or a share as 25%, and "${text}" is none.`),
      );
    },
  );

  it('as a share is of the machine, and enough to run something on a small one', () => {
    expect(memoryBytesOf({ share: 0.25 }, 16e9)).toBe(4e9);
    expect(memoryBytesOf({ share: 0.25 }, 512e6)).toBe(256e6);
    expect(memoryBytesOf({ bytes: 100e6 }, 16e9)).toBe(100e6);
    expect(memoryBytesOf({ share: 1 })).toBeGreaterThanOrEqual(256e6);
  });
});

describe('the memory of a process', () => {
  const needs = { modelBytes: 10e6, batchBytes: 8e6 };

  it('is what the limit leaves beside what the network takes to run', () => {
    expect(workingMemory(1e9, needs, 'm.onnx')).toBe(1e9 - leastMemory(needs));
    expect(workingMemory(leastMemory(needs), needs, 'm.onnx')).toBe(0);
  });

  it('is refused where the network alone takes more', () => {
    expect(() => workingMemory(100e6, needs, 'm.onnx')).toThrow(
      new InputError(
        'A memory limit of 100 MB is too little for m.onnx, which takes about 274 MB to run: allow more with --memory, or in VS Code with the setting unitImportance.memory.',
      ),
    );
  });
});

describe('memory is divided', () => {
  it('among the workers and the process that coordinates them', () => {
    expect(divideMemory(4e9, 200e6, 4)).toEqual({ workers: 4, bytes: 800e6 });
    expect(divideMemory(4e9, 200e6, 1)).toEqual({ workers: 1, bytes: 4e9 });
  });

  it('among fewer workers where not all would fit', () => {
    expect(divideMemory(1e9, 200e6, 16)).toEqual({ workers: 4, bytes: 200e6 });
    expect(divideMemory(599e6, 200e6, 16)).toEqual({ workers: 1, bytes: 599e6 });
    expect(divideMemory(200e6, 200e6, 16)).toEqual({ workers: 1, bytes: 200e6 });
  });

  it('never beyond the limit', () => {
    for (let limit = 1e8; limit < 3e9; limit += 37e6) {
      for (const workers of [1, 2, 3, 8, 64]) {
        const share = divideMemory(limit, 15e7, workers);
        const processes = share.workers === 1 ? 1 : share.workers + 1;
        expect(share.bytes * processes).toBeLessThanOrEqual(limit);
        expect(share.workers).toBeLessThanOrEqual(workers);
        if (processes > 1) expect(share.bytes).toBeGreaterThanOrEqual(15e7);
      }
    }
  });
});
