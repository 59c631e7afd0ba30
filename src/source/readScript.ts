import type { Node } from '@vscode/tree-sitter-wasm';
import { ScriptExpressions } from './scriptExpressions.js';
import type { Expression, FunctionDefinition, Parameter, Statement, TextRange } from './syntax.js';
import { childrenOf, rangeReader, stringContent } from './syntaxNodes.js';

/** What a program in TypeScript or JavaScript says, from its syntax tree. */
export function readScript(root: Node, original: (offset: number) => number): readonly Statement[] {
  return new ScriptReader(rangeReader(original)).statements(root);
}

class ScriptReader {
  readonly #expressions: ScriptExpressions;

  constructor(private readonly rangeOf: (node: Node) => TextRange) {
    this.#expressions = new ScriptExpressions(rangeOf, (node) => this.#function(node));
  }

  statements(block: Node | null): readonly Statement[] {
    if (!block) return [];
    const isBlock = ['program', 'statement_block', 'class_body', 'ERROR', 'else_clause'].includes(block.type);
    return isBlock ? childrenOf(block).flatMap((node) => this.#statement(node)) : this.#statement(block);
  }

  #statement(node: Node): readonly Statement[] {
    const range = this.rangeOf(node);
    switch (node.type) {
      case 'lexical_declaration':
      case 'variable_declaration':
      case 'export_statement':
      case 'labeled_statement':
        return childrenOf(node)
          .filter(({ type }) => type !== 'decorator')
          .flatMap((child) => this.#statement(child));
      case 'variable_declarator': {
        const value = node.childForFieldName('value');
        const required = value && requiredPath(value);
        const name = node.childForFieldName('name');
        if (required !== null && name?.type === 'identifier') {
          return [{ kind: 'import', name: name.text, path: required }];
        }
        if (required !== null && name?.type === 'object_pattern') {
          return childrenOf(name).map((each): Statement => {
            const key = each.childForFieldName('key')?.text ?? each.text;
            const local = each.childForFieldName('value')?.text ?? each.text;
            return { kind: 'import', name: local, path: `${required}.${key}` };
          });
        }
        if (name?.type === 'object_pattern' && value)
          return this.#unpacked(name, this.#expressions.expression(value));
        return [
          {
            kind: 'assign',
            target: this.#expressions.field(node, 'name'),
            value: value && this.#expressions.expression(value),
            range,
          },
        ];
      }
      case 'expression_statement': {
        const [inner] = childrenOf(node);
        return inner === undefined ? [] : this.#statement(inner);
      }
      case 'assignment_expression':
        return [
          {
            kind: 'assign',
            target: this.#expressions.field(node, 'left'),
            value: this.#expressions.field(node, 'right'),
            range,
          },
        ];
      case 'public_field_definition':
      case 'field_definition': {
        const value = node.childForFieldName('value');
        const key = node.childForFieldName('name') ?? node.childForFieldName('property') ?? node;
        const self = { kind: 'name', name: 'this', range } as const;
        const target = { kind: 'member', object: self, name: key.text, range: this.rangeOf(key) } as const;
        return value ? [{ kind: 'assign', target, value: this.#expressions.expression(value), range }] : [];
      }
      case 'return_statement': {
        const [value] = childrenOf(node);
        return [
          { kind: 'return', value: value === undefined ? null : this.#expressions.expression(value), range },
        ];
      }
      case 'function_declaration':
      case 'generator_function_declaration':
      case 'method_definition':
        return [{ kind: 'function', definition: this.#function(node) }];
      case 'class_declaration':
      case 'abstract_class_declaration': {
        const name = node.childForFieldName('name');
        const heritage = node.descendantsOfType('extends_clause')[0];
        const base = heritage?.childForFieldName('value');
        const definition = {
          name: name?.text ?? '',
          bases: base ? [this.#expressions.expression(base)] : [],
          body: this.statements(node.childForFieldName('body')),
          range,
          nameRange: this.rangeOf(name ?? node),
        };
        return [{ kind: 'class', definition }];
      }
      case 'import_statement':
        return importsOf(node);
      case 'if_statement': {
        const test = this.#expressions.field(node, 'condition');
        const then = this.statements(node.childForFieldName('consequence'));
        return [
          { kind: 'if', test, then, otherwise: this.statements(node.childForFieldName('alternative')) },
        ];
      }
      case 'for_in_statement':
        return [
          {
            kind: 'for',
            target: this.#expressions.field(node, 'left'),
            iterable: this.#expressions.field(node, 'right'),
            body: this.statements(node.childForFieldName('body')),
          },
        ];
      case 'for_statement':
        return [this.#countingLoop(node)];
      case 'while_statement':
      case 'do_statement':
        return [{ kind: 'block', body: this.statements(node.childForFieldName('body')) }];
      case 'statement_block':
      case 'ERROR':
        return [{ kind: 'block', body: this.statements(node) }];
      case 'try_statement':
        return childrenOf(node).flatMap((child) => this.statements(child.childForFieldName('body') ?? child));
      default:
        return [{ kind: 'expression', value: this.#expressions.expression(node), range }];
    }
  }

  /** `for (let i = 0; i < 3; i++)` counts as a loop over `range(0, 3)`; any other as one over what is not known. */
  #countingLoop(node: Node): Statement {
    const body = this.statements(node.childForFieldName('body'));
    const range = this.rangeOf(node);
    const declared = node.descendantsOfType('variable_declarator')[0];
    const test = node.childForFieldName('condition');
    const condition = test?.type === 'expression_statement' ? childrenOf(test)[0] : test;
    const operator = condition?.childForFieldName('operator')?.text;
    const steps = /^\+\+|\+\+$|\+=\s*1$/.test(node.childForFieldName('increment')?.text ?? '');
    const unknown = { kind: 'other', parts: [], range } as const;
    const target = declared ? this.#expressions.field(declared, 'name') : unknown;
    if (!declared || !condition || operator !== '<' || !steps) {
      return { kind: 'for', target, iterable: unknown, body };
    }
    const ends = [this.#expressions.field(declared, 'value'), this.#expressions.field(condition, 'right')];
    const callee = { kind: 'name', name: 'range', range } as const;
    const args = ends.map((value) => ({ name: null, value }));
    return { kind: 'for', target, iterable: { kind: 'call', callee, args, range }, body };
  }

  /** `const { dense } = tf.layers`, a name at a time. */
  #unpacked(pattern: Node, from: Expression): readonly Statement[] {
    return childrenOf(pattern).map((each): Statement => {
      const [given, byDefault] = withDefault(each.childForFieldName('value') ?? each);
      const local = given.type === 'rest_pattern' ? (childrenOf(given)[0] ?? given) : given;
      const key = each.childForFieldName('key')?.text ?? local.text;
      const range = this.rangeOf(each);
      const orElse = byDefault ? { orElse: this.#expressions.expression(byDefault) } : {};
      return {
        kind: 'assign',
        target: { kind: 'name', name: local.text, range: this.rangeOf(local) },
        value: { kind: 'member', object: from, name: key, range, ...orElse },
        range,
      };
    });
  }

  #function(node: Node): FunctionDefinition {
    const body = node.childForFieldName('body');
    const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
    const unpacked = parameters
      ? childrenOf(parameters).flatMap((each) => this.#unpackedParameter(each))
      : [];
    return {
      name: node.childForFieldName('name')?.text ?? '',
      parameters: parameters ? this.#parameters(parameters) : [],
      decorators: [],
      body:
        body && body.type !== 'statement_block'
          ? [
              ...unpacked,
              { kind: 'return', value: this.#expressions.expression(body), range: this.rangeOf(body) },
            ]
          : [...unpacked, ...this.statements(body)],
      range: this.rangeOf(node),
    };
  }

  /** `function make({ units = 64 })` counts as one that takes an object apart. */
  #unpackedParameter(parameter: Node): readonly Statement[] {
    const pattern = patternOf(parameter);
    if (pattern.type !== 'object_pattern') return [];
    return this.#unpacked(pattern, { kind: 'name', name: pattern.text, range: this.rangeOf(pattern) });
  }

  #parameters(node: Node): readonly Parameter[] {
    if (node.type === 'identifier') return [{ name: node.text, byDefault: null, rest: false }];
    return childrenOf(node).map((each): Parameter => {
      const pattern = patternOf(each);
      const value = each.childForFieldName('value') ?? each.childForFieldName('right');
      const rest = pattern.type === 'rest_pattern';
      return {
        name: pattern.text.replace(/^\.\.\./, ''),
        byDefault: value && this.#expressions.expression(value),
        rest,
      };
    });
  }
}

function patternOf(parameter: Node): Node {
  return parameter.childForFieldName('pattern') ?? parameter.childForFieldName('left') ?? parameter;
}

/** `units = 64` within a pattern, as name and default. */
function withDefault(node: Node): readonly [Node, Node | null] {
  const isGiven = node.type === 'object_assignment_pattern' || node.type === 'assignment_pattern';
  return isGiven ? [node.childForFieldName('left') ?? node, node.childForFieldName('right')] : [node, null];
}

/** The package that `require('…')`, or `await import('…')`, loads; null of anything else. */
function requiredPath(value: Node): string | null {
  const call = value.type === 'await_expression' ? childrenOf(value)[0] : value;
  if (call?.type !== 'call_expression') return null;
  if (!['require', 'import'].includes(call.childForFieldName('function')?.text ?? '')) return null;
  const [argument] = childrenOf(call.childForFieldName('arguments') ?? call);
  return argument?.type === 'string' ? stringContent(argument) : null;
}

function importsOf(node: Node): readonly Statement[] {
  const from = node.childForFieldName('source');
  const path = from ? (stringContent(from) ?? '') : '';
  const clause = childrenOf(node).find(({ type }) => type === 'import_clause');
  if (!clause) return [];
  return childrenOf(clause).flatMap((each): Statement[] => {
    if (each.type === 'identifier') return [{ kind: 'import', name: each.text, path }];
    if (each.type === 'namespace_import') {
      return [{ kind: 'import', name: childrenOf(each)[0]?.text ?? '', path }];
    }
    return childrenOf(each).map((one) => {
      const name = one.childForFieldName('name')?.text ?? one.text;
      return { kind: 'import', name: one.childForFieldName('alias')?.text ?? name, path: `${path}.${name}` };
    });
  });
}
