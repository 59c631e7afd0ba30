import { describe, expect, it } from 'vitest';
import { ResponseError } from 'vscode-jsonrpc';
import { InputError } from '../../src/inputError.js';
import { fromResponseError, toResponseError } from '../../src/jobs/errorTransfer.js';
import { JobCancelled, JobFailed } from '../../src/jobs/jobErrors.js';
import type { ErrorData } from '../../src/jobs/protocol.js';

/** As over the wire, where only plain values survive. */
function transfer(error: unknown): Error {
  const { code, message, data } = structuredClone(toResponseError(error).toJson());
  return fromResponseError(new ResponseError<ErrorData>(code, message, data));
}

describe('an error on its way to another process', () => {
  it.each([
    new InputError('test.csv has no labels: name them in a descriptor.'),
    new JobFailed('A worker process was ended by SIGKILL.'),
    new JobCancelled(),
  ])('keeps its class and its sentence: $name', (error) => {
    const arrived = transfer(error);
    expect(arrived).toBeInstanceOf(error.constructor);
    expect(arrived.message).toBe(error.message);
  });

  it.each([
    new RangeError('Array buffer allocation failed'),
    new Error('std::bad_alloc'),
    new Error(
      'Non-zero status code returned while running Gemm node. Failed to allocate memory for requested buffer of size 8',
    ),
    new Error('spawn ENOMEM'),
  ])('says in words that memory ran out: $message', (error) => {
    const arrived = transfer(error);
    expect(arrived).toBeInstanceOf(JobFailed);
    expect(arrived.message).toMatch(/^Memory ran out/);
  });

  it('is one line if nobody foresaw it', () => {
    for (const error of [
      new TypeError('x is not a function.\n    at f (worker.js:1:2)'),
      'x is not a function',
    ]) {
      const arrived = transfer(error);
      expect(arrived).toBeInstanceOf(JobFailed);
      expect(arrived.message).toBe(
        'The analysis failed on an unexpected error: x is not a function (set UNIT_IMPORTANCE_DEBUG=1 to see where).',
      );
    }
  });
});
