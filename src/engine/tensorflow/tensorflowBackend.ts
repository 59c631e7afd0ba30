import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Helper } from '../engine.js';

/** What computes for TensorFlow.js, the fastest first. */
export type Backend = 'tensorflow' | 'wasm' | 'cpu';

const wasmFile = 'tfjs-backend-wasm-simd.wasm';
/** Where WebAssembly's files lie: beside the bundle; and in the package, for whoever runs the sources. */
const wasmFolders = [
  join(__dirname, '..'),
  join(__dirname, '../../../node_modules/@tensorflow/tfjs-backend-wasm/dist'),
];

const loaders: Readonly<Record<Backend, () => Promise<unknown>>> = {
  // Its binding is fetched when it is installed, and often can't be had: then this rejects.
  tensorflow: () => import('@tensorflow/tfjs-node'),
  wasm: async () => {
    const folder = wasmFolders.find((one) => existsSync(join(one, wasmFile)));
    if (folder === undefined) throw new Error(`${wasmFile} is missing`);
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${folder}/`);
  },
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};

/** A backend, as results name it. */
export function helperOf(backend: Backend): Helper {
  return {
    name: 'tensorflow.js',
    version: tf.version_core,
    provider: backend === 'tensorflow' ? 'node' : backend,
  };
}

let available: Promise<readonly Backend[]> | null = null;

/** The backends that load on this machine, the fastest first. */
export function backends(): Promise<readonly Backend[]> {
  available ??= findBackends();
  return available;
}

async function findBackends(): Promise<readonly Backend[]> {
  const found: Backend[] = [];
  for (const [name, load] of Object.entries(loaders) as [Backend, () => Promise<unknown>][]) {
    const isReady = await load().then(
      () => tf.setBackend(name),
      () => false,
    );
    if (isReady) found.push(name);
  }
  return found;
}
