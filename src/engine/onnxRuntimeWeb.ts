import * as ort from 'onnxruntime-web';
import type { Engine } from './engine.js';
import { loadBy } from './runtimeSession.js';

// More would start threads of their own; the work is shared by processes.
ort.env.wasm.numThreads = 1;

/** ONNX Runtime in WebAssembly with SIMD, one thread: about seven times slower than the native library. */
export const onnxRuntimeWeb: Engine = {
  name: 'onnxruntime-web',
  version: ort.env.versions.web ?? ort.env.versions.common,
  provider: 'wasm',
  load: loadBy(ort, {
    executionProviders: ['wasm'],
    extra: { session: { disable_quant_qdq: '1' } },
  }),
};
