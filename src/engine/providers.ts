/**
 * What computes a network: ONNX Runtime's execution providers, of which only `cpu` is to be had everywhere
 * that its native library loads; and `wasm`, ONNX Runtime compiled to WebAssembly, which needs nothing else.
 */
export const providers = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu', 'wasm'] as const;
export type Provider = (typeof providers)[number];

/** What a person can choose: `auto` is the CPU unless another was measured to be clearly faster. */
export const engineChoices = ['auto', ...providers] as const;
export type EngineChoice = (typeof engineChoices)[number];
