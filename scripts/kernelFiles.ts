import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What the kernel is compiled from, and the module that it is written to. */
export const kernelSource = join(root, 'kernels/tail.ts');
export const kernelModule = join(root, 'src/analysis/ways/tailKernelBytes.ts');

/** sha256 of the kernel's source, which its module names, so that a forgotten compilation shows. */
export function kernelDigest(): string {
  const text = readFileSync(kernelSource, 'utf8').replaceAll('\r\n', '\n');
  return createHash('sha256').update(text).digest('hex');
}
