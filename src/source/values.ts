import type { Operator } from './operators.js';
import type { Framework } from './sourceModel.js';
import type { ClassDefinition, Expression, FunctionDefinition, TextRange } from './syntax.js';

/** What an expression comes to, as far as the text tells. */
export type Value =
  | { readonly kind: 'unknown' }
  /** `isAssumed` where it rests on a default that a caller may change. */
  | { readonly kind: 'number'; readonly value: number; readonly isAssumed: boolean }
  | { readonly kind: 'string'; readonly value: string; readonly range: TextRange }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | List
  | Dict
  | {
      readonly kind: 'function';
      readonly definition: FunctionDefinition;
      readonly scope: Scope;
      readonly self: Module | null;
    }
  | ClassValue
  /** Something of a library, or of nowhere that is known. */
  | { readonly kind: 'library'; readonly path: string; readonly isImported: boolean }
  /** A library's function with some arguments given already, as `functools.partial` makes it. */
  | { readonly kind: 'partial'; readonly callee: Value; readonly given: readonly GivenArgument[] }
  /** What is called on a value that is no user's class. */
  | { readonly kind: 'method'; readonly object: Value; readonly name: string; readonly range: TextRange }
  | Module
  | Tensor;

export interface List {
  readonly kind: 'list';
  readonly items: Value[];
  /** Whether it holds more than is known, so that places count for nothing. */
  open: boolean;
}

export interface Dict {
  readonly kind: 'dict';
  readonly entries: Map<string, Value>;
  readonly keyRanges: Map<string, TextRange>;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly definition: ClassDefinition;
  readonly scope: Scope;
}

export interface GivenArgument {
  readonly name: string | null;
  readonly value: Value;
  readonly range: TextRange;
}

/** A layer, a container of layers, or an instance of a class of the text. */
export interface Module {
  readonly kind: 'module';
  readonly framework: Framework;
  readonly form: 'operator' | 'sequential' | 'list' | 'graph' | 'instance';
  readonly operator: Operator | null;
  /** The class or function that makes it. */
  readonly typeName: string;
  readonly ofClass: ClassValue | null;
  readonly units: number | null;
  readonly isAssumed: boolean;
  readonly inputs: number | null;
  /** Whether an activation is part of it. */
  readonly activates: boolean;
  /** What the framework is told to call it. */
  readonly givenName: string | null;
  /** Members by the framework's names, in order; of an instance also all else that was set on it. */
  readonly members: Map<string, Value>;
  /** Whether there are members that are not known. */
  open: boolean;
  /** Made in a loop of which it isn't known how often it runs. */
  readonly isRepeated: boolean;
  readonly range: TextRange;
  /** Where its definition ends, which later calls may push on. */
  end: number;
  nameRange: TextRange | null;
  variable: string | null;
  /** Whether another network holds it, or it was made within one. */
  isPart: boolean;
  /** Whether it is a network or a part of one; an instance of another class only holds some. */
  readonly isNetwork: boolean;
  /** Of a graph: the uses of layers that its outputs are computed from. */
  readonly uses: readonly Use[];
  /** Of a graph: positions of the pass that it was made in. */
  readonly positions: () => readonly Position[];
}

/** The outputs of layers, on the way to the next. */
export interface Tensor {
  readonly kind: 'tensor';
  /** Uses of layers that it was computed from. */
  readonly from: ReadonlySet<Use>;
  /** What makes its units, while no activation has come. */
  readonly pending: Position | null;
}

/** One use of a layer with weights in a forward pass. */
export interface Use {
  readonly module: Module;
  readonly before: ReadonlySet<Use>;
  readonly at: number;
}

/** Where units are: behind one use of a layer, or behind the sum of several. */
export interface Position {
  readonly uses: Use[];
  at: number;
}

export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent: Scope | null;
  readonly self: Module | null;
  /** The class that a method belongs to, for `super()`. */
  readonly ofClass: ClassValue | null;
}

export const unknown: Value = { kind: 'unknown' };

export function numberValue(value: number, isAssumed = false): Value {
  return Number.isFinite(value) ? { kind: 'number', value, isAssumed } : unknown;
}

export function truthValue(value: boolean): Value {
  return { kind: 'constant', value };
}

export function listOf(items: readonly Value[], open = false): List {
  return { kind: 'list', items: [...items], open };
}

/** A dotted path as it is written: `nn.Linear`; null of anything else. */
export function writtenPath(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'member') return null;
  const object = writtenPath(expression.object);
  return object === null ? null : `${object}.${expression.name}`;
}

/** Whether it is true, as far as is known. */
export function truth(value: Value): boolean | null {
  switch (value.kind) {
    case 'number':
      return value.isAssumed ? null : value.value !== 0;
    case 'string':
      return value.value !== '';
    case 'constant':
      return value.value === true;
    case 'list':
      return value.open ? null : value.items.length > 0;
    case 'module':
      return true;
    default:
      return null;
  }
}
