import type { Outcome, Program } from './evaluator.js';
import type { Expression, Statement } from './syntax.js';
import { truth, unknown, type Scope, type Value } from './values.js';

type NumberValue = Extract<Value, { kind: 'number' }>;

/** Follows the branch of an `if` that is taken; both where that can't be told. */
export function followIf(
  program: Program,
  { test, then, otherwise }: Extract<Statement, { kind: 'if' }>,
  scope: Scope,
): Outcome {
  const isTrue = truth(program.evaluate(test, scope));
  if (isTrue !== null) return program.run(isTrue ? then : otherwise, scope);
  const before = numbersIn(scope);
  const a = program.run(then, scope);
  const after = numbersIn(scope);
  for (const [name, value] of before) scope.names.set(name, value);
  const b = program.run(otherwise, scope);
  for (const [name, value] of after) {
    const other = scope.names.get(name);
    // A number that differs from branch to branch is that of one of them, and no more.
    const differs = other?.kind === 'number' && other.value !== value.value;
    if (differs && !a.ends && !b.ends) scope.names.set(name, { ...other, isAssumed: true });
    if (b.ends && !a.ends) scope.names.set(name, value);
  }
  return { value: a.value ?? b.value, ends: a.ends && b.ends };
}

function numbersIn({ names }: Scope): ReadonlyMap<string, NumberValue> {
  const numbers = new Map<string, NumberValue>();
  for (const [name, value] of names) if (value.kind === 'number') numbers.set(name, value);
  return numbers;
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
