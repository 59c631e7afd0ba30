/** Where a text stops being JSON. Lines and columns count from 1. */
export interface SyntaxFault {
  readonly line: number;
  readonly column: number;
}

const space = /[ \t\r\n]*/y;
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

/**
 * The first place at which `json` breaks JSON's grammar (RFC 8259), or null where it does not.
 * `JSON.parse` knows, but tells the place only for some faults and in some versions of Node.
 */
export function findSyntaxFault(json: string): SyntaxFault | null {
  let at = 0;
  /** What closes each open array or object. */
  const open: (']' | '}')[] = [];
  const accept = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(json)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const skip = (character: string): boolean => {
    accept(space);
    if (json[at] !== character) return false;
    at++;
    return true;
  };
  const name = (): boolean => accept(space) && accept(text) && skip(':');
  const close = (): boolean => {
    if (!skip(open[open.length - 1])) return false;
    open.pop();
    return true;
  };
  const fault = (): SyntaxFault => {
    const before = json.slice(0, at).split('\n');
    return { line: before.length, column: before[before.length - 1].length + 1 };
  };

  for (;;) {
    // A value begins here.
    if (skip('{')) {
      open.push('}');
      if (!close()) {
        if (!name()) return fault();
        continue;
      }
    } else if (skip('[')) {
      open.push(']');
      if (!close()) continue;
    } else if (!accept(text) && !accept(number) && !accept(word)) {
      return fault();
    }
    // A value has ended here.
    while (open.length > 0 && !skip(',')) if (!close()) return fault();
    if (open.length === 0) {
      accept(space);
      return at === json.length ? null : fault();
    }
    if (open[open.length - 1] === '}' && !name()) return fault();
  }
}
