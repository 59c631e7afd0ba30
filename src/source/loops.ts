import { assign } from './assignment.js';
import { itemsOf } from './builtins.js';
import { goesOn, type Outcome, type Program } from './evaluator.js';
import type { Expression, Statement } from './syntax.js';
import { listOf, unknown, type Scope, type Value } from './values.js';

/** Follows a loop item by item; over what is not known, once. */
export function followLoop(
  program: Program,
  { target, iterable, body }: Extract<Statement, { kind: 'for' }>,
  scope: Scope,
): Outcome {
  const items = itemsOf(program.evaluate(iterable, scope));
  let outcome = goesOn;
  for (const item of items?.items ?? []) {
    assign(program, target, item, scope);
    outcome = program.run(body, scope);
    if (outcome.ends || program.isExhausted) return outcome;
  }
  if (items && !items.open) return outcome;
  if (items && items.items.length > 0) return outcome;
  program.inOpenLoop(() => {
    assign(program, target, unknown, scope);
    program.run(body, scope);
  });
  return goesOn;
}

/** The list that a comprehension makes; an open one of one item where it can't be told how many there are. */
export function comprehended(
  program: Program,
  { body, target, iterable, filtered }: Extract<Expression, { kind: 'each' }>,
  scope: Scope,
): Value {
  const items = itemsOf(program.evaluate(iterable, scope));
  const inner: Scope = { ...scope, names: new Map(), parent: scope };
  if (!items || items.open || filtered) {
    const value = program.inOpenLoop(() => {
      assign(program, target, unknown, inner);
      return program.evaluate(body, inner);
    });
    return listOf([value], true);
  }
  const values = items.items.map((item) => {
    assign(program, target, item, inner);
    return program.evaluate(body, inner);
  });
  return listOf(values, items.open);
}
