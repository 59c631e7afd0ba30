import { PlainTailKernel } from './plainTailKernel.js';
import { KernelMemory, type TailJob, type TailKernel } from './tailJob.js';
import { tailKernelBytes } from './tailKernelBytes.js';

/** What this project uses of WebAssembly, whose types belong to browsers' libraries. */
interface WebAssemblyRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface Exports {
  countPairs(job: number): number;
  deleteUnits(job: number): number;
}

const pageBytes = 65536;

interface Compiled {
  readonly runtime: WebAssemblyRuntime;
  readonly module: object;
}

let compiled: Compiled | null | undefined;

/**
 * Opens a kernel: in WebAssembly with SIMD, or, where there is none, its plain twin.
 * @param bytes that its arrays take.
 */
export function openTailKernel(bytes: number): TailKernel {
  if (compiled === undefined) compiled = compile();
  return compiled ? new WasmTailKernel(compiled, bytes) : new PlainTailKernel(bytes);
}

function compile(): Compiled | null {
  const { WebAssembly: runtime } = globalThis as unknown as { readonly WebAssembly?: WebAssemblyRuntime };
  if (!runtime) return null;
  try {
    const bytes = Uint8Array.from(atob(tailKernelBytes), (byte) => byte.charCodeAt(0));
    return { runtime, module: new runtime.Module(bytes) };
  } catch {
    // No SIMD here.
    return null;
  }
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

  constructor({ runtime, module }: Compiled, bytes: number) {
    const pages = Math.ceil((bytes + KernelMemory.reserved) / pageBytes);
    const memory = new runtime.Memory({ initial: pages });
    this.memory = new KernelMemory(memory.buffer);
    this.#job = this.memory.integers(fields.length + ownFields);
    this.#exports = new runtime.Instance(module, { env: { memory } }).exports as Exports;
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
