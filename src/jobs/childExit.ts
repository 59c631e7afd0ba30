import { memoryRanOut, memorySentence } from './memoryErrors.js';

/** What a child process is for, which decides how its end is worded. */
export type ChildRole = 'inspection' | 'analysis' | 'worker' | 'live';

/** How a child process ended. */
export interface ChildExit {
  /** Exit status; `null` where a signal ended it or it never started. */
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it could not be started; `null` where it was. */
  readonly startError: string | null;
  /** The last of what it printed on standard output and standard error. */
  readonly output: string;
}

const subjects: Record<ChildRole, string> = {
  inspection: 'The process that reads the model',
  analysis: 'The analysis process',
  worker: 'A worker process',
  live: 'The process that deletes units as they are chosen',
};

/** Says to a person that a child process ended before it had answered, and what to do. */
export function exitSentence(exit: ChildExit, role: ChildRole): string {
  const subject = subjects[role];
  if (exit.startError !== null) return `${subject} could not be started: ${exit.startError}.`;
  const writes = role === 'analysis' || role === 'worker';
  if (writes && memoryRanOut(exit.output)) return memorySentence;
  if (exit.signal !== null) {
    return writes
      ? `${subject} was ended by ${exit.signal} before it was done, so nothing was written; ` +
          'start it again, with fewer workers if memory ran out.'
      : `${subject} was ended by ${exit.signal} before it was done; try again, with more memory free if it ran out.`;
  }
  const lastLine = exit.output.trimEnd().split('\n').at(-1)?.trim();
  const status = `${subject} ended with exit status ${exit.code ?? 'unknown'} before it was done`;
  return lastLine ? `${status}; the last it said was: ${lastLine}` : `${status}.`;
}
