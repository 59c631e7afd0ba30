/** A function of Python's as its bytes tell: what it does, and the constants that this speaks of. */
export interface PythonCode {
  /** How many values it takes. */
  readonly takes: number;
  /** Instructions in order: the number that Python has for each, and its argument. */
  readonly instructions: readonly (readonly [operation: number, argument: number])[];
  /** Null where a constant is no number. */
  readonly constants: readonly (number | null)[];
}

/** Ends a function with what was worked out last. */
export const returnValue = 83;
/** From here on, instructions of Python 3.5 and earlier have an argument. */
const firstWithArgument = 90;

/**
 * Reads a function that Python's `marshal` wrote, as far as arithmetic needs it: Python 2.7, and 3.4 to 3.12. Nothing is run.
 * @returns null where it is none, or something else than numbers and places stands where these are looked for.
 */
export function readPythonCode(bytes: Uint8Array): PythonCode | null {
  try {
    return new MarshalReader(bytes).code();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

class MarshalReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  code(): PythonCode {
    if (this.#type() !== 'c') throw new RangeError('no code');
    const takes = this.#integer();
    // Versions differ in how many numbers stand before the instructions.
    for (let i = 0; !this.#isText(); i++) {
      if (i > 5) throw new RangeError('no instructions');
      this.#integer();
    }
    this.#type();
    const length = this.#integer();
    const own = new Uint8Array(length);
    for (let i = 0; i < length; i++) own[i] = this.#byte();
    return { takes, instructions: instructionsIn(own), constants: this.#numbers() };
  }

  /** Whether a text of bytes stands here that ends within the file. */
  #isText(): boolean {
    const isOne = (this.#view.getUint8(this.#at) & 0x7f) === 's'.charCodeAt(0);
    return isOne && this.#at + 5 + this.#view.getUint32(this.#at + 1, true) <= this.#view.byteLength;
  }

  #numbers(): (number | null)[] {
    const type = this.#type();
    if (type !== '(' && type !== ')') throw new RangeError('no constants');
    const count = type === '(' ? this.#integer() : this.#byte();
    return Array.from({ length: count }, () => this.#number());
  }

  #number(): number | null {
    switch (this.#type()) {
      case 'N':
        return null;
      case 'T':
        return 1;
      case 'F':
        return 0;
      case 'i':
        return this.#integer();
      case 'g':
        this.#at += 8;
        return this.#view.getFloat64(this.#at - 8, true);
      default:
        throw new RangeError('a constant that is no number');
    }
  }

  /** The letter of what stands here, without the mark of what is spoken of again. */
  #type(): string {
    return String.fromCharCode(this.#byte() & 0x7f);
  }

  #byte(): number {
    return this.#view.getUint8(this.#at++);
  }

  #integer(): number {
    this.#at += 4;
    return this.#view.getInt32(this.#at - 4, true);
  }
}

function instructionsIn(code: Uint8Array): [number, number][] {
  const instructions: [number, number][] = [];
  const isOld = code.at(-1) === returnValue;
  for (let at = 0; at < code.length;) {
    const operation = code[at];
    const hasNone = isOld && operation < firstWithArgument;
    const argument = hasNone ? 0 : isOld ? code[at + 1] | (code[at + 2] << 8) : code[at + 1];
    instructions.push([operation, argument]);
    at += hasNone ? 1 : isOld ? 3 : 2;
  }
  return instructions;
}
