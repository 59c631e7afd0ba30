import { PickleBytes } from './pickleBytes.js';
import { PickleFault } from './pickleFault.js';
import { PythonGlobal, type PythonValue } from './pythonValue.js';
import { Room } from './room.js';

/** Bytes that a value takes on the stack, in the memo, or as an entry of a list, roughly. */
const slotBytes = 16;
const memoBytes = 48;

/** What a name in a pickle stands for: null where it may not be named. */
export type AllowedGlobals = (module: string, name: string) => PythonGlobal | null;

/** The machine that a pickle is a program for, less everything that could run code. */
export class PickleMachine {
  readonly bytes: PickleBytes;
  readonly room: Room;
  private stack: PythonValue[] = [];
  /** Stacks that were put aside by a mark. */
  private readonly aside: PythonValue[][] = [];
  private readonly memo = new Map<number, PythonValue>();

  constructor(
    bytes: Uint8Array,
    private readonly allowed: AllowedGlobals,
    readonly persistent: ((id: PythonValue) => PythonValue) | null,
    memory: number,
  ) {
    this.bytes = new PickleBytes(bytes);
    this.room = new Room(memory);
  }

  push(value: PythonValue): void {
    this.room.take(slotBytes);
    this.stack.push(value);
  }

  pop(): PythonValue {
    const value = this.stack.pop();
    if (value === undefined) throw new PickleFault('takes a value from an empty stack');
    return value;
  }

  top(): PythonValue {
    const value = this.pop();
    this.stack.push(value);
    return value;
  }

  mark(): void {
    this.room.take(memoBytes);
    this.aside.push(this.stack);
    this.stack = [];
  }

  /** The values that were pushed since the last mark. */
  popMark(): PythonValue[] {
    const values = this.stack;
    const before = this.aside.pop();
    if (before === undefined) throw new PickleFault('goes back to a mark that it never set');
    this.stack = before;
    return values;
  }

  remember(index = this.memo.size): void {
    this.room.take(memoBytes);
    this.memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) throw new PickleFault('asks for a value that it never kept');
    this.push(value);
  }

  /** @throws PickleFault where it is not on the list of what may be named. */
  named(module: string, name: string): PythonGlobal {
    const found = this.allowed(module, name);
    if (found !== null) return found;
    throw new PickleFault(`asks to import ${module}.${name}, which is not done, since it could run anything`);
  }

  /** @throws PickleFault where it is nothing that may be called. */
  call(callee: PythonValue, args: PythonValue): PythonValue {
    if (!(callee instanceof PythonGlobal) || !Array.isArray(args)) {
      throw new PickleFault('calls something that is no function');
    }
    if (callee.call === null) throw new PickleFault(`calls ${callee.path}, which is not done`);
    return callee.call(args, this.room);
  }
}
