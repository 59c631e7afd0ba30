import type { AllowedGlobals } from '../../../pickle/pickleMachine.js';
import { PickleFault } from '../../../pickle/pickleFault.js';
import { PythonGlobal, PythonObject, type PythonValue } from '../../../pickle/pythonValue.js';
import type { Room } from '../../../pickle/room.js';
import { sizeOf } from '../../tensor.js';
import { elementBytes, type ElementType } from './storedTensor.js';

/** Elements that a pickle names by a key; they stand outside it. */
export class TorchStorage extends PythonObject {
  readonly typeName = 'torch.Storage';

  /** @param elements in the type's own count. */
  constructor(
    readonly key: string,
    /** Null where the tensors on it tell. */
    readonly type: ElementType | null,
    readonly elements: number,
  ) {
    super();
  }

  get bytes(): number {
    return this.elements * (this.type === null ? 1 : elementBytes[this.type]);
  }
}

/** A tensor as a pickle describes it. */
export class TorchTensor extends PythonObject {
  readonly typeName = 'torch.Tensor';

  /** @param offset of the first element, in elements. */
  constructor(
    readonly storage: TorchStorage,
    readonly type: ElementType,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {
    super();
  }
}

/** What a class that is not known would have made: its name, and the state that it would have been given. */
export class OpaqueObject extends PythonObject {
  state: PythonValue = null;

  constructor(readonly typeName: string) {
    super();
  }

  override setState(state: PythonValue): void {
    // Objects with slots are given two dicts.
    this.state = Array.isArray(state) ? (state[0] ?? null) : state;
  }

  override append(): void {}

  override setItem(): void {}
}

const storageTypes: Readonly<Record<string, ElementType | null>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
  ComplexDoubleStorage: 'complex128',
  ComplexFloatStorage: 'complex64',
  UntypedStorage: null,
};

const elementTypeNames: Readonly<Record<string, ElementType>> = {
  ...Object.fromEntries(Object.keys(elementBytes).map((type) => [type, type as ElementType])),
  double: 'float64',
  float: 'float32',
  half: 'float16',
  long: 'int64',
  int: 'int32',
  short: 'int16',
};

type Rebuild = (args: readonly PythonValue[], room: Room) => PythonValue;

const rebuilds: Readonly<Record<string, Rebuild>> = {
  'torch._utils._rebuild_tensor': (args, room) => tensorOf(args, null, room),
  'torch._utils._rebuild_tensor_v2': (args, room) => tensorOf(args, null, room),
  'torch._utils._rebuild_tensor_v3': (args, room) => tensorOf(args, elementTypeOf(args[6]), room),
  'torch._utils._rebuild_parameter': ([data]) => data ?? null,
  'torch._utils._rebuild_parameter_with_state': ([data]) => data ?? null,
  'torch.nn.parameter.Parameter': ([data]) => data ?? null,
  'torch.Size': ([sizes]) => sizes ?? [],
  'torch._tensor._rebuild_from_type_v2': ([rebuild, , args], room) => {
    if (!(rebuild instanceof PythonGlobal) || rebuild.call === null || !Array.isArray(args)) {
      throw new PickleFault('makes a tensor by something that is no function');
    }
    return rebuild.call(args, room);
  },
};

/** PyTorch's tensors, as `torch.save` writes them. */
export const torchGlobals: AllowedGlobals = (module, name) => {
  const path = `${module}.${name}`;
  if (path in rebuilds) return new PythonGlobal(path, rebuilds[path]);
  const isType = module === 'torch' && (name in storageTypes || name in elementTypeNames);
  if (isType || path === 'torch.storage.UntypedStorage') return new PythonGlobal(path, null);
  return null;
};

/** Modules that no weights have any business with: a pickle that names one would run something. */
const running =
  /^(?:os|posix|nt|subprocess|sys|runpy|shutil|socket|webbrowser|pty|ctypes|_ctypes|importlib|pickle|_pickle|code|codeop|pip|urllib|requests|http|asyncio|multiprocessing|threading|timeit|pdb|bdb|cProfile|profile|operator|_operator|types|inspect|tempfile|pathlib\.os)(?:\.|$)/;
/** What of the builtins makes plain values. */
const plainBuiltins =
  /^(?:bool|bytearray|bytes|complex|dict|float|frozenset|int|list|long|object|range|set|slice|str|tuple|unicode)$/;

/** Every other class, as an opaque object of its name; those that would run something are not allowed. */
export const opaqueGlobals: AllowedGlobals = (module, name) => {
  const path = `${module}.${name}`;
  if (running.test(module)) return null;
  if ((module === 'builtins' || module === '__builtin__') && !plainBuiltins.test(name)) return null;
  return new PythonGlobal(path, (_, room) => {
    room.take(64);
    return new OpaqueObject(path);
  });
};

/**
 * What a persistent id names: `('storage', torch.FloatStorage, key, location, elements)`, or a class with its source.
 * @throws PickleFault where it is neither.
 */
export function persistentValue(id: PythonValue): PythonValue {
  const [kind, type, key, , elements] = Array.isArray(id) ? id : [];
  if (kind === 'module') return type ?? null;
  const name = type instanceof PythonGlobal ? (type.path.split('.').at(-1) ?? '') : '';
  if (kind !== 'storage' || !(name in storageTypes) || !isSize(elements) || typeof key !== 'string') {
    throw new PickleFault('names values outside itself in a way that is not known');
  }
  return new TorchStorage(key, storageTypes[name], elements);
}

function tensorOf(args: readonly PythonValue[], given: ElementType | null, room: Room): TorchTensor {
  const [storage, offset, shape, strides] = args;
  if (!(storage instanceof TorchStorage) || !isSize(offset) || !isSizes(shape) || !isSizes(strides)) {
    throw new PickleFault('holds a tensor without storage, shape or strides');
  }
  const type = given ?? storage.type;
  if (type === null || shape.length !== strides.length || shape.length > 64) {
    throw new PickleFault('holds a tensor whose type or strides are not told');
  }
  const last = shape.reduce((sum, size, i) => sum + (size - 1) * strides[i], offset);
  if (sizeOf(shape) > 0 && !((last + 1) * elementBytes[type] <= storage.bytes)) {
    throw new PickleFault(`holds a tensor of shape ${shape.join(' x ')} that is larger than what it lies in`);
  }
  room.take(256);
  return new TorchTensor(storage, type, offset, shape, strides);
}

function elementTypeOf(value: PythonValue | undefined): ElementType {
  const name = value instanceof PythonGlobal ? value.path.replace(/^torch\./, '') : '';
  if (name in elementTypeNames) return elementTypeNames[name];
  throw new PickleFault(`holds a tensor of elements that are not known${name && ` (${name})`}`);
}

function isSize(value: PythonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isSizes(value: PythonValue | undefined): value is number[] {
  return Array.isArray(value) && value.every(isSize);
}
