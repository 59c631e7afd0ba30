import type { Outcome, Program } from './evaluator.js';
import type { Expression, Statement } from './syntax.js';
import { truth, unknown, type Scope, type Value } from './values.js';

/** Follows the branch of an `if` that is taken; both where that can't be told. */
export function followIf(
  program: Program,
  { test, then, otherwise }: Extract<Statement, { kind: 'if' }>,
  scope: Scope,
): Outcome {
  const isTrue = truth(program.evaluate(test, scope));
  if (isTrue !== null) return program.run(isTrue ? then : otherwise, scope);
  const [a, b] = [program.run(then, scope), program.run(otherwise, scope)];
  return { value: a.value ?? b.value, ends: a.ends && b.ends };
}

/** What `a if test else b` comes to; where the test is not known, the layer or output that is one of both. */
export function chosen(
  program: Program,
  { test, then, otherwise }: Extract<Expression, { kind: 'choice' }>,
  scope: Scope,
): Value {
  const isTrue = truth(program.evaluate(test, scope));
  if (isTrue !== null) return program.evaluate(isTrue ? then : otherwise, scope);
  const [a, b] = [program.evaluate(then, scope), program.evaluate(otherwise, scope)];
  if (a.kind === 'module' || a.kind === 'tensor') return a;
  return b.kind === 'module' ? b : unknown;
}
