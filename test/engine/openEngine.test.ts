import { describe, expect, it } from 'vitest';
import { EngineError, type Engine } from '../../src/engine/engine.js';
import { openEngine, otherProviders, type Runtimes } from '../../src/engine/openEngine.js';
import type { EngineChoice, Provider } from '../../src/engine/providers.js';
import { InputError } from '../../src/inputError.js';

const absent = () => Promise.reject(new Error("Cannot find module 'binding.node'\nRequire stack:\n- here"));

function fakeEngine(provider: Provider, failure: string | null = null): Engine {
  return {
    name: 'fake',
    version: '1.2.3',
    provider,
    load: () =>
      failure === null
        ? Promise.resolve({ run: () => Promise.resolve({}), release: () => Promise.resolve() })
        : Promise.reject(new EngineError(failure)),
  };
}

/** Runtimes whose native library lists providers, of which those but the CPU fail where a reason is given. */
function runtimes(listed: readonly Provider[], failure: string | null = null): Runtimes {
  return {
    native: () =>
      Promise.resolve({
        nativeProviders: () => listed,
        nativeEngine: (provider) => fakeEngine(provider, provider === 'cpu' ? null : failure),
      }),
    web: () => Promise.resolve({ onnxRuntimeWeb: fakeEngine('wasm') }),
  };
}

async function refusal(choice: EngineChoice, given: Runtimes): Promise<string> {
  const error: unknown = await openEngine(choice, given).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message.replaceAll(`${process.platform}-${process.arch}`, 'HERE');
}

describe('the engine that is opened', () => {
  it('is the CPU by default, and no WebAssembly is loaded for it', async () => {
    const given = { ...runtimes(['cpu', 'cuda']), web: absent };
    expect((await openEngine('auto', given)).provider).toBe('cpu');
    expect((await openEngine('cpu', given)).provider).toBe('cpu');
  });

  it('is what was asked for, where it starts', async () => {
    expect((await openEngine('cuda', runtimes(['cpu', 'cuda']))).provider).toBe('cuda');
    expect((await openEngine('wasm', { ...runtimes([]), native: absent })).provider).toBe('wasm');
  });

  it('is WebAssembly where no native library loads', async () => {
    expect((await openEngine('auto', { ...runtimes([]), native: absent })).provider).toBe('wasm');
  });
});

describe('an engine that is not to be had is refused in a sentence', () => {
  it('where this build has none of it', async () => {
    expect(await refusal('dml', runtimes(['cpu', 'webgpu']))).toBe(
      'ONNX Runtime has no engine "dml" on HERE; choose one of auto, cpu, webgpu, wasm.',
    );
  });

  it('where it does not start, with the reason in short', async () => {
    const failure =
      '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 Initialize(const Config&) status == Success was false. Failed to get a WebGPU adapter: No supported adapters.';
    expect(await refusal('webgpu', runtimes(['cpu', 'webgpu'], failure))).toBe(
      'The engine "webgpu" can\'t be started on this machine (Failed to get a WebGPU adapter: No supported adapters); it needs a graphics card with a driver for Vulkan, Metal or Direct3D 12: choose auto or cpu.',
    );
  });

  it('where the CPU was asked for and no native library loads', async () => {
    expect(await refusal('cpu', { ...runtimes([]), native: absent })).toBe(
      "The engine \"cpu\" needs ONNX Runtime's native library, which can't be loaded on HERE (Cannot find module 'binding.node'); choose auto or wasm.",
    );
  });

  it('where WebAssembly is missing, alone or with the native library', async () => {
    expect(await refusal('wasm', { ...runtimes(['cpu']), web: absent })).toBe(
      'The engine "wasm" is not a part of this installation (Cannot find module \'binding.node\'); install the package for HERE again.',
    );
    expect(await refusal('auto', { native: absent, web: absent })).toMatch(
      /^ONNX Runtime's native library can't be loaded on HERE \(.+\), nor its WebAssembly \(.+\); install .+\.$/,
    );
  });
});

describe('the installed runtimes', () => {
  it('refuse an engine of another system', async () => {
    const foreign = process.platform === 'win32' ? 'coreml' : 'dml';
    await expect(openEngine(foreign)).rejects.toThrow(`ONNX Runtime has no engine "${foreign}"`);
  });

  it('have no others to try where no native library loads', async () => {
    expect(await otherProviders({ native: absent, web: absent })).toEqual([]);
  });
});
