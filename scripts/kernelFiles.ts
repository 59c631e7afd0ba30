import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What a kernel is compiled from, and the module that it is written to. */
export interface KernelFiles {
  /** As `tail`, which is compiled from kernels/tail.ts into src/analysis/kernels/tailKernelBytes.ts. */
  readonly name: string;
  readonly source: string;
  readonly module: string;
}

export const kernels: readonly KernelFiles[] = ['tail', 'neuron'].map((name) => ({
  name,
  source: join(root, `kernels/${name}.ts`),
  module: join(root, `src/analysis/kernels/${name}KernelBytes.ts`),
}));

/** sha256 of a kernel's source, which its module names, so that a forgotten compilation shows. */
export function kernelDigest({ source }: KernelFiles): string {
  const text = readFileSync(source, 'utf8').replaceAll('\r\n', '\n');
  return createHash('sha256').update(text).digest('hex');
}
