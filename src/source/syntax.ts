/** Where something stands in the text, in UTF-16 code units. */
export interface TextRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * What a program says, as far as model definitions need it, in one form for Python and for TypeScript. What is not understood
 * stands as `other`, with the expressions inside it.
 */
export type Expression = { readonly range: TextRange } & (
  | { readonly kind: 'name'; readonly name: string }
  /** `orElse` stands for what is not there, as in `{ units = 64 } = options`. */
  | {
      readonly kind: 'member';
      readonly object: Expression;
      readonly name: string;
      readonly orElse?: Expression;
    }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** A string with computed parts. */
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly Entry[] }
  /** `keywords` where names come along, as in Python's `**options`. */
  | { readonly kind: 'spread'; readonly value: Expression; readonly keywords: boolean }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly value: Expression }
  | {
      readonly kind: 'choice';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  /** A comprehension of one loop; `filtered` where it also has a condition, or further loops. */
  | {
      readonly kind: 'each';
      readonly body: Expression;
      readonly target: Expression;
      readonly iterable: Expression;
      readonly filtered: boolean;
    }
  | { readonly kind: 'function'; readonly definition: FunctionDefinition }
  | { readonly kind: 'other'; readonly parts: readonly Expression[] }
);

export interface Argument {
  /** Of a keyword argument. */
  readonly name: string | null;
  readonly value: Expression;
}

export interface Entry {
  readonly key: Expression;
  readonly value: Expression;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** As they are written: `nn.compact`. */
  readonly decorators: readonly string[];
  readonly body: readonly Statement[];
  readonly range: TextRange;
}

export interface Parameter {
  readonly name: string;
  readonly byDefault: Expression | null;
  readonly rest: boolean;
}

export interface ClassDefinition {
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly body: readonly Statement[];
  readonly range: TextRange;
  readonly nameRange: TextRange;
}

export type Statement =
  | {
      readonly kind: 'assign';
      readonly target: Expression;
      /** None of a declaration alone. */
      readonly value: Expression | null;
      readonly range: TextRange;
    }
  | { readonly kind: 'expression'; readonly value: Expression; readonly range: TextRange }
  | { readonly kind: 'return'; readonly value: Expression | null; readonly range: TextRange }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: 'for';
      readonly target: Expression;
      readonly iterable: Expression;
      readonly body: readonly Statement[];
    }
  /** Bodies that are all run, or may be: of `with`, `try`, `while`. */
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'class'; readonly definition: ClassDefinition }
  | { readonly kind: 'function'; readonly definition: FunctionDefinition }
  /** `name` is what the program calls `path`; `*` stands for all that is in it. */
  | { readonly kind: 'import'; readonly name: string; readonly path: string };
