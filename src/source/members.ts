import type { Evaluator } from './evaluator.js';
import { libraryPath, type LibraryHints } from './libraryPath.js';
import { operatorAt } from './operators.js';
import { classMembers, findMethod } from './sourceClasses.js';
import type { TextRange } from './syntax.js';
import { numberValue, unknown, type Scope, type Value } from './values.js';

/**
 * What a name stands for; something of a library where the text sets it nowhere.
 * @param wildcards packages of which all was imported.
 */
export function lookUp(name: string, scope: Scope, wildcards: readonly string[], hints: LibraryHints): Value {
  for (let each: Scope | null = scope; each; each = each.parent) {
    const value = each.names.get(name);
    if (value) return value;
  }
  if ((name === 'self' || name === 'this') && scope.self) return scope.self;
  for (const path of wildcards) {
    const member = libraryPath(`${path}.${name}`, true, hints);
    if (operatorAt(member) ?? /\.(Sequential|Model|Module)$/.test(member)) {
      return { kind: 'library', path: `${path}.${name}`, isImported: true };
    }
  }
  return { kind: 'library', path: name, isImported: false };
}

/** A member of a value: what was set on it, a method that it has, or one that a library may give it. */
export function memberOf(evaluator: Evaluator, object: Value, name: string, range: TextRange): Value {
  const method: Value = { kind: 'method', object, name, range };
  switch (object.kind) {
    case 'library':
      return { ...object, path: `${object.path}.${name}` };
    case 'dict':
      return object.entries.get(name) ?? method;
    case 'class':
      return findMethod(object, name, evaluator) ?? classMembers(object, evaluator).get(name) ?? unknown;
    case 'module': {
      const member = object.members.get(name);
      if (member) return member;
      const found = object.ofClass && findMethod(object.ofClass, name, evaluator);
      return found ? { ...found, self: object } : method;
    }
    case 'list':
      return name === 'length' ? numberValue(object.items.length) : method;
    case 'unknown':
      return unknown;
    default:
      return method;
  }
}
