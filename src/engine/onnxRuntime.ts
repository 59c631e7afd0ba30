import * as ort from 'onnxruntime-node';
import type { Engine } from './engine.js';
import { providers, type Provider } from './providers.js';
import { loadBy } from './runtimeSession.js';

/** The providers of ONNX Runtime's native library, as this build of it lists them; not each can be started here. */
export function nativeProviders(): readonly Provider[] {
  const listed = new Set(ort.listSupportedBackends().map(({ name }) => name));
  return providers.filter((provider) => listed.has(provider));
}

/**
 * ONNX Runtime's native library, one thread a process: several processes with one thread each are faster than
 * one with several, and on the CPU the logits are the same to the bit for any batch size. Operators that a
 * provider lacks run on the CPU.
 */
export function nativeEngine(provider: Provider): Engine {
  // Or NVIDIA's libraries multiply with ten bits of mantissa, and counts would be others.
  if (provider === 'cuda') process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
  return {
    name: 'onnxruntime-node',
    version: ort.env.versions.node ?? ort.env.versions.common,
    provider,
    load: loadBy(ort, {
      executionProviders: [provider],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      // DirectML and WebGPU plan their memory themselves.
      ...(provider === 'dml' || provider === 'webgpu' ? { enableMemPattern: false } : {}),
      // Else quantised operators would be joined into others, in each part of a network differently.
      extra: { session: { intra_op: { allow_spinning: '0' }, disable_quant_qdq: '1' } },
    }),
  };
}

/** ONNX Runtime on the CPU. */
export const onnxRuntime: Engine = nativeEngine('cpu');
