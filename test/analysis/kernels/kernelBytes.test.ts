import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kernelDigest, kernels } from '../../../scripts/kernelFiles.js';

it.each(kernels)(
  "the $name kernel's bytes are those of its source: npm run generate compiles it",
  (kernel) => {
    expect(readFileSync(kernel.module, 'utf8')).toContain(`sha256 ${kernelDigest(kernel)}\n`);
  },
);
