import { InputError } from '../inputError.js';
import { containerOpcodes } from './containerOpcodes.js';
import { literalOpcodes, type Opcodes } from './literalOpcodes.js';
import { objectOpcodes } from './objectOpcodes.js';
import { PickleFault } from './pickleFault.js';
import { PickleMachine, type AllowedGlobals } from './pickleMachine.js';
import type { PythonValue } from './pythonValue.js';

const stop = 0x2e;
const mostMemory = 2 ** 30;

const opcodes: Opcodes = { ...literalOpcodes, ...containerOpcodes, ...objectOpcodes };

export interface PickleOptions {
  /** What messages call the file. */
  readonly name: string;
  /** What to do about a file that is not read, as the end of a sentence: `save it with numpy.savez`. */
  readonly advice: string;
  /**
   * What may be named: `allowAny(pythonGlobals, numpyGlobals, ...)`, or a function of one's own, which may return a global
   * whose `call` makes an opaque `PythonObject` of what it does not know. Null refuses the pickle by that name.
   */
  readonly globals: AllowedGlobals;
  /** What a persistent id stands for, as a tuple that names a tensor's storage. Without it, ids are refused. */
  readonly persistent?: (id: PythonValue) => PythonValue;
  /** Bytes that the values may take, roughly; bytes and arrays that are views of the pickle don't count. */
  readonly memory?: number;
}

/**
 * Reads a Python pickle (protocols 0 to 4, and 5 without buffers beside it) as plain data. Nothing is imported, and nothing runs
 * but the constructors of `globals`. Time and memory grow with the file's bytes alone.
 * @param bytes the pickle; there may be more behind it. Values that are bytes are views of it.
 * @throws InputError where it is damaged, too large, or names what is not allowed.
 */
export function readPickle(bytes: Uint8Array, options: PickleOptions): PythonValue {
  return readPickleAt(bytes, options).value;
}

/** The same, with the number of bytes that the pickle took: several may lie one after another. */
export function readPickleAt(
  bytes: Uint8Array,
  { name, advice, globals, persistent, memory }: PickleOptions,
): { readonly value: PythonValue; readonly length: number } {
  const machine = new PickleMachine(bytes, globals, persistent ?? null, memory ?? mostMemory);
  try {
    for (;;) {
      const opcode = machine.bytes.byte();
      if (opcode === stop) return { value: machine.pop(), length: machine.bytes.position };
      if (!(opcode in opcodes)) throw new PickleFault(`holds the byte ${opcode} where no pickle has it`);
      opcodes[opcode](machine);
    }
  } catch (error) {
    if (!(error instanceof PickleFault)) throw error;
    throw new InputError(`${name}: the pickle ${error.message}; ${advice}.`);
  }
}
