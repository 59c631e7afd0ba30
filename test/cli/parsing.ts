import { resolve } from 'node:path';
import { expect } from 'vitest';
import { parseCommand } from '../../src/cli/parse.js';
import { InputError } from '../../src/inputError.js';

/** Where the command line is read that tests write. */
export const cwd = resolve('/home/ann');
/** What a command line asks for. */
export const parse = (...argv: string[]): ReturnType<typeof parseCommand> =>
  parseCommand(argv, { cwd, cores: 4, cacheFolder: '/home/ann/.cache/unit-importance' });

/** The sentence by which it is refused. */
export function refusal(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  return 'taken';
}

/** The sentence by which these options of an analysis are refused. */
export const analyse = (...options: string[]): string =>
  refusal('analyse', 'm.onnx', '--data', 'd.npz', ...options);
