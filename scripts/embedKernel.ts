// Compiles the kernel and writes it as a module of text, so that nothing needs the compiler at run time:
// `npm run generate` runs this where asc, AssemblyScript's compiler, is on the path.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelDigest, kernelModule, kernelSource } from './kernelFiles.js';

const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
try {
  const wasm = join(folder, 'kernel.wasm');
  const options = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--importMemory'];
  execFileSync('asc', [kernelSource, ...options, '--outFile', wasm], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const text = readFileSync(wasm).toString('base64');
  const lines = text.match(/.{1,100}/g)?.map((line) => `  '${line}',`) ?? [];
  const head = `// Compiled from kernels/tail.ts by \`npm run generate\`; do not edit.`;
  writeFileSync(
    kernelModule,
    `${head}\n// Of the source: sha256 ${kernelDigest()}\n\nexport const tailKernelBytes = [\n${lines.join('\n')}\n].join('');\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
