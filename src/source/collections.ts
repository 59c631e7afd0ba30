import { itemsOf } from './builtins.js';
import type { Evaluator } from './evaluator.js';
import type { Argument, Expression } from './syntax.js';
import { listOf, unknown, type Dict, type GivenArgument, type Scope, type Value } from './values.js';

/** A list as it is written, with what is spread into it; open where that can't be told. */
export function listWritten(evaluator: Evaluator, items: readonly Expression[], scope: Scope): Value {
  const list = listOf([]);
  for (const item of items) {
    const value = evaluator.evaluate(item, scope);
    if (item.kind !== 'spread') list.items.push(value);
    else {
      const spread = itemsOf(value);
      list.items.push(...(spread?.items ?? []));
      if (spread?.open !== false) list.open = true;
    }
  }
  return list;
}

/** A dict or object as it is written, with those that are spread into it; keys that can't be told are left out. */
export function dictWritten(
  evaluator: Evaluator,
  { entries }: Extract<Expression, { kind: 'dict' }>,
  scope: Scope,
): Dict {
  const dict: Dict = { kind: 'dict', entries: new Map(), keyRanges: new Map() };
  for (const { key, value } of entries) {
    const name = key.kind === 'other' ? null : evaluator.evaluate(key, scope);
    const content = evaluator.evaluate(value, scope);
    if (name?.kind === 'string' || name?.kind === 'number') {
      dict.entries.set(String(name.value), content);
      dict.keyRanges.set(String(name.value), name.kind === 'string' ? name.range : key.range);
    } else if (name === null && content.kind === 'dict') {
      for (const [each, inner] of content.entries) dict.entries.set(each, inner);
    }
  }
  return dict;
}

/** The arguments of a call, those that are spread into it one by one. */
export function argumentsGiven(
  evaluator: Evaluator,
  args: readonly Argument[],
  scope: Scope,
): readonly GivenArgument[] {
  return args.flatMap(({ name, value: expression }): readonly GivenArgument[] => {
    const value = evaluator.evaluate(expression, scope);
    const { range } = expression;
    if (expression.kind !== 'spread') return [{ name, value, range }];
    if (value.kind === 'dict') {
      return [...value.entries].map(([key, each]) => ({ name: key, value: each, range }));
    }
    if (expression.keywords) return [];
    const items = itemsOf(value);
    // An open list stays one, so that who takes it knows.
    if (!items || items.open) return [{ name: null, value: items ?? unknown, range }];
    return items.items.map((each) => ({ name: null, value: each, range }));
  });
}
