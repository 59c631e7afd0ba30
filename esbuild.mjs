// Bundles the three entries, and what the panel shows. Native modules stay outside, in node_modules.
import { build, transform } from 'esbuild';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { grammarFiles } from './scripts/grammars.mjs';
import { thirdPartyNotices } from './scripts/thirdPartyNotices.mjs';

const watch = process.argv.includes('--watch');
const node = /** @type {const} */ ({ platform: 'node', target: 'node20', minify: !watch });

/**
 * What is imported when it is wanted lies in a file of its own in dist/parts, so that nobody who starts an entry waits for
 * it; what several share, they load once. @type {import('esbuild').BuildOptions}
 */
const options = {
  ...node,
  entryPoints: { extension: 'src/extension.ts', cli: 'src/cli.ts', worker: 'src/worker.ts' },
  outdir: 'dist',
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  // Only these are split; each file becomes a CommonJS module afterwards, as VS Code wants the first to be.
  format: 'esm',
  splitting: true,
  // Of a package in both forms the one whose names can be imported one by one, also later.
  mainFields: ['module', 'main'],
  external: ['vscode', 'onnxruntime-node', 'onnxruntime-web', 'sharp', '@tensorflow/tfjs-node'],
  sourcemap: watch && 'inline',
  write: false,
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
await rm('dist/parts', { recursive: true, force: true });
for (const { path, text } of builds[0].outputFiles) {
  const { code } = await transform(text, {
    ...node,
    keepNames: false,
    format: 'cjs',
    sourcemap: watch && 'inline',
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code);
}
// The extension loads them when it first reads code.
for (const { name, path } of grammarFiles) await copyFile(path, `dist/${name}`);
// What TensorFlow.js computes with: it picks one by what the processor can do.
for (const name of ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd']) {
  await copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`, `dist/${name}.wasm`);
}
const metafiles = builds.map(({ metafile }) => metafile);
await writeFile('dist/ThirdPartyNotices.txt', await thirdPartyNotices(metafiles));
await chmod('dist/cli.js', 0o755);
