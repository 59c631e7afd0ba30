import { latin1 } from './pickleBytes.js';
import { PickleFault } from './pickleFault.js';
import type { AllowedGlobals } from './pickleMachine.js';
import { PythonGlobal, type PythonValue } from './pythonValue.js';
import type { Room } from './room.js';

const slotBytes = 48;

/** A list of globals by their paths, as `collections.OrderedDict`. */
export function globalsOf(calls: Readonly<Record<string, PythonGlobal['call']>>): AllowedGlobals {
  const all = new Map(Object.entries(calls).map(([path, call]) => [path, new PythonGlobal(path, call)]));
  return (module, name) => all.get(`${module}.${name}`) ?? null;
}

/** What any of the lists allows, the first one first. */
export function allowAny(...lists: readonly AllowedGlobals[]): AllowedGlobals {
  return (module, name) => {
    for (const list of lists) {
      const found = list(module, name);
      if (found !== null) return found;
    }
    return null;
  };
}

const set = ([items]: readonly PythonValue[], room: Room): PythonValue => new Set(listOf(items, room));

/** How protocol 2 writes Python 3's bytes: as text of one character a byte. */
const encode = ([text, encoding]: readonly PythonValue[], room: Room): PythonValue => {
  if (typeof text !== 'string' || (encoding !== 'latin1' && encoding !== 'latin-1')) {
    throw new PickleFault('encodes something other than text as bytes');
  }
  return bytesOf(text, room);
};

const empty = (args: readonly PythonValue[]): PythonValue => {
  if (args.length > 0) throw new PickleFault('makes bytes of something other than nothing');
  return new Uint8Array();
};

const dict = ([entries]: readonly PythonValue[], room: Room): PythonValue => {
  const made = new Map<PythonValue, PythonValue>();
  for (const entry of listOf(entries, room)) {
    if (!Array.isArray(entry) || entry.length !== 2) throw new PickleFault('holds a key without a value');
    const [key, value] = entry;
    made.set(asKey(key, room), value);
  }
  return made;
};

/** Plain containers, and bytes as older protocols write them. */
export const pythonGlobals: AllowedGlobals = globalsOf({
  'collections.OrderedDict': dict,
  '_codecs.encode': encode,
  'builtins.set': set,
  '__builtin__.set': set,
  'builtins.frozenset': set,
  '__builtin__.frozenset': set,
  'builtins.bytes': empty,
  '__builtin__.bytes': empty,
});

/** A dict's key: bytes become text, so that they can be looked up. */
export function asKey(key: PythonValue, room: Room): PythonValue {
  if (!(key instanceof Uint8Array)) return key;
  room.take(key.length);
  return latin1(key);
}

/** The bytes that a text of one character a byte stands for. */
export function bytesOf(text: string, room: Room): Uint8Array {
  room.take(text.length);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) throw new PickleFault('holds text where bytes belong');
    bytes[i] = code;
  }
  return bytes;
}

function listOf(items: PythonValue | undefined, room: Room): readonly PythonValue[] {
  if (items === undefined) return [];
  if (!Array.isArray(items)) throw new PickleFault('makes a container of something that is no list');
  room.take(slotBytes * items.length);
  return items;
}
