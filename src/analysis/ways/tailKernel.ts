import { compileKernel, kernelInstance, type CompiledKernel } from '../kernels/compiledKernel.js';
import type { KernelMemory } from '../kernels/kernelMemory.js';
import { tailKernelBytes } from '../kernels/tailKernelBytes.js';
import { PlainTailKernel } from './plainTailKernel.js';
import type { TailJob, TailKernel } from './tailJob.js';

interface Exports {
  countPairs(job: number): number;
  deleteUnits(job: number): number;
}

let compiled: CompiledKernel | null | undefined;

/**
 * Opens a kernel: in WebAssembly with SIMD, or, where there is none, its plain twin.
 * @param bytes that its arrays take.
 */
export function openTailKernel(bytes: number): TailKernel {
  if (compiled === undefined) compiled = compileKernel(tailKernelBytes);
  return compiled ? new WasmTailKernel(compiled, bytes) : new PlainTailKernel(bytes);
}

/** What a kernel is given, in the order of the fields of `Job` in kernels/tail.ts. */
const fields = [
  ...(['samples', 'units', 'width', 'classes', 'row', 'hidden', 'columns', 'outputs', 'values'] as const),
  ...(['valueStride', 'slopes', 'slopeStride', 'firstSlope', 'base', 'labels', 'correct', 'loss'] as const),
  ...(['sums', 'weights', 'weightLogs', 'weightLog', 'next', 'last', 'margins', 'bounds'] as const),
  ...(['sizes', 'roundings', 'lossChange', 'turns', 'room'] as const),
];
/** Numbers that the kernel adds to them. */
const ownFields = 16;

class WasmTailKernel implements TailKernel {
  readonly memory: KernelMemory;
  readonly usesSlopes = true;
  readonly #job: Int32Array;
  readonly #exports: Exports;

  constructor(kernel: CompiledKernel, bytes: number) {
    const { memory, exports } = kernelInstance(kernel, bytes);
    this.memory = memory;
    this.#job = memory.integers(fields.length + ownFields);
    this.#exports = exports as Exports;
  }

  countPairs(job: TailJob): number {
    return this.#exports.countPairs(this.#write(job));
  }

  deleteUnits(job: TailJob): Int32Array {
    return job.turns.subarray(0, this.#exports.deleteUnits(this.#write(job)));
  }

  /** @returns the job's address. */
  #write(job: TailJob): number {
    for (const [i, field] of fields.entries()) {
      const value = job[field];
      this.#job[i] = typeof value === 'number' ? value : (value?.byteOffset ?? 0);
    }
    return this.#job.byteOffset;
  }
}
