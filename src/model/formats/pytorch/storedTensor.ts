/** Bytes that can be read from any position, so that of a large file only what is needed is. */
export interface RandomBytes {
  readonly size: number;
  /**
   * The bytes from `offset` on, `length` of them.
   * @throws InputError where the file ends before.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** How elements are stored, and how many bytes each takes. Little-endian. */
export const elementBytes = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  float8_e4m3fn: 1,
  float8_e5m2: 1,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint64: 8,
  uint32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
  complex128: 16,
  complex64: 8,
} as const;

export type ElementType = keyof typeof elementBytes;

/** A tensor as a file of weights names it; its values are read when they are asked for. */
export interface StoredTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** In elements, one a dimension. */
  readonly strides: readonly number[];
  /** What holds the elements, maybe those of other tensors too. */
  readonly storage: RandomBytes;
  /** Of the first element, in bytes. */
  readonly offset: number;
}

/** What a file of weights is. */
export type WeightsKind =
  /** Tensors by name. */
  | 'stateDict'
  /** A network pickled whole: its parameters, and names of classes that make it. */
  | 'module'
  /** Written by `torch.jit.save`. */
  | 'torchScript'
  /** Written by `torch.export.save`. */
  | 'exportedProgram';

/** A file that holds weights and no graph that can be run here. */
export interface WeightsFile {
  readonly format: 'pytorch' | 'safetensors';
  readonly kind: WeightsKind;
  /** The keys of a checkpoint that lead to its weights, from the outside in; empty where they stand by themselves. */
  readonly path: readonly string[];
  readonly tensors: readonly StoredTensor[];
}

/** Strides of elements that stand one behind the other, the last dimension the fastest. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1] * Math.max(1, shape[i + 1]);
  return strides;
}
