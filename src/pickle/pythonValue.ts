import type { Room } from './room.js';

/**
 * What a pickle may hold, as plain data: lists and tuples are arrays, dicts are Maps (keys that are bytes become text), whole
 * numbers beyond 2^53 are bigints. Python 2 makes no difference between text and bytes: what is ASCII counts as text.
 */
export type PythonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PythonValue[]
  | Map<PythonValue, PythonValue>
  | Set<PythonValue>
  | PythonGlobal
  | PythonObject;

/** Something that a pickle names by module and name, and that was allowed. Nothing is ever imported for it. */
export class PythonGlobal {
  /**
   * @param path as `collections.OrderedDict`
   * @param call what calling it with these arguments makes; null where it may only be named. Throws `PickleFault`. What it
   * makes takes its memory from `room`.
   */
  constructor(
    readonly path: string,
    readonly call: ((args: readonly PythonValue[], room: Room) => PythonValue) | null,
  ) {}
}

/** A value of a type that is no plain data. What its class can't take is refused. */
export abstract class PythonObject {
  /** As messages call it: `numpy.ndarray`. */
  abstract readonly typeName: string;

  /** Takes what Python's `__setstate__` would be given. @throws PickleFault */
  setState?(state: PythonValue, room: Room): void;

  /** Takes an item, as a list or a set does. @throws PickleFault */
  append?(item: PythonValue): void;

  /** Takes an entry, as a dict does. @throws PickleFault */
  setItem?(key: PythonValue, value: PythonValue): void;
}

/** Text from text, or from Python 2's or 3's bytes; null of anything else. */
export function asText(value: PythonValue | undefined): string | null {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === 'string' ? value : null;
}
