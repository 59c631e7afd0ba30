import { arithmetic, comparison, itemAt, itemsOf, written } from './builtins.js';
import { Calls } from './calls.js';
import type { Callable, Outcome, Program } from './evaluator.js';
import { ForwardPass, tensorsIn } from './forwardPass.js';
import { libraryPath, type LibraryHints } from './libraryPath.js';
import { setMember } from './moduleCalls.js';
import { operatorAt } from './operators.js';
import { classMembers, findMethod } from './sourceClasses.js';
import type { Argument, Expression, FunctionDefinition, Statement, TextRange } from './syntax.js';
import {
  listOf,
  numberValue,
  truth,
  unknown,
  type ClassValue,
  type Dict,
  type GivenArgument,
  type Module,
  type Scope,
  type Tensor,
  type Value,
} from './values.js';

/** How much of a program is followed: more than any definition needs, and soon over. */
const mostSteps = 40_000;

const goesOn: Outcome = { value: null, ends: false };

/**
 * Follows a program as far as layers are made and joined in it, over values of which most are not known. Nothing is run: a loop
 * over what is not known is taken once, of an unknown choice both ways.
 */
export class Interpreter implements Program {
  /** The forward pass that is being followed. */
  pass = new ForwardPass();
  /** Every container and instance, in the order in which they were made. */
  readonly made: Module[] = [];
  readonly classes: ClassValue[] = [];
  readonly functions: Callable[] = [];
  readonly called = new Set<FunctionDefinition>();
  readonly root: Scope = { names: new Map(), parent: null, self: null, ofClass: null };
  readonly #wildcards: string[] = [];
  #steps = 0;
  #openLoops = 0;
  /** Follows calls; who looks for networks makes some of its own. */
  readonly calls: Calls = new Calls(this);

  constructor(readonly hints: LibraryHints) {}

  get openLoops(): number {
    return this.#openLoops;
  }

  get isScript(): boolean {
    return this.hints.isScript;
  }

  libraryOf(value: Value): string | null {
    return value.kind === 'library' ? libraryPath(value.path, value.isImported, this.hints) : null;
  }

  /** Whether the program was too long to be followed to its end. */
  get isExhausted(): boolean {
    return this.#steps > mostSteps;
  }

  /** Gives further work its own budget. */
  startAnew(): void {
    this.#steps = 0;
    this.pass = new ForwardPass();
  }

  run(statements: readonly Statement[], scope: Scope): Outcome {
    let uncertain: Value | null = null;
    for (const statement of statements) {
      const { value, ends } = this.#execute(statement, scope);
      if (ends) return { value: value ?? uncertain, ends };
      uncertain = value ?? uncertain;
      if (this.isExhausted) break;
    }
    return { value: uncertain, ends: false };
  }

  #execute(statement: Statement, scope: Scope): Outcome {
    this.#steps++;
    switch (statement.kind) {
      case 'assign':
        if (statement.value) {
          const value = this.evaluate(statement.value, scope);
          if (statement.target.kind === 'name') nameAfter(statement.target, value);
          this.#assign(statement.target, value, scope);
        }
        return goesOn;
      case 'expression':
        this.evaluate(statement.value, scope);
        return goesOn;
      case 'return':
        return { value: statement.value ? this.evaluate(statement.value, scope) : unknown, ends: true };
      case 'block':
        return this.run(statement.body, scope);
      case 'if': {
        const test = truth(this.evaluate(statement.test, scope));
        if (test !== null) return this.run(test ? statement.then : statement.otherwise, scope);
        const then = this.run(statement.then, scope);
        const otherwise = this.run(statement.otherwise, scope);
        return { value: then.value ?? otherwise.value, ends: then.ends && otherwise.ends };
      }
      case 'for':
        return this.#loop(statement, scope);
      case 'class': {
        const value: ClassValue = { kind: 'class', definition: statement.definition, scope };
        this.classes.push(value);
        scope.names.set(statement.definition.name, value);
        return goesOn;
      }
      case 'function': {
        const value: Callable = { kind: 'function', definition: statement.definition, scope, self: null };
        if (scope === this.root) this.functions.push(value);
        scope.names.set(statement.definition.name, value);
        return goesOn;
      }
      case 'import':
        if (statement.name === '*') this.#wildcards.push(statement.path);
        else scope.names.set(statement.name, { kind: 'library', path: statement.path, isImported: true });
        return goesOn;
    }
  }

  #loop({ target, iterable, body }: Extract<Statement, { kind: 'for' }>, scope: Scope): Outcome {
    const items = itemsOf(this.evaluate(iterable, scope));
    let outcome = goesOn;
    for (const item of items?.items ?? []) {
      this.#assign(target, item, scope);
      outcome = this.run(body, scope);
      if (outcome.ends || this.isExhausted) return outcome;
    }
    if (items && !items.open) return outcome;
    if (items && items.items.length > 0) return outcome;
    this.#openLoops++;
    this.#assign(target, unknown, scope);
    this.run(body, scope);
    this.#openLoops--;
    return goesOn;
  }

  #assign(target: Expression, value: Value, scope: Scope): void {
    switch (target.kind) {
      case 'name': {
        const holder = this.hints.isScript ? holderOf(scope, target.name) : scope;
        holder.names.set(target.name, value);
        return;
      }
      case 'member': {
        const object = this.evaluate(target.object, scope);
        if (object.kind === 'module') setMember(object, target.name, value, target.range);
        return;
      }
      case 'index': {
        const object = this.evaluate(target.object, scope);
        const key = this.evaluate(target.index, scope);
        if (key.kind !== 'string') return;
        if (object.kind === 'module') setMember(object, key.value, value, key.range);
        if (object.kind === 'dict') object.entries.set(key.value, value);
        return;
      }
      case 'list':
        target.items.forEach((each, i) => {
          this.#assign(each, value.kind === 'list' ? (value.items[i] ?? unknown) : spreadOf(value), scope);
        });
        return;
      default:
        return;
    }
  }

  evaluate(expression: Expression, scope: Scope): Value {
    this.#steps++;
    if (this.isExhausted) return unknown;
    switch (expression.kind) {
      case 'name':
        return this.#lookUp(expression.name, scope);
      case 'number':
        return numberValue(expression.value);
      case 'string':
        return { kind: 'string', value: expression.value, range: expression.range };
      case 'template': {
        const parts = expression.parts.map((part) =>
          typeof part === 'string' ? part : (written(this.evaluate(part, scope)) ?? '*'),
        );
        return { kind: 'string', value: parts.join(''), range: expression.range };
      }
      case 'constant':
        return { kind: 'constant', value: expression.value };
      case 'list':
        return this.#list(expression.items, scope);
      case 'dict':
        return this.#dict(expression, scope);
      case 'spread':
        return this.evaluate(expression.value, scope);
      case 'member':
        return this.member(this.evaluate(expression.object, scope), expression.name, expression.range);
      case 'index':
        return itemAt(this.evaluate(expression.object, scope), this.evaluate(expression.index, scope));
      case 'unary': {
        const value = this.evaluate(expression.value, scope);
        if (expression.operator === 'not' || expression.operator === '!') return negated(truth(value));
        return expression.operator === '-' ? arithmetic('-', numberValue(0), value) : value;
      }
      case 'binary':
        return this.#binary(expression, scope);
      case 'choice': {
        const test = truth(this.evaluate(expression.test, scope));
        if (test !== null) return this.evaluate(test ? expression.then : expression.otherwise, scope);
        const [then, otherwise] = [
          this.evaluate(expression.then, scope),
          this.evaluate(expression.otherwise, scope),
        ];
        return then.kind === 'module' || then.kind === 'tensor'
          ? then
          : otherwise.kind === 'module'
            ? otherwise
            : unknown;
      }
      case 'each':
        return this.#comprehension(expression, scope);
      case 'function':
        return { kind: 'function', definition: expression.definition, scope, self: scope.self };
      case 'call':
        return this.#call(expression, scope);
      case 'other': {
        const tensors = expression.parts.flatMap((part) => tensorsIn(this.evaluate(part, scope)));
        return tensors.length > 0 ? this.pass.apply('ends', tensors, null) : unknown;
      }
    }
  }

  #lookUp(name: string, scope: Scope): Value {
    for (let each: Scope | null = scope; each; each = each.parent) {
      const value = each.names.get(name);
      if (value) return value;
    }
    if ((name === 'self' || name === 'this') && scope.self) return scope.self;
    for (const path of this.#wildcards) {
      const member = libraryPath(`${path}.${name}`, true, this.hints);
      if (operatorAt(member) ?? /\.(Sequential|Model|Module)$/.test(member)) {
        return { kind: 'library', path: `${path}.${name}`, isImported: true };
      }
    }
    return { kind: 'library', path: name, isImported: false };
  }

  #list(items: readonly Expression[], scope: Scope): Value {
    const list = listOf([]);
    for (const item of items) {
      const value = this.evaluate(item, scope);
      if (item.kind !== 'spread') list.items.push(value);
      else {
        const spread = itemsOf(value);
        list.items.push(...(spread?.items ?? []));
        if (spread?.open !== false) list.open = true;
      }
    }
    return list;
  }

  #dict({ entries }: Extract<Expression, { kind: 'dict' }>, scope: Scope): Dict {
    const dict: Dict = { kind: 'dict', entries: new Map(), keyRanges: new Map() };
    for (const { key, value } of entries) {
      const name = key.kind === 'other' ? null : this.evaluate(key, scope);
      const content = this.evaluate(value, scope);
      if (name?.kind === 'string') {
        dict.entries.set(name.value, content);
        dict.keyRanges.set(name.value, name.range);
      } else if (name === null && content.kind === 'dict') {
        for (const [each, inner] of content.entries) dict.entries.set(each, inner);
      }
    }
    return dict;
  }

  #binary(expression: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
    const { operator } = expression;
    const left = this.evaluate(expression.left, scope);
    const right = this.evaluate(expression.right, scope);
    const tensors = [left, right].flatMap(tensorsIn);
    if (tensors.length > 0) {
      // A tensor of which nothing is known counts as a branch of a sum, a number does not.
      const branches = [left, right].filter(({ kind }) => kind === 'tensor' || kind === 'unknown').length;
      if (operator !== '+') return this.pass.apply('ends', tensors, null);
      return this.pass.apply(branches === 2 ? 'sum' : 'passes', twoOf(tensors, branches), null);
    }
    if (operator === 'and' || operator === '&&') {
      const [a, b] = [truth(left), truth(right)];
      return a === false || b === false ? negated(true) : a === null || b === null ? unknown : right;
    }
    if (operator === 'or' || operator === '||' || operator === '??') {
      if (operator === '??' && left.kind !== 'constant' && left.kind !== 'unknown') return left;
      const a = truth(left);
      return a === true ? left : a === false ? right : unknown;
    }
    const compared = comparison(operator, left, right);
    if (compared !== null) return { kind: 'constant', value: compared };
    const value = arithmetic(operator, left, right);
    return value.kind === 'list' && this.#openLoops > 0 ? { ...value, open: true } : value;
  }

  #comprehension(expression: Extract<Expression, { kind: 'each' }>, scope: Scope): Value {
    const items = itemsOf(this.evaluate(expression.iterable, scope));
    const inner: Scope = { ...scope, names: new Map(), parent: scope };
    if (!items || items.open || expression.filtered) {
      this.#openLoops++;
      this.#assign(expression.target, unknown, inner);
      const value = this.evaluate(expression.body, inner);
      this.#openLoops--;
      return listOf([value], true);
    }
    const values = items.items.map((item) => {
      this.#assign(expression.target, item, inner);
      return this.evaluate(expression.body, inner);
    });
    return listOf(values, items.open);
  }

  member(object: Value, name: string, range: TextRange): Value {
    if (object.kind === 'library') return { ...object, path: `${object.path}.${name}` };
    if (object.kind === 'dict') return object.entries.get(name) ?? { kind: 'method', object, name, range };
    if (object.kind === 'class') {
      return findMethod(object, name, this) ?? classMembers(object, this).get(name) ?? unknown;
    }
    if (object.kind !== 'module') {
      if (object.kind === 'list' && name === 'length') return numberValue(object.items.length);
      return object.kind === 'unknown' ? unknown : { kind: 'method', object, name, range };
    }
    const member = object.members.get(name);
    if (member) return member;
    const found = object.ofClass && findMethod(object.ofClass, name, this);
    if (found) return { ...found, self: object };
    return { kind: 'method', object, name, range };
  }

  #arguments(args: readonly Argument[], scope: Scope): readonly GivenArgument[] {
    return args.flatMap(({ name, value: expression }): readonly GivenArgument[] => {
      const value = this.evaluate(expression, scope);
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

  #call({ callee, args, range }: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
    if (callee.kind === 'member' && isSuper(callee.object))
      return this.calls.callSuper(callee.name, this.#arguments(args, scope), { scope, range });
    const target = this.evaluate(callee, scope);
    const given = this.#arguments(args, scope);
    return this.calls.call(target, given, { range, scope });
  }
}

function isSuper(expression: Expression): boolean {
  if (expression.kind === 'name') return expression.name === 'super';
  return (
    expression.kind === 'call' && expression.callee.kind === 'name' && expression.callee.name === 'super'
  );
}

/** The scope that a name of JavaScript is assigned in: that which has it, else the innermost. */
function holderOf(scope: Scope, name: string): Scope {
  for (let each: Scope | null = scope; each; each = each.parent) if (each.names.has(name)) return each;
  return scope;
}

/** A variable names the network or layer that it holds first. */
function nameAfter({ name, range }: Extract<Expression, { kind: 'name' }>, value: Value): void {
  if (value.kind !== 'module' || value.variable !== null) return;
  value.variable = name;
  if (value.form !== 'instance') value.nameRange ??= range;
}

/** What each of several targets takes of one value: of outputs, the outputs. */
function spreadOf(value: Value): Value {
  return value.kind === 'tensor' ? value : unknown;
}

function negated(value: boolean | null): Value {
  return value === null ? unknown : { kind: 'constant', value: !value };
}

/** The tensors of a sum; the branch of which nothing is known stands for itself. */
function twoOf(tensors: readonly Tensor[], branches: number): readonly Tensor[] {
  return branches === 2 && tensors.length === 1
    ? [...tensors, { kind: 'tensor', from: new Set(), pending: null }]
    : tensors;
}
