import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { allowAny, globalsOf, pythonGlobals } from '../../src/pickle/pythonGlobals.js';
import { PythonGlobal, PythonObject, type PythonValue } from '../../src/pickle/pythonValue.js';
import { readPickleAt } from '../../src/pickle/readPickle.js';
import { unpickled, writtenPickle } from './pickles.js';

describe('a pickle of plain values', () => {
  it.each([0, 1, 2, 3, 4])('is read in protocol %i, as Python wrote it', (protocol) => {
    const found = unpickled(writtenPickle(`plain${protocol}.pkl`)) as Map<string, PythonValue>;
    expect(found.get('none')).toBeNull();
    expect(found.get('truth')).toEqual([true, false]);
    expect(found.get('whole')).toEqual([
      0,
      255,
      256,
      65536,
      -1,
      2 ** 31,
      -(2 ** 40),
      2n ** 60n + 1n,
      2 ** 53 - 1,
    ]);
    expect(found.get('floats')).toEqual([0.5, -1e300, Infinity]);
    expect(found.get('text')).toBe('Zürich €\n\'"\\ 𝄞');
    expect(Uint8Array.from(found.get('bytes') as Uint8Array)).toEqual(Uint8Array.of(0, 255, 10));
    expect(found.get('tuple')).toEqual([]);
    expect(found.get('nested')).toEqual([[1, [2, 3]], new Map([['a', new Map([['b', [4, 5, 6, 7]]])]])]);
    expect(found.get('self')).toBe(found.get('nested'));
    expect([...(found.get('ordered') as Map<string, number>)]).toEqual([
      ['z', 1],
      ['a', 2],
    ]);
    expect(found.get('set')).toEqual(new Set([7]));
  });

  it('of Python 2 has text that is ASCII as text, and other text as bytes', () => {
    expect(unpickled('U\x03abc.')).toBe('abc');
    expect(unpickled("S'a\\x41\\n\\\\'\np0\n.")).toBe('aA\n\\');
    expect([...(unpickled('T\x02\0\0\0\x01\xff.') as Uint8Array)]).toEqual([1, 255]);
    expect(unpickled('(dU\x01aK\x01s.')).toEqual(new Map([['a', 1]]));
    expect(unpickled('(dC\x01aK\x01s.')).toEqual(new Map([['a', 1]]));
  });

  it('may be one of several that lie one after another', () => {
    const bytes = Buffer.from('K\x01.K\x02.', 'latin1');
    const options = { name: 'a', advice: 'b', globals: pythonGlobals };
    const first = readPickleAt(bytes, options);
    expect(first).toEqual({ value: 1, length: 3 });
    expect(readPickleAt(bytes.subarray(first.length), options).value).toBe(2);
  });
});

describe('a pickle that could run code', () => {
  it.each([
    ["cos\nsystem\n(S'true'\ntR.", 'os.system'],
    ['cposix\nsystem\n(U\x04trueo.', 'posix.system'],
    ["(S'true'\nios\nsystem\n.", 'os.system'],
    ['\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R.', 'builtins.eval'],
    ['c__builtin__\ngetattr\n.', '__builtin__.getattr'],
    ['c__proto__\nconstructor\n.', '__proto__.constructor'],
    ['cnumpy\nfromfile\n.', 'numpy.fromfile'],
  ])('%j is refused by name', (pickle, named) => {
    expect(() => unpickled(pickle)).toThrow(
      new InputError(
        `a.pkl: the pickle asks to import ${named}, which is not done, since it could run anything; save it again.`,
      ),
    );
  });

  it.each([
    ['(K\x01K\x02tR.', 'takes a value from an empty stack'],
    ['K\x01K\x02\x85R.', 'calls something that is no function'],
    ['cnumpy\nndarray\n)R.', 'calls numpy.ndarray, which is not done'],
    ['ccollections\nOrderedDict\n)}U\x01aK\x01s\x92.', 'calls with arguments by name'],
    ['K\x01K\x02b.', 'gives a state to something that has none'],
    ['U\x01aP\n.', 'keeps a part of its data outside itself'],
    ['\x82\x01.', 'names a class by a number of a registry that is not there'],
    ['\x97.', 'keeps its data outside itself'],
  ])('%j is refused', (pickle, reason) => {
    expect(() => unpickled(pickle)).toThrow(`a.pkl: the pickle ${reason}; save it again.`);
  });
});

describe('what a reader of pickles allows', () => {
  class Weight extends PythonObject {
    readonly typeName = 'my.Weight';
    state: PythonValue = null;
    override setState(state: PythonValue): void {
      this.state = state;
    }
  }

  it('may be globals of its own and persistent ids', () => {
    const own = globalsOf({ 'my.Weight': () => new Weight() });
    const globals = allowAny(pythonGlobals, own);
    const persistent = (id: PythonValue): PythonValue => ['stored', id];
    const weight = unpickled('cmy\nWeight\n)\x81(U\x01kU\x01vtQb.', { globals, persistent }) as Weight;
    expect(weight.state).toEqual(['stored', ['k', 'v']]);
  });

  it('may be anything, as something opaque', () => {
    const globals = (module: string, name: string): PythonGlobal =>
      new PythonGlobal(`${module}.${name}`, () => new Weight());
    expect((unpickled('cos\nsystem\n)R}U\x01aK\x01sb.', { globals }) as Weight).state).toEqual(
      new Map([['a', 1]]),
    );
  });
});

describe('a damaged pickle', () => {
  const whole = writtenPickle('plain4.pkl');

  it('that is cut short anywhere is told so', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => unpickled(whole.subarray(0, length))).toThrow(
        'a.pkl: the pickle is cut short in the middle of a value; save it again.',
      );
    }
  });

  it('with any byte changed is read or refused in a sentence', () => {
    for (const name of ['plain0.pkl', 'plain4.pkl', 'numpy2.pkl', 'numpy4.pkl']) {
      const bytes = Uint8Array.from(writtenPickle(name));
      for (let at = 0; at < bytes.length; at++) {
        const before = bytes[at];
        for (const value of [0, 0x28, 0x52, 0x62, 0x75, 0xff, before ^ 1]) {
          bytes[at] = value;
          try {
            unpickled(bytes);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
          }
        }
        bytes[at] = before;
      }
    }
  });

  it.each([
    ['\x80\x09N.', 'is of protocol 9, which is not known'],
    ['\xff.', 'holds the byte 255 where no pickle has it'],
    ['h\x05.', 'asks for a value that it never kept'],
    ['K\x01t.', 'goes back to a mark that it never set'],
    ['}(U\x01au.', 'holds a key without a value'],
    ['Iabc\n.', 'holds a number that is none'],
    ['Fabc\n.', 'holds a number that is none'],
    ['K\x01K\x02a.', 'appends to something that is no list'],
    ['K\x01K\x02K\x03s.', 'sets an entry of something that is no dict'],
  ])('%j is refused', (pickle, reason) => {
    expect(() => unpickled(pickle)).toThrow(`a.pkl: the pickle ${reason}; save it again.`);
  });
});

describe('a pickle that asks for too much', () => {
  it('of memory is refused before that is spent', () => {
    const asked = 'a.pkl: the pickle asks for more than 1 MB of memory; save it again.';
    const limited = (pickle: string): PythonValue => unpickled(pickle, { memory: 2 ** 20 });
    expect(() => limited(']'.repeat(20_000))).toThrow(asked);
    expect(() => limited('('.repeat(30_000))).toThrow(asked);
    expect(() => limited(`N${'\x94'.repeat(30_000)}`)).toThrow(asked);
    // A text that is kept and made into bytes again and again.
    const length = 'a'.repeat(10_000);
    const bomb = `c_codecs\nencode\nq\x010(V${length}\nU\x06latin1tq\x020${'h\x01h\x02R'.repeat(200)}.`;
    expect(() => limited(bomb)).toThrow(asked);
  });

  it('of length is refused', () => {
    expect(() => unpickled('\x8e\xff\xff\xff\xff\xff\xff\xff\x7fabc.')).toThrow('is cut short');
    expect(() => unpickled(`\x8b\0\x10\0\0${'\x01'.repeat(4096)}.`)).toThrow(
      'a whole number beyond all measure',
    );
    expect(() => unpickled(`L${'9'.repeat(1000)}L\n.`)).toThrow('holds a number that is none');
  });

  it('of depth is read without recursion', () => {
    const depth = 200_000;
    let value = unpickled(`${']'.repeat(depth)}${'a'.repeat(depth - 1)}.`);
    let found = 1;
    for (; Array.isArray(value) && value.length > 0; found++) value = value[0];
    expect(found).toBe(depth);
  });
});
