import { existsSync } from 'node:fs';
import { InputError } from '../inputError.js';
import { accelerators } from './accelerators.js';
import { EngineError, type Engine } from './engine.js';
import { probeModel } from './probeModel.js';
import type { EngineChoice, Provider } from './providers.js';
import { withTensorflow } from './tensorflow/withTensorflow.js';

/** The runtimes, loaded when they are wanted: each rejects where it isn't installed or doesn't load. */
export interface Runtimes {
  native(): Promise<{
    /** What this build of the library lists. */
    nativeProviders(): readonly Provider[];
    nativeEngine(provider: Provider): Engine;
  }>;
  web(): Promise<{ readonly onnxRuntimeWeb: Engine }>;
}

const installed: Runtimes = {
  native: () => import('./onnxRuntime.js'),
  web: () => import('./onnxRuntimeWeb.js'),
};

/** What each provider needs, for whoever asked for one that could not be started. */
const needs: Readonly<Record<Exclude<Provider, 'cpu' | 'wasm'>, string>> = {
  cuda: "an NVIDIA graphics card, CUDA, cuDNN and ONNX Runtime's libraries for them",
  dml: 'Windows with DirectX 12, and DirectML.dll',
  coreml: 'a Mac',
  webgpu: 'a graphics card with a driver for Vulkan, Metal or Direct3D 12',
};

const machine = `${process.platform}-${process.arch}`;

/**
 * The engine that was asked for. `auto` is the CPU here, or WebAssembly where no native library loads;
 * whether something else is faster, only a measurement on the network can tell (`jobs/fasterEngine.ts`).
 * @throws InputError where it can't be had on this machine.
 */
export async function openEngine(choice: EngineChoice, runtimes: Runtimes = installed): Promise<Engine> {
  if (choice === 'wasm') return openWeb(runtimes);
  let native;
  try {
    native = await runtimes.native();
  } catch (error) {
    if (choice === 'auto') return openWeb(runtimes, error);
    throw new InputError(
      `The engine "${choice}" needs ONNX Runtime's native library, which can't be loaded on ${machine} (${reasonOf(error)}); choose auto or wasm.`,
      { cause: error },
    );
  }
  if (choice === 'auto' || choice === 'cpu') return withTensorflow(native.nativeEngine('cpu'));
  const listed = native.nativeProviders();
  if (!listed.includes(choice)) {
    const others = ['auto', ...listed, 'wasm'].join(', ');
    throw new InputError(`ONNX Runtime has no engine "${choice}" on ${machine}; choose one of ${others}.`);
  }
  const engine = native.nativeEngine(choice);
  await probe(engine);
  return withTensorflow(engine);
}

/**
 * The other engines that a network may be tried on where the CPU was opened for `auto`; none is started.
 * Where no native library loads there are none.
 */
export async function otherProviders(runtimes: Runtimes = installed): Promise<readonly Provider[]> {
  const native = await runtimes.native().catch(() => null);
  return native ? accelerators(native.nativeProviders(), process.platform, existsSync) : [];
}

/** @param nativeError why the native library was not taken, where it was wanted first. */
async function openWeb(runtimes: Runtimes, nativeError?: unknown): Promise<Engine> {
  try {
    return withTensorflow((await runtimes.web()).onnxRuntimeWeb);
  } catch (error) {
    const problem =
      nativeError === undefined
        ? 'The engine "wasm" is not a part of this installation'
        : `ONNX Runtime's native library can't be loaded on ${machine} (${reasonOf(nativeError)}), nor its WebAssembly`;
    throw new InputError(`${problem} (${reasonOf(error)}); install the package for ${machine} again.`, {
      cause: error,
    });
  }
}

/** Runs the smallest of networks: drivers and libraries are first looked for when a provider is used. */
async function probe(engine: Engine): Promise<void> {
  const { provider } = engine;
  try {
    const session = await engine.load(probeModel(), 'quick');
    await session.run({ x: { type: 'float32', dims: [1], data: Float32Array.of(1) } }, ['y']);
    await session.release();
  } catch (error) {
    if (!(error instanceof EngineError) || provider === 'cpu' || provider === 'wasm') throw error;
    throw new InputError(
      `The engine "${provider}" can't be started on this machine (${reasonOf(error)}); it needs ${needs[provider]}: choose auto or cpu.`,
      { cause: error },
    );
  }
}

/** The first line of an error, without the file of the runtime's source that it names and its full stop. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = (text.split('\n')[0] ?? '').replace(/^\/\S*onnxruntime_src\/.* was false\. /, '');
  return line.trim().replace(/[.:;]+$/, '');
}
