import { KernelMemory } from './kernelMemory.js';

/** What this project uses of WebAssembly, whose types belong to browsers' libraries. */
interface WebAssemblyRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** A kernel that is ready to be given its memory. */
export interface CompiledKernel {
  readonly runtime: WebAssemblyRuntime;
  readonly module: object;
}

const pageBytes = 65536;

/**
 * @param bytes of the kernel, in base64.
 * @returns `null` where there is no WebAssembly, or none with SIMD.
 */
export function compileKernel(bytes: string): CompiledKernel | null {
  const { WebAssembly: runtime } = globalThis as unknown as { readonly WebAssembly?: WebAssemblyRuntime };
  if (!runtime) return null;
  try {
    return {
      runtime,
      module: new runtime.Module(Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0))),
    };
  } catch {
    return null;
  }
}

/**
 * A kernel with memory of its own.
 * @param bytes that its arrays take.
 */
export function kernelInstance(
  { runtime, module }: CompiledKernel,
  bytes: number,
): { readonly memory: KernelMemory; readonly exports: unknown } {
  const memory = new runtime.Memory({ initial: Math.ceil((bytes + KernelMemory.reserved) / pageBytes) });
  const { exports } = new runtime.Instance(module, { env: { memory } });
  return { memory: new KernelMemory(memory.buffer), exports };
}
