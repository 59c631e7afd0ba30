/**
 * What a person can put right: a file that is damaged, a shape that does not fit, an option that makes no
 * sense. Its message is one sentence that says what is wrong, where, and what to do; it is shown as it
 * stands, without a stack trace.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}
