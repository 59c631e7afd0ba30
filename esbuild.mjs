// Bundles the three entries, and what the panel shows. Native modules stay outside, in node_modules.
import { build } from 'esbuild';
import { chmod, copyFile, writeFile } from 'node:fs/promises';
import { grammarFiles } from './scripts/grammars.mjs';
import { thirdPartyNotices } from './scripts/thirdPartyNotices.mjs';

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
  external: ['vscode', 'onnxruntime-node', 'onnxruntime-web', 'sharp', '@tensorflow/tfjs-node'],
  metafile: true,
  logLevel: 'warning',
};

/** The panel's inside runs in the editor's browser, which is Chromium. @type {import('esbuild').BuildOptions} */
const webview = {
  entryPoints: [
    { in: 'webview/main.ts', out: 'webview' },
    { in: 'webview/theme/webview.css', out: 'webview' },
  ],
  outdir: 'dist',
  bundle: true,
  platform: 'browser',
  target: 'chrome128',
  format: 'iife',
  minify: !watch,
  sourcemap: watch && 'inline',
  metafile: true,
  logLevel: 'warning',
};

const builds = await Promise.all([build(options), build(webview)]);
// The extension loads them when it first reads code.
for (const { name, path } of grammarFiles) await copyFile(path, `dist/${name}`);
// What TensorFlow.js computes with: it picks one by what the processor can do.
for (const name of ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd']) {
  await copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`, `dist/${name}.wasm`);
}
const metafiles = builds.map(({ metafile }) => metafile);
await writeFile('dist/ThirdPartyNotices.txt', await thirdPartyNotices(metafiles));
await chmod('dist/cli.js', 0o755);
