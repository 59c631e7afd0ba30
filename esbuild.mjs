// Bundles the three entries. Native modules stay outside, in node_modules.
import { build } from 'esbuild';
import { chmod } from 'node:fs/promises';

const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: { extension: 'src/extension.ts', cli: 'src/cli.ts', worker: 'src/worker.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: !watch,
  sourcemap: watch,
  keepNames: true,
  external: ['vscode', 'onnxruntime-node', '@tensorflow/tfjs-node'],
  logLevel: 'warning',
};

await build(options);
await chmod('dist/cli.js', 0o755);
