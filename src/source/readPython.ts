import type { Node } from '@vscode/tree-sitter-wasm';
import type {
  Argument,
  Entry,
  Expression,
  FunctionDefinition,
  Parameter,
  Statement,
  TextRange,
} from './syntax.js';
import { childrenOf, rangeReader, stringContent, stringParts } from './syntaxNodes.js';

/** What a Python program says, from its syntax tree. @param original where a place of the tree was in the text. */
export function readPython(root: Node, original: (offset: number) => number): readonly Statement[] {
  return new PythonReader(rangeReader(original)).statements(root);
}

class PythonReader {
  constructor(private readonly rangeOf: (node: Node) => TextRange) {}

  statements(block: Node | null): readonly Statement[] {
    return block ? childrenOf(block).flatMap((node) => this.#statement(node)) : [];
  }

  #statement(node: Node, decorators: readonly string[] = []): readonly Statement[] {
    const range = this.rangeOf(node);
    switch (node.type) {
      case 'expression_statement':
        return childrenOf(node).flatMap((child) => this.#statement(child));
      case 'assignment': {
        const right = node.childForFieldName('right');
        const target = this.#field(node, 'left');
        if (right?.type !== 'assignment') {
          return [{ kind: 'assign', target, value: right && this.expression(right), range }];
        }
        // a = b = value
        const inner = this.#statement(right);
        const [first] = inner;
        return first.kind === 'assign' ? [...inner, { ...first, target, range }] : inner;
      }
      case 'augmented_assignment': {
        const target = this.#field(node, 'left');
        const operator = (node.childForFieldName('operator')?.text ?? '').replace('=', '');
        const value = {
          kind: 'binary',
          operator,
          left: target,
          right: this.#field(node, 'right'),
          range,
        } as const;
        return [{ kind: 'assign', target, value, range }];
      }
      case 'return_statement': {
        const [value] = childrenOf(node);
        return [{ kind: 'return', value: value === undefined ? null : this.expression(value), range }];
      }
      case 'decorated_definition': {
        const names = childrenOf(node)
          .filter(({ type }) => type === 'decorator')
          .map(({ text }) => text.slice(1).trim());
        const definition = node.childForFieldName('definition');
        return definition ? this.#statement(definition, names) : [];
      }
      case 'class_definition': {
        const name = node.childForFieldName('name');
        const bases = node.childForFieldName('superclasses');
        const definition = {
          name: name?.text ?? '',
          bases: bases
            ? childrenOf(bases)
                .filter(({ type }) => type !== 'keyword_argument')
                .map((base) => this.expression(base))
            : [],
          body: this.statements(node.childForFieldName('body')),
          range,
          nameRange: this.rangeOf(name ?? node),
        };
        return [{ kind: 'class', definition }];
      }
      case 'function_definition': {
        const definition = this.#function(node, decorators);
        return [{ kind: 'function', definition }];
      }
      case 'import_statement':
      case 'import_from_statement':
        return this.#imports(node);
      case 'if_statement':
        return [this.#if(node)];
      case 'for_statement': {
        const [target, iterable] = [this.#field(node, 'left'), this.#field(node, 'right')];
        return [{ kind: 'for', target, iterable, body: this.statements(node.childForFieldName('body')) }];
      }
      case 'with_statement':
      case 'try_statement':
      case 'while_statement':
      case 'block':
      case 'except_clause':
      case 'finally_clause':
      case 'else_clause':
      case 'ERROR':
        return [{ kind: 'block', body: this.statements(node) }];
      case 'with_clause':
      case 'comment':
        return [];
      default:
        return [{ kind: 'expression', value: this.expression(node), range }];
    }
  }

  #if(node: Node): Statement {
    const alternatives = node.childrenForFieldName('alternative').filter((each) => each !== null);
    const [next, ...further] = alternatives;
    const chain = (first: Node | undefined, rest: readonly Node[]): readonly Statement[] => {
      if (!first) return [];
      if (first.type === 'else_clause') return this.statements(first.childForFieldName('body'));
      const then = this.statements(first.childForFieldName('consequence'));
      return [
        { kind: 'if', test: this.#field(first, 'condition'), then, otherwise: chain(rest[0], rest.slice(1)) },
      ];
    };
    return {
      kind: 'if',
      test: this.#field(node, 'condition'),
      then: this.statements(node.childForFieldName('consequence')),
      otherwise: chain(next, further),
    };
  }

  #imports(node: Node): readonly Statement[] {
    const module = node.childForFieldName('module_name')?.text;
    const inside = module === undefined ? '' : `${module}.`;
    const names = node.childrenForFieldName('name').filter((each) => each !== null);
    const imported = names.map((each): Statement => {
      const path = each.childForFieldName('name')?.text ?? each.text;
      const alias = each.childForFieldName('alias')?.text;
      // `import torch.nn` makes `torch` known.
      if (alias === undefined && module === undefined) {
        const [first] = path.split('.');
        return { kind: 'import', name: first, path: first };
      }
      return { kind: 'import', name: alias ?? path, path: inside + path };
    });
    const isAll = childrenOf(node).some(({ type }) => type === 'wildcard_import');
    return isAll ? [{ kind: 'import', name: '*', path: module ?? '' }] : imported;
  }

  #function(node: Node, decorators: readonly string[]): FunctionDefinition {
    const body = node.childForFieldName('body');
    return {
      name: node.childForFieldName('name')?.text ?? '',
      parameters: this.#parameters(node.childForFieldName('parameters')),
      decorators,
      body:
        node.type === 'lambda' && body
          ? [{ kind: 'return', value: this.expression(body), range: this.rangeOf(body) }]
          : this.statements(body),
      range: this.rangeOf(node),
    };
  }

  #parameters(node: Node | null): readonly Parameter[] {
    if (!node) return [];
    return childrenOf(node).flatMap((each): Parameter[] => {
      const name =
        each.type === 'identifier' ? each : (each.childForFieldName('name') ?? childrenOf(each)[0]);
      if (
        name === undefined ||
        name.type === 'comment' ||
        each.type === 'keyword_separator' ||
        each.type === 'dictionary_splat_pattern'
      )
        return [];
      const value = each.childForFieldName('value');
      const text = name.text;
      const rest = text.startsWith('*') || each.type.endsWith('splat_pattern');
      return [{ name: text.replace(/^\*+/, ''), byDefault: value && this.expression(value), rest }];
    });
  }

  #field(node: Node, name: string): Expression {
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
          object: this.#field(node, 'object'),
          name: node.childForFieldName('attribute')?.text ?? '',
          range,
        };
      case 'call':
        return { kind: 'call', callee: this.#field(node, 'function'), args: this.#arguments(node), range };
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
          object: this.#field(node, 'value'),
          index: this.#field(node, 'subscript'),
          range,
        };
      case 'slice': {
        const callee = { kind: 'name', name: 'slice', range } as const;
        return { kind: 'call', callee, args: this.#sliceEnds(node), range };
      }
      case 'named_expression':
        return this.#field(node, 'value');
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
          value: this.#field(node, 'argument'),
          range,
        };
      case 'not_operator':
        return { kind: 'unary', operator: 'not', value: this.#field(node, 'argument'), range };
      case 'conditional_expression': {
        const [then, test, otherwise] = inner();
        return otherwise === undefined
          ? { kind: 'other', parts: inner(), range }
          : { kind: 'choice', test, then, otherwise, range };
      }
      case 'list_comprehension':
      case 'generator_expression': {
        const clauses = childrenOf(node).filter(({ type }) => type.endsWith('_clause'));
        const loop = clauses.find(({ type }) => type === 'for_in_clause');
        return {
          kind: 'each',
          body: this.#field(node, 'body'),
          target: loop ? this.#field(loop, 'left') : { kind: 'other', parts: [], range },
          iterable: loop ? this.#field(loop, 'right') : { kind: 'other', parts: [], range },
          filtered: clauses.length !== 1,
          range,
        };
      }
      case 'lambda':
        return { kind: 'function', definition: this.#function(node, []), range };
      default:
        return { kind: 'other', parts: inner(), range };
    }
  }

  #binary(node: Node, operator: string): Expression {
    const range = this.rangeOf(node);
    return {
      kind: 'binary',
      operator,
      left: this.#field(node, 'left'),
      right: this.#field(node, 'right'),
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
      return { name: each.childForFieldName('name')?.text ?? null, value: this.#field(each, 'value') };
    });
  }

  #entries(node: Node): readonly Entry[] {
    return childrenOf(node).map((each): Entry => {
      if (each.type === 'pair') return { key: this.#field(each, 'key'), value: this.#field(each, 'value') };
      const value = this.expression(each);
      return { key: { kind: 'other', parts: [], range: value.range }, value };
    });
  }
}
