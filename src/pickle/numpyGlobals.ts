import { PickleFault } from './pickleFault.js';
import type { AllowedGlobals } from './pickleMachine.js';
import { bytesOf, globalsOf } from './pythonGlobals.js';
import { PythonGlobal, PythonObject, type PythonValue } from './pythonValue.js';
import type { Room } from './room.js';

/** The type of a NumPy array's elements. */
export class NumpyType extends PythonObject {
  readonly typeName = 'numpy.dtype';
  private order = '';
  /** Records of several fields, or arrays as elements. */
  private isComposed = false;

  /** @param code as `u1`, `f8`, `S12`, `O`. */
  constructor(private readonly code: string) {
    super();
  }

  /** As NumPy's files write it: `<f4`, `|u1`. */
  get description(): string {
    return this.isComposed ? 'V' : this.order + this.code;
  }

  /** Bytes an element; texts of Unicode take four a character. */
  get size(): number {
    return Number(this.code.slice(1)) * (this.code.startsWith('U') ? 4 : 1);
  }

  override setState(state: PythonValue): void {
    if (!Array.isArray(state)) throw new PickleFault("gives a numpy.dtype a state that it can't have");
    const [, order, part, names] = state;
    this.order = typeof order === 'string' ? order : '';
    this.isComposed = Boolean(part ?? names);
  }
}

/** A NumPy array, its elements still bytes. */
export class NumpyArray extends PythonObject {
  readonly typeName = 'numpy.ndarray';
  shape: readonly number[] = [0];
  /** As `<f4`; `|O8` of an array of Python's values. */
  description = '|u1';
  fortranOrder = false;
  /** A view of the pickle where it can be. */
  data: Uint8Array = new Uint8Array();
  /** The elements of an array of Python's values; null of any other. */
  values: readonly PythonValue[] | null = null;

  override setState(state: PythonValue, room: Room): void {
    if (!Array.isArray(state)) throw new PickleFault("gives a numpy.ndarray a state that it can't have");
    const [shape, type, isFortran, content] = state.slice(-4);
    this.fill(shape, type, content, room);
    this.fortranOrder = isFortran === true || isFortran === 1;
  }

  /** @throws PickleFault where the content is not as long as the shape says. */
  fill(shape: PythonValue, type: PythonValue, content: PythonValue, room: Room): void {
    if (!(type instanceof NumpyType) || !isShape(shape)) {
      throw new PickleFault('holds a numpy.ndarray without shape or type');
    }
    this.shape = shape;
    this.description = type.description;
    const count = shape.reduce((product, size) => product * size, 1);
    if (Array.isArray(content)) this.values = content;
    else if (content instanceof Uint8Array) this.data = content;
    else if (typeof content === 'string') this.data = bytesOf(content, room);
    const length = this.values?.length ?? this.data.length / (type.size > 0 ? type.size : 1);
    if (length !== count && (this.values !== null || type.size > 0)) {
      throw new PickleFault(`holds an array of shape ${shape.join(' x ')} whose data is of another length`);
    }
  }
}

const reconstruct = ([type]: readonly PythonValue[], room: Room): PythonValue => {
  if (!(type instanceof PythonGlobal) || type.path !== 'numpy.ndarray') {
    throw new PickleFault('makes an array of a class of its own');
  }
  room.take(256);
  return new NumpyArray();
};

const fromBuffer = ([data, type, shape, order]: readonly PythonValue[], room: Room): PythonValue => {
  room.take(256);
  const array = new NumpyArray();
  array.fill(shape, type, data, room);
  array.fortranOrder = order === 'F';
  return array;
};

/** A single number is an array without dimensions. */
const scalar = ([type, data]: readonly PythonValue[], room: Room): PythonValue => {
  room.take(256);
  const array = new NumpyArray();
  array.fill([], type, data ?? null, room);
  return array;
};

const dtype = ([code]: readonly PythonValue[], room: Room): PythonValue => {
  const text = typeof code === 'string' ? code : '';
  if (!/^[a-zA-Z]\d{0,9}$/.test(text)) throw new PickleFault('names a numpy.dtype that is none');
  room.take(128);
  return new NumpyType(text);
};

/** NumPy's arrays, under the names that its versions gave them. */
export const numpyGlobals: AllowedGlobals = globalsOf({
  'numpy.ndarray': null,
  'numpy.dtype': dtype,
  'numpy.core.multiarray._reconstruct': reconstruct,
  'numpy._core.multiarray._reconstruct': reconstruct,
  'numpy.core.multiarray.scalar': scalar,
  'numpy._core.multiarray.scalar': scalar,
  'numpy.core.numeric._frombuffer': fromBuffer,
  'numpy._core.numeric._frombuffer': fromBuffer,
});

function isShape(value: PythonValue): value is number[] {
  return (
    Array.isArray(value) &&
    value.length <= 32 &&
    value.every((size) => typeof size === 'number' && Number.isSafeInteger(size) && size >= 0)
  );
}
