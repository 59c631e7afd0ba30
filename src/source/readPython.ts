import type { Node } from '@vscode/tree-sitter-wasm';
import { PythonExpressions } from './pythonExpressions.js';
import type { FunctionDefinition, Parameter, Statement, TextRange } from './syntax.js';
import { childrenOf, rangeReader } from './syntaxNodes.js';

/** What a Python program says, from its syntax tree. @param original where a place of the tree was in the text. */
export function readPython(root: Node, original: (offset: number) => number): readonly Statement[] {
  return new PythonReader(rangeReader(original)).statements(root);
}

class PythonReader {
  readonly #expressions: PythonExpressions;

  constructor(private readonly rangeOf: (node: Node) => TextRange) {
    this.#expressions = new PythonExpressions(rangeOf, (node) => this.#function(node, []));
  }

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
        const target = this.#expressions.field(node, 'left');
        if (right?.type !== 'assignment') {
          return [{ kind: 'assign', target, value: right && this.#expressions.expression(right), range }];
        }
        // a = b = value
        const inner = this.#statement(right);
        const [first] = inner;
        return first.kind === 'assign' ? [...inner, { ...first, target, range }] : inner;
      }
      case 'augmented_assignment': {
        const target = this.#expressions.field(node, 'left');
        const operator = (node.childForFieldName('operator')?.text ?? '').replace('=', '');
        const value = {
          kind: 'binary',
          operator,
          left: target,
          right: this.#expressions.field(node, 'right'),
          range,
        } as const;
        return [{ kind: 'assign', target, value, range }];
      }
      case 'return_statement': {
        const [value] = childrenOf(node);
        return [
          { kind: 'return', value: value === undefined ? null : this.#expressions.expression(value), range },
        ];
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
                .map((base) => this.#expressions.expression(base))
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
        const [target, iterable] = [
          this.#expressions.field(node, 'left'),
          this.#expressions.field(node, 'right'),
        ];
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
        return [{ kind: 'expression', value: this.#expressions.expression(node), range }];
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
        {
          kind: 'if',
          test: this.#expressions.field(first, 'condition'),
          then,
          otherwise: chain(rest[0], rest.slice(1)),
        },
      ];
    };
    return {
      kind: 'if',
      test: this.#expressions.field(node, 'condition'),
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
          ? [{ kind: 'return', value: this.#expressions.expression(body), range: this.rangeOf(body) }]
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
      return [
        { name: text.replace(/^\*+/, ''), byDefault: value && this.#expressions.expression(value), rest },
      ];
    });
  }
}
