import type { Node } from '@vscode/tree-sitter-wasm';
import type { Argument, Entry, Expression, FunctionDefinition, TextRange } from './syntax.js';
import { childrenOf, stringContent, stringParts } from './syntaxNodes.js';

/** Reads Python's expressions from the syntax tree; what is not understood stands as `other`, with what is inside. */
export class PythonExpressions {
  /** @param functionOf reads a lambda, whose body is a statement. */
  constructor(
    private readonly rangeOf: (node: Node) => TextRange,
    private readonly functionOf: (node: Node) => FunctionDefinition,
  ) {}

  /** A named child of a node. */
  field(node: Node, name: string): Expression {
    const child = node.childForFieldName(name);
    return child ? this.expression(child) : { kind: 'other', parts: [], range: this.rangeOf(node) };
  }

  expression(node: Node): Expression {
    const range = this.rangeOf(node);
    const inner = (): readonly Expression[] => childrenOf(node).map((child) => this.expression(child));
    switch (node.type) {
      case 'identifier':
        return { kind: 'name', name: node.text, range };
      case 'attribute':
        return {
          kind: 'member',
          object: this.field(node, 'object'),
          name: node.childForFieldName('attribute')?.text ?? '',
          range,
        };
      case 'call':
        return { kind: 'call', callee: this.field(node, 'function'), args: this.#arguments(node), range };
      case 'integer':
      case 'float':
        return { kind: 'number', value: Number(node.text.replaceAll('_', '')), range };
      case 'string':
      case 'concatenated_string': {
        const value = stringContent(node);
        if (value !== null) return { kind: 'string', value, range };
        const parts = stringParts(node).map((part) =>
          typeof part === 'string' ? part : this.expression(part),
        );
        return { kind: 'template', parts, range };
      }
      case 'true':
      case 'false':
        return { kind: 'constant', value: node.type === 'true', range };
      case 'none':
        return { kind: 'constant', value: null, range };
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
      case 'pattern_list':
      case 'tuple_pattern':
        return { kind: 'list', items: inner(), range };
      case 'dictionary':
        return { kind: 'dict', entries: this.#entries(node), range };
      case 'list_splat':
      case 'dictionary_splat':
        return {
          kind: 'spread',
          value: inner()[0] ?? { kind: 'other', parts: [], range },
          keywords: node.type === 'dictionary_splat',
          range,
        };
      case 'parenthesized_expression':
      case 'await':
        return inner()[0] ?? { kind: 'other', parts: [], range };
      case 'subscript':
        return {
          kind: 'index',
          object: this.field(node, 'value'),
          index: this.field(node, 'subscript'),
          range,
        };
      case 'slice': {
        const callee = { kind: 'name', name: 'slice', range } as const;
        return { kind: 'call', callee, args: this.#sliceEnds(node), range };
      }
      case 'named_expression':
        return this.field(node, 'value');
      case 'binary_operator':
      case 'boolean_operator':
        return this.#binary(node, node.childForFieldName('operator')?.text ?? '');
      case 'comparison_operator': {
        const [left, right, ...others] = inner();
        if (right === undefined || others.length > 0) return { kind: 'other', parts: inner(), range };
        const operator = node.childrenForFieldName('operators').map((each) => each?.text);
        return { kind: 'binary', operator: operator.join(' '), left, right, range };
      }
      case 'unary_operator':
        return {
          kind: 'unary',
          operator: node.childForFieldName('operator')?.text ?? '',
          value: this.field(node, 'argument'),
          range,
        };
      case 'not_operator':
        return { kind: 'unary', operator: 'not', value: this.field(node, 'argument'), range };
      case 'conditional_expression': {
        const [then, test, otherwise] = inner();
        return otherwise === undefined
          ? { kind: 'other', parts: inner(), range }
          : { kind: 'choice', test, then, otherwise, range };
      }
      case 'dictionary_comprehension':
        return this.#comprehendedDict(node);
      case 'list_comprehension':
      case 'generator_expression':
        return this.#comprehension(node, this.field(node, 'body'));
      case 'lambda':
        return { kind: 'function', definition: this.functionOf(node), range };
      default:
        return { kind: 'other', parts: inner(), range };
    }
  }

  #comprehension(node: Node, body: Expression): Expression {
    const range = this.rangeOf(node);
    const clauses = childrenOf(node).filter(({ type }) => type.endsWith('_clause'));
    const loop = clauses.find(({ type }) => type === 'for_in_clause');
    return {
      kind: 'each',
      body,
      target: loop ? this.field(loop, 'left') : { kind: 'other', parts: [], range },
      iterable: loop ? this.field(loop, 'right') : { kind: 'other', parts: [], range },
      filtered: clauses.length !== 1,
      range,
    };
  }

  /** `{key: value for …}` counts as `dict([key, value] for …)`. */
  #comprehendedDict(node: Node): Expression {
    const range = this.rangeOf(node);
    const pair = node.childForFieldName('body') ?? node;
    const items = [this.field(pair, 'key'), this.field(pair, 'value')];
    const pairs = this.#comprehension(node, { kind: 'list', items, range: this.rangeOf(pair) });
    const callee = { kind: 'name', name: 'dict', range } as const;
    return { kind: 'call', callee, args: [{ name: null, value: pairs }], range };
  }

  #binary(node: Node, operator: string): Expression {
    const range = this.rangeOf(node);
    return {
      kind: 'binary',
      operator,
      left: this.field(node, 'left'),
      right: this.field(node, 'right'),
      range,
    };
  }

  /** Start and end of `a[1:-1]`; None for one that is left out. */
  #sliceEnds(node: Node): readonly Argument[] {
    const none: Expression = { kind: 'constant', value: null, range: this.rangeOf(node) };
    const ends: Expression[] = [none];
    for (const child of node.children) {
      if (child?.type === ':') ends.push(none);
      else if (child?.isNamed) ends[ends.length - 1] = this.expression(child);
    }
    return ends.map((value) => ({ name: null, value }));
  }

  #arguments(call: Node): readonly Argument[] {
    const list = call.childForFieldName('arguments');
    if (!list) return [];
    if (list.type === 'generator_expression') return [{ name: null, value: this.expression(list) }];
    return childrenOf(list).map((each): Argument => {
      if (each.type !== 'keyword_argument') return { name: null, value: this.expression(each) };
      return { name: each.childForFieldName('name')?.text ?? null, value: this.field(each, 'value') };
    });
  }

  #entries(node: Node): readonly Entry[] {
    return childrenOf(node).map((each): Entry => {
      if (each.type === 'pair') return { key: this.field(each, 'key'), value: this.field(each, 'value') };
      const value = this.expression(each);
      return { key: { kind: 'other', parts: [], range: value.range }, value };
    });
  }
}
