import * as l10n from '@vscode/l10n';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc';
import { InputError } from '../inputError.js';
import { JobCancelled, JobFailed } from './jobErrors.js';
import { memoryRanOut, memorySentence } from './memoryErrors.js';
import type { ErrorData } from './protocol.js';

/** What a call answers with when it fails: one sentence, and whether it is a person's mistake or ours. */
export function toResponseError(error: unknown): ResponseError<ErrorData> {
  if (error instanceof InputError) return responseError('input', error.message);
  if (error instanceof JobCancelled) return responseError('cancelled', error.message);
  if (error instanceof JobFailed) return responseError('failure', error.message);
  const message = firstLine(error);
  if (memoryRanOut(message)) return responseError('failure', memorySentence);
  return responseError(
    'failure',
    l10n.t(
      'The analysis failed on an unexpected error: {0} (set UNIT_IMPORTANCE_DEBUG=1 to see where).',
      message,
    ),
  );
}

/** The error that `toResponseError` was given, or its equal; classes do not survive the way. */
export function fromResponseError(error: ResponseError<ErrorData>): InputError | JobCancelled | JobFailed {
  switch (error.data?.kind) {
    case 'input':
      return new InputError(error.message);
    case 'cancelled':
      return new JobCancelled();
    default:
      return new JobFailed(error.message);
  }
}

/** An error's first line, without the stack. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return (text.split('\n', 1)[0] ?? '').trim().replace(/\.$/, '');
}

/** JSON-RPC wants a code; ours says nothing, `data.kind` does. */
function responseError(kind: ErrorData['kind'], message: string): ResponseError<ErrorData> {
  return new ResponseError(ErrorCodes.InternalError, message, { kind });
}
