import type { Opcodes } from './literalOpcodes.js';
import { PickleFault } from './pickleFault.js';
import type { PickleMachine } from './pickleMachine.js';
import { PythonObject, type PythonValue } from './pythonValue.js';

const newestProtocol = 5;

const extension = (): never => {
  throw new PickleFault('names a class by a number of a registry that is not there');
};

const buffer = (): never => {
  throw new PickleFault('keeps its data outside itself');
};

/** The stack, the memo, names, calls and states of objects. */
export const objectOpcodes: Opcodes = {
  0x30: (machine) => void machine.pop(), // POP
  0x31: (machine) => void machine.popMark(), // POP_MARK
  0x32: (machine) => machine.push(machine.top()), // DUP
  0x67: (machine) => machine.recall(Number(machine.bytes.line())), // GET
  0x68: (machine) => machine.recall(machine.bytes.byte()), // BINGET
  0x6a: (machine) => machine.recall(machine.bytes.uint32()), // LONG_BINGET
  0x70: (machine) => machine.remember(Number(machine.bytes.line())), // PUT
  0x71: (machine) => machine.remember(machine.bytes.byte()), // BINPUT
  0x72: (machine) => machine.remember(machine.bytes.uint32()), // LONG_BINPUT
  0x94: (machine) => machine.remember(), // MEMOIZE
  0x63: (machine) => machine.push(machine.named(machine.bytes.line(), machine.bytes.line())), // GLOBAL
  // STACK_GLOBAL
  0x93: (machine) => {
    const name = machine.pop();
    const module = machine.pop();
    if (typeof module !== 'string' || typeof name !== 'string') {
      throw new PickleFault('names something by what is no text');
    }
    machine.push(machine.named(module, name));
  },
  0x52: callPopped, // REDUCE
  0x81: callPopped, // NEWOBJ
  // NEWOBJ_EX
  0x92: (machine) => {
    const named = machine.pop();
    if (!(named instanceof Map) || named.size > 0) throw new PickleFault('calls with arguments by name');
    callPopped(machine);
  },
  // INST
  0x69: (machine) => {
    const callee = machine.named(machine.bytes.line(), machine.bytes.line());
    machine.push(machine.call(callee, machine.popMark()));
  },
  // OBJ
  0x6f: (machine) => {
    const [callee, ...args] = machine.popMark();
    machine.push(machine.call(callee ?? null, args));
  },
  // BUILD
  0x62: (machine) => {
    const state = machine.pop();
    const target = machine.top();
    if (target instanceof PythonObject && target.setState) target.setState(state, machine.room);
    // What an OrderedDict has beside its entries is no data.
    else if (!(target instanceof Map)) throw new PickleFault('gives a state to something that has none');
  },
  0x50: (machine) => machine.push(outside(machine, machine.bytes.line())), // PERSID
  0x51: (machine) => machine.push(outside(machine, machine.pop())), // BINPERSID
  // PROTO
  0x80: (machine) => {
    const protocol = machine.bytes.byte();
    if (protocol > newestProtocol) throw new PickleFault(`is of protocol ${protocol}, which is not known`);
  },
  0x95: (machine) => void machine.bytes.length64(), // FRAME
  0x82: extension, // EXT1
  0x83: extension, // EXT2
  0x84: extension, // EXT4
  0x97: buffer, // NEXT_BUFFER
  0x98: buffer, // READONLY_BUFFER
};

function callPopped(machine: PickleMachine): void {
  const args = machine.pop();
  const callee = machine.pop();
  machine.push(machine.call(callee, args));
}

function outside(machine: PickleMachine, id: PythonValue): PythonValue {
  if (machine.persistent === null) throw new PickleFault('keeps a part of its data outside itself');
  return machine.persistent(id);
}
