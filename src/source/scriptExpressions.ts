import type { Node } from '@vscode/tree-sitter-wasm';
import type { Argument, Entry, Expression, FunctionDefinition, TextRange } from './syntax.js';
import { childrenOf, stringContent, stringParts } from './syntaxNodes.js';

/** Reads expressions of TypeScript and JavaScript from the syntax tree; what is not understood stands as `other`. */
export class ScriptExpressions {
  /** @param functionOf reads a function that is written as an expression, whose body holds statements. */
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
      case 'this':
      case 'super':
      case 'shorthand_property_identifier':
      case 'property_identifier':
        return { kind: 'name', name: node.text, range };
      case 'member_expression':
        return {
          kind: 'member',
          object: this.field(node, 'object'),
          name: node.childForFieldName('property')?.text ?? '',
          range,
        };
      case 'call_expression':
        return { kind: 'call', callee: this.field(node, 'function'), args: this.#arguments(node), range };
      case 'new_expression':
        return { kind: 'call', callee: this.field(node, 'constructor'), args: this.#arguments(node), range };
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
          object: this.field(node, 'object'),
          index: this.field(node, 'index'),
          range,
        };
      case 'binary_expression':
        return {
          kind: 'binary',
          operator: (node.childForFieldName('operator')?.text ?? '').replace(/^([!=]=)=$/, '$1'),
          left: this.field(node, 'left'),
          right: this.field(node, 'right'),
          range,
        };
      case 'ternary_expression':
        return {
          kind: 'choice',
          test: this.field(node, 'condition'),
          then: this.field(node, 'consequence'),
          otherwise: this.field(node, 'alternative'),
          range,
        };
      case 'arrow_function':
      case 'function_expression':
        return { kind: 'function', definition: this.functionOf(node), range };
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
