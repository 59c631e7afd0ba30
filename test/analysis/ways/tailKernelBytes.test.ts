import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kernelDigest, kernelModule } from '../../../scripts/kernelFiles.js';

it("the kernel's bytes are those of its source: npm run generate compiles it", () => {
  expect(readFileSync(kernelModule, 'utf8')).toContain(`sha256 ${kernelDigest()}\n`);
});
