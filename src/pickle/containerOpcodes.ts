import type { Opcodes } from './literalOpcodes.js';
import { asKey } from './pythonGlobals.js';
import { PickleFault } from './pickleFault.js';
import type { PickleMachine } from './pickleMachine.js';
import { PythonObject, type PythonValue } from './pythonValue.js';

/** Bytes that an empty list, dict or set takes, and an entry of a dict or set, roughly. */
const containerBytes = 64;
const entryBytes = 48;

const pushNew = (machine: PickleMachine, container: PythonValue): void => {
  machine.room.take(containerBytes);
  machine.push(container);
};

const tuple =
  (size: number) =>
  (machine: PickleMachine): void => {
    const items = Array.from({ length: size }, () => machine.pop());
    pushNew(machine, items.reverse());
  };

/** Lists, tuples, dicts and sets. */
export const containerOpcodes: Opcodes = {
  0x28: (machine) => machine.mark(), // MARK
  0x29: tuple(0), // EMPTY_TUPLE
  0x5d: tuple(0), // EMPTY_LIST
  0x6c: (machine) => pushNew(machine, machine.popMark()), // LIST
  0x74: (machine) => pushNew(machine, machine.popMark()), // TUPLE
  0x85: tuple(1), // TUPLE1
  0x86: tuple(2), // TUPLE2
  0x87: tuple(3), // TUPLE3
  // APPEND
  0x61: (machine) => {
    const item = machine.pop();
    append(machine, [item]);
  },
  0x65: (machine) => append(machine, machine.popMark()), // APPENDS
  0x7d: (machine) => pushNew(machine, new Map()), // EMPTY_DICT
  // DICT
  0x64: (machine) => {
    const entries = machine.popMark();
    pushNew(machine, new Map());
    setItems(machine, entries);
  },
  // SETITEM
  0x73: (machine) => {
    const value = machine.pop();
    const key = machine.pop();
    setItems(machine, [key, value]);
  },
  0x75: (machine) => setItems(machine, machine.popMark()), // SETITEMS
  0x8f: (machine) => pushNew(machine, new Set()), // EMPTY_SET
  0x90: (machine) => append(machine, machine.popMark()), // ADDITEMS
  // FROZENSET
  0x91: (machine) => {
    const items = machine.popMark();
    pushNew(machine, new Set());
    append(machine, items);
  },
};

function append(machine: PickleMachine, items: readonly PythonValue[]): void {
  const target = machine.top();
  machine.room.take(entryBytes * items.length);
  if (Array.isArray(target)) for (const item of items) target.push(item);
  else if (target instanceof Set) for (const item of items) target.add(item);
  else if (target instanceof PythonObject && target.append) for (const item of items) target.append(item);
  else throw new PickleFault('appends to something that is no list');
}

function setItems(machine: PickleMachine, entries: readonly PythonValue[]): void {
  const target = machine.top();
  if (entries.length % 2 !== 0) throw new PickleFault('holds a key without a value');
  machine.room.take(entryBytes * entries.length);
  for (let i = 0; i < entries.length; i += 2) {
    const [key, value] = [entries[i], entries[i + 1]];
    if (target instanceof Map) target.set(asKey(key, machine.room), value);
    else if (target instanceof PythonObject && target.setItem) target.setItem(key, value);
    else throw new PickleFault('sets an entry of something that is no dict');
  }
}
