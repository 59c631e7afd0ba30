import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { numpyGlobals } from '../../src/pickle/numpyGlobals.js';
import { allowAny, pythonGlobals } from '../../src/pickle/pythonGlobals.js';
import type { PythonValue } from '../../src/pickle/pythonValue.js';
import { readPickle, type PickleOptions } from '../../src/pickle/readPickle.js';

/** A pickle that test/pickle/files/write.py wrote. */
export function writtenPickle(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, 'files', name));
}

/** What a pickle holds, with all that is allowed by default. */
export function unpickled(bytes: Uint8Array | string, more: Partial<PickleOptions> = {}): PythonValue {
  return readPickle(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, {
    name: 'a.pkl',
    advice: 'save it again',
    globals: allowAny(pythonGlobals, numpyGlobals),
    ...more,
  });
}
