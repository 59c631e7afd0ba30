import { describe, expect, it } from 'vitest';
import { exitSentence, type ChildExit } from '../../src/jobs/childExit.js';

const clean: ChildExit = { code: null, signal: null, startError: null, output: '' };

describe('the end of a process in words', () => {
  it('names the signal and what to do', () => {
    expect(exitSentence({ ...clean, signal: 'SIGSEGV' }, 'worker')).toBe(
      'A worker process was ended by SIGSEGV before it was done, so nothing was written; ' +
        'start it again, with fewer workers if memory ran out.',
    );
  });

  it('recognises a heap overflow by what was printed', () => {
    const output =
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb9c1f0 node::Abort()\n';
    expect(exitSentence({ ...clean, signal: 'SIGABRT', output }, 'analysis')).toMatch(/^Memory ran out/);
  });

  it('quotes the last line that was printed, if there is one', () => {
    expect(exitSentence({ ...clean, code: 3, output: 'one\ntwo\n\n' }, 'analysis')).toBe(
      'The analysis process ended with exit status 3 before it was done; the last it said was: two',
    );
    expect(exitSentence({ ...clean, code: 0 }, 'inspection')).toBe(
      'The process that reads the model ended with exit status 0 before it was done.',
    );
  });

  it('tells why it did not start', () => {
    expect(exitSentence({ ...clean, startError: 'spawn EAGAIN' }, 'worker')).toBe(
      'A worker process could not be started: spawn EAGAIN.',
    );
  });
});
