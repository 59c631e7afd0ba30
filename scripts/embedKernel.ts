// Compiles the kernels and writes each as a module of text, so that nothing needs the compiler at run time:
// `npm run generate` runs this where asc, AssemblyScript's compiler, is on the path.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelDigest, kernels } from './kernelFiles.js';

const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
try {
  for (const kernel of kernels) {
    const { name, source, module } = kernel;
    const wasm = join(folder, `${name}.wasm`);
    const options = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--importMemory'];
    execFileSync('asc', [source, ...options, '--outFile', wasm], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const text = readFileSync(wasm).toString('base64');
    const lines = text.match(/.{1,100}/g)?.map((line) => `  '${line}',`) ?? [];
    const head = `// Compiled from kernels/${name}.ts by \`npm run generate\`; do not edit.`;
    writeFileSync(
      module,
      `${head}\n// Of the source: sha256 ${kernelDigest(kernel)}\n\nexport const ${name}KernelBytes = [\n${lines.join('\n')}\n].join('');\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
