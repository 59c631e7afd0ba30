import type { Evaluator } from './evaluator.js';
import type { Framework } from './sourceModel.js';
import { unknown, type ClassValue, type Scope, type Value } from './values.js';

type Method = Extract<Value, { kind: 'function' }>;

/** Deeper chains of classes than anyone writes: a class may be its own base in half-written text. */
const deepestChain = 12;

/** A method of a class, or of the class of the text that it is derived from; it is bound to no instance yet. */
export function findMethod(ofClass: ClassValue, name: string, evaluator: Evaluator): Method | null {
  for (const each of chainOf(ofClass, evaluator)) {
    const found = each.definition.body.find(
      (statement) => statement.kind === 'function' && statement.definition.name === name,
    );
    if (found?.kind !== 'function') continue;
    const scope: Scope = { names: new Map(), parent: each.scope, self: null, ofClass: each };
    return { kind: 'function', definition: found.definition, scope, self: null };
  }
  return null;
}

/** What the body of a class sets for each instance, by name; unknown where it only declares. */
export function classMembers(ofClass: ClassValue, evaluator: Evaluator): ReadonlyMap<string, Value> {
  const members = new Map<string, Value>();
  for (const each of chainOf(ofClass, evaluator).reverse()) {
    for (const statement of each.definition.body) {
      const { target, value } = statement.kind === 'assign' ? statement : { target: null, value: null };
      if (target?.kind !== 'name' && target?.kind !== 'member') continue;
      members.set(target.name, value ? evaluator.evaluate(value, each.scope) : unknown);
    }
  }
  return members;
}

/** The framework whose networks a class is one of; null of any other class. */
export function baseFramework(ofClass: ClassValue, evaluator: Evaluator): Framework | null {
  if (evaluator.isScript) return 'tensorflow.js';
  for (const each of chainOf(ofClass, evaluator)) {
    for (const base of each.definition.bases) {
      const path = evaluator.libraryOf(evaluator.evaluate(base, each.scope)) ?? '';
      if (path.startsWith('flax.')) return 'flax';
      if (path.startsWith('keras.')) return 'keras';
      if (/^torch\.nn\.|LightningModule$/.test(path)) return 'pytorch';
      // A base that is defined elsewhere: its methods tell.
      if (/(Module|Net|Model|Base)\w*$/.test(path) && findMethod(ofClass, 'forward', evaluator))
        return 'pytorch';
    }
  }
  return null;
}

/** A class and those it is derived from, as far as the text defines them. */
function chainOf(ofClass: ClassValue, evaluator: Evaluator): ClassValue[] {
  const chain = [ofClass];
  for (let i = 0; i < chain.length && chain.length < deepestChain; i++) {
    for (const base of chain[i].definition.bases) {
      const value = evaluator.evaluate(base, chain[i].scope);
      if (value.kind === 'class' && !chain.includes(value)) chain.push(value);
    }
  }
  return chain;
}
