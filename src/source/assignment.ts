import type { Evaluator } from './evaluator.js';
import { setMember } from './moduleCalls.js';
import type { Expression } from './syntax.js';
import { unknown, type Scope, type Value } from './values.js';

/** Puts a value where an assignment says: into a name, a member, an item, or in parts into several of these. */
export function assign(evaluator: Evaluator, target: Expression, value: Value, scope: Scope): void {
  switch (target.kind) {
    case 'name': {
      const holder = evaluator.isScript ? holderOf(scope, target.name) : scope;
      holder.names.set(target.name, value);
      return;
    }
    case 'member': {
      const object = evaluator.evaluate(target.object, scope);
      if (object.kind === 'module') setMember(object, target.name, value, target.range);
      return;
    }
    case 'index': {
      const object = evaluator.evaluate(target.object, scope);
      const key = evaluator.evaluate(target.index, scope);
      if (key.kind !== 'string') return;
      if (object.kind === 'module') setMember(object, key.value, value, key.range);
      if (object.kind === 'dict') object.entries.set(key.value, value);
      return;
    }
    case 'list':
      target.items.forEach((each, i) => {
        const part = value.kind === 'list' ? (value.items[i] ?? unknown) : spreadOf(value);
        assign(evaluator, each, part, scope);
      });
      return;
    default:
      return;
  }
}

/** A variable names the network or layer that it holds first. */
export function nameAfter({ name, range }: Extract<Expression, { kind: 'name' }>, value: Value): void {
  if (value.kind !== 'module' || value.variable !== null) return;
  value.variable = name;
  if (value.form !== 'instance') value.nameRange ??= range;
}

/** The scope that a name of JavaScript is assigned in: that which has it, else the innermost. */
function holderOf(scope: Scope, name: string): Scope {
  for (let each: Scope | null = scope; each; each = each.parent) if (each.names.has(name)) return each;
  return scope;
}

/** What each of several targets takes of one value: of outputs, the outputs. */
function spreadOf(value: Value): Value {
  return value.kind === 'tensor' ? value : unknown;
}
