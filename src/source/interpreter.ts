import { assign, nameAfter } from './assignment.js';
import { Calls } from './calls.js';
import { followIf } from './choices.js';
import { goesOn, type Callable, type Outcome, type Program } from './evaluator.js';
import { valueOf } from './expressions.js';
import { ForwardPass } from './forwardPass.js';
import { libraryPath, type LibraryHints } from './libraryPath.js';
import { followLoop } from './loops.js';
import { lookUp, memberOf } from './members.js';
import type { Expression, FunctionDefinition, Statement, TextRange } from './syntax.js';
import { unknown, type ClassValue, type Module, type Scope, type Value } from './values.js';

/** How much of a program is followed: more than any definition needs, and soon over. */
const mostSteps = 40_000;

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

  inOpenLoop<Result>(act: () => Result): Result {
    this.#openLoops++;
    const result = act();
    this.#openLoops--;
    return result;
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
          assign(this, statement.target, value, scope);
        }
        return goesOn;
      case 'expression':
        this.evaluate(statement.value, scope);
        return goesOn;
      case 'return':
        return { value: statement.value ? this.evaluate(statement.value, scope) : unknown, ends: true };
      case 'block':
        return this.run(statement.body, scope);
      case 'if':
        return followIf(this, statement, scope);
      case 'for':
        return followLoop(this, statement, scope);
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

  evaluate(expression: Expression, scope: Scope): Value {
    this.#steps++;
    return this.isExhausted ? unknown : valueOf(this, expression, scope);
  }

  lookUp(name: string, scope: Scope): Value {
    return lookUp(name, scope, this.#wildcards, this.hints);
  }

  member(object: Value, name: string, range: TextRange): Value {
    return memberOf(this, object, name, range);
  }
}
