/**
 * What a network is trained for, which says when an answer is right and what its loss is:
 * - `classification`: one value a class; right where the label's is largest; cross-entropy.
 * - `binary`: one logit, of class 1 against class 0; right where logit > 0 is the label; binary cross-entropy.
 * - `multi-label`: one logit a label, any number of which hold; right where every label is told right (subset
 *   accuracy); binary cross-entropy, averaged over the labels.
 * - `regression`: numbers; nothing is right or wrong; squared error, averaged over the numbers.
 */
export const tasks = ['classification', 'binary', 'multi-label', 'regression'] as const;

export type Task = (typeof tasks)[number];

/** Whether each sample of a task belongs to one class. */
export function hasClasses(task: Task): boolean {
  return task === 'classification' || task === 'binary';
}

/** What answers are compared with where samples have no single class: several numbers a sample. */
export interface Targets {
  /** Numbers of one sample. */
  readonly width: number;
  /** [samples x width]; 0 and 1 where they are labels that hold or don't. */
  readonly values: Float32Array;
}
