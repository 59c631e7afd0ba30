import type { ForwardPass } from './forwardPass.js';
import type { LibraryHints } from './libraryPath.js';
import type { Expression, FunctionDefinition, Statement, TextRange } from './syntax.js';
import type { GivenArgument, Module, Scope, Value } from './values.js';

/** What knows what expressions come to. */
export interface Evaluator {
  readonly isScript: boolean;
  evaluate(expression: Expression, scope: Scope): Value;
  /** The path of what a library has, under its one name; null of anything else. */
  libraryOf(value: Value): string | null;
}

/** A program that is being followed, as calls need it. */
export interface Program extends Evaluator {
  readonly hints: LibraryHints;
  /** The forward pass that is being followed. */
  readonly pass: ForwardPass;
  /** Every container, graph and instance, in the order in which they were made. */
  readonly made: Module[];
  readonly called: Set<FunctionDefinition>;
  /** How many loops of unknown length are being followed: what is made in one is made more than once, perhaps. */
  readonly openLoops: number;
  /** Does something in one more loop of unknown length. */
  inOpenLoop<Result>(act: () => Result): Result;
  readonly calls: CallFollower;
  /** Whether the program was too long to be followed to its end. */
  readonly isExhausted: boolean;
  run(statements: readonly Statement[], scope: Scope): Outcome;
  lookUp(name: string, scope: Scope): Value;
  member(object: Value, name: string, range: TextRange): Value;
}

/** What running statements came to: the value returned, and whether what follows is not run. */
export interface Outcome {
  readonly value: Value | null;
  readonly ends: boolean;
}

export const goesOn: Outcome = { value: null, ends: false };

export type Callable = Extract<Value, { kind: 'function' }>;

/** Where a call stands. */
export interface CallSite {
  readonly range: TextRange;
  readonly scope: Scope;
}

/** Follows the calls that the text makes. */
export interface CallFollower {
  call(target: Value, args: readonly GivenArgument[], site: CallSite): Value;
  callSuper(name: string, args: readonly GivenArgument[], site: CallSite): Value;
  /** A default as what it is: one that a caller may change, where nobody in sight calls or what is given is not known. */
  assumed(value: Value, isOpen?: boolean): Value;
}

/** Calls that a library's own objects make in turn. */
export interface Caller {
  callFunction(callable: Callable, args: readonly GivenArgument[]): Value;
  forward(module: Module, args: readonly GivenArgument[]): Value;
}
