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

/** What a program in TypeScript or JavaScript says, from its syntax tree. */
export function readScript(root: Node, original: (offset: number) => number): readonly Statement[] {
  return new ScriptReader(rangeReader(original)).statements(root);
}

class ScriptReader {
  constructor(private readonly rangeOf: (node: Node) => TextRange) {}

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
        if (name?.type === 'object_pattern' && value) return this.#unpacked(name, this.expression(value));
        return [
          {
            kind: 'assign',
            target: this.#field(node, 'name'),
            value: value && this.expression(value),
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
          { kind: 'assign', target: this.#field(node, 'left'), value: this.#field(node, 'right'), range },
        ];
      case 'public_field_definition':
      case 'field_definition': {
        const value = node.childForFieldName('value');
        const key = node.childForFieldName('name') ?? node.childForFieldName('property') ?? node;
        const self = { kind: 'name', name: 'this', range } as const;
        const target = { kind: 'member', object: self, name: key.text, range: this.rangeOf(key) } as const;
        return value ? [{ kind: 'assign', target, value: this.expression(value), range }] : [];
      }
      case 'return_statement': {
        const [value] = childrenOf(node);
        return [{ kind: 'return', value: value === undefined ? null : this.expression(value), range }];
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
          bases: base ? [this.expression(base)] : [],
          body: this.statements(node.childForFieldName('body')),
          range,
          nameRange: this.rangeOf(name ?? node),
        };
        return [{ kind: 'class', definition }];
      }
      case 'import_statement':
        return importsOf(node);
      case 'if_statement': {
        const test = this.#field(node, 'condition');
        const then = this.statements(node.childForFieldName('consequence'));
        return [
          { kind: 'if', test, then, otherwise: this.statements(node.childForFieldName('alternative')) },
        ];
      }
      case 'for_in_statement':
        return [
          {
            kind: 'for',
            target: this.#field(node, 'left'),
            iterable: this.#field(node, 'right'),
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
        return [{ kind: 'expression', value: this.expression(node), range }];
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
    const target = declared ? this.#field(declared, 'name') : unknown;
    if (!declared || !condition || operator !== '<' || !steps) {
      return { kind: 'for', target, iterable: unknown, body };
    }
    const ends = [this.#field(declared, 'value'), this.#field(condition, 'right')];
    const callee = { kind: 'name', name: 'range', range } as const;
    const args = ends.map((value) => ({ name: null, value }));
    return { kind: 'for', target, iterable: { kind: 'call', callee, args, range }, body };
  }

  /** `const { dense } = tf.layers`, a name at a time. */
  #unpacked(pattern: Node, from: Expression): readonly Statement[] {
    return childrenOf(pattern).map((each): Statement => {
      const key = each.childForFieldName('key')?.text ?? each.text;
      const local = each.childForFieldName('value') ?? each;
      const range = this.rangeOf(each);
      return {
        kind: 'assign',
        target: { kind: 'name', name: local.text, range: this.rangeOf(local) },
        value: { kind: 'member', object: from, name: key, range },
        range,
      };
    });
  }

  #function(node: Node): FunctionDefinition {
    const body = node.childForFieldName('body');
    const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
    return {
      name: node.childForFieldName('name')?.text ?? '',
      parameters: parameters ? this.#parameters(parameters) : [],
      decorators: [],
      body:
        body && body.type !== 'statement_block'
          ? [{ kind: 'return', value: this.expression(body), range: this.rangeOf(body) }]
          : this.statements(body),
      range: this.rangeOf(node),
    };
  }

  #parameters(node: Node): readonly Parameter[] {
    if (node.type === 'identifier') return [{ name: node.text, byDefault: null, rest: false }];
    return childrenOf(node).map((each): Parameter => {
      const pattern = each.childForFieldName('pattern') ?? each.childForFieldName('left') ?? each;
      const value = each.childForFieldName('value') ?? each.childForFieldName('right');
      const rest = pattern.type === 'rest_pattern';
      return { name: pattern.text.replace(/^\.\.\./, ''), byDefault: value && this.expression(value), rest };
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
      case 'this':
      case 'super':
      case 'shorthand_property_identifier':
      case 'property_identifier':
        return { kind: 'name', name: node.text, range };
      case 'member_expression':
        return {
          kind: 'member',
          object: this.#field(node, 'object'),
          name: node.childForFieldName('property')?.text ?? '',
          range,
        };
      case 'call_expression':
        return { kind: 'call', callee: this.#field(node, 'function'), args: this.#arguments(node), range };
      case 'new_expression':
        return { kind: 'call', callee: this.#field(node, 'constructor'), args: this.#arguments(node), range };
      case 'number':
        return { kind: 'number', value: Number(node.text.replaceAll('_', '')), range };
      case 'string':
      case 'template_string': {
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
      case 'null':
      case 'undefined':
        return { kind: 'constant', value: null, range };
      case 'array':
      case 'array_pattern':
        return { kind: 'list', items: inner(), range };
      case 'object':
        return { kind: 'dict', entries: this.#entries(node), range };
      case 'spread_element':
        return {
          kind: 'spread',
          value: inner()[0] ?? { kind: 'other', parts: [], range },
          keywords: false,
          range,
        };
      case 'parenthesized_expression':
      case 'await_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
        return inner()[0] ?? { kind: 'other', parts: [], range };
      case 'type_assertion':
        return inner().at(-1) ?? { kind: 'other', parts: [], range };
      case 'subscript_expression':
        return {
          kind: 'index',
          object: this.#field(node, 'object'),
          index: this.#field(node, 'index'),
          range,
        };
      case 'binary_expression':
        return {
          kind: 'binary',
          operator: (node.childForFieldName('operator')?.text ?? '').replace(/^([!=]=)=$/, '$1'),
          left: this.#field(node, 'left'),
          right: this.#field(node, 'right'),
          range,
        };
      case 'ternary_expression':
        return {
          kind: 'choice',
          test: this.#field(node, 'condition'),
          then: this.#field(node, 'consequence'),
          otherwise: this.#field(node, 'alternative'),
          range,
        };
      case 'arrow_function':
      case 'function_expression':
        return { kind: 'function', definition: this.#function(node), range };
      default:
        return { kind: 'other', parts: inner(), range };
    }
  }

  #arguments(call: Node): readonly Argument[] {
    const list = call.childForFieldName('arguments');
    return list ? childrenOf(list).map((each) => ({ name: null, value: this.expression(each) })) : [];
  }

  #entries(node: Node): readonly Entry[] {
    return childrenOf(node).map((each): Entry => {
      const key = each.childForFieldName('key') ?? each;
      const range = this.rangeOf(key);
      const name = key.type === 'string' ? (stringContent(key) ?? '') : key.text;
      const value = each.childForFieldName('value');
      if (each.type === 'spread_element')
        return { key: { kind: 'other', parts: [], range }, value: this.expression(each) };
      return { key: { kind: 'string', value: name, range }, value: this.expression(value ?? each) };
    });
  }
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
