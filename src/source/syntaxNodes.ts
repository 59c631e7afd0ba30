import type { Node } from '@vscode/tree-sitter-wasm';
import type { TextRange } from './syntax.js';

/** Named children, comments left out. */
export function childrenOf(node: Node): readonly Node[] {
  return node.namedChildren.filter((child) => child !== null && child.type !== 'comment') as Node[];
}

/** Reads where a node stands in the text as it was written. */
export function rangeReader(original: (offset: number) => number): (node: Node) => TextRange {
  return ({ startIndex, endIndex }) => ({ start: original(startIndex), end: original(endIndex) });
}

const computed = new Set(['interpolation', 'template_substitution']);
const literal = new Set(['string_content', 'string_fragment']);

/** The value of a string literal; null where parts of it are computed. */
export function stringContent(node: Node): string | null {
  const parts = stringParts(node);
  return parts.every((part) => typeof part === 'string') ? parts.join('') : null;
}

/** A string's parts in order: text, and nodes of what is computed. */
export function stringParts(node: Node): readonly (string | Node)[] {
  return childrenOf(node).flatMap((child): readonly (string | Node)[] => {
    if (literal.has(child.type)) return [child.text];
    if (computed.has(child.type)) {
      const [value, ...format] = childrenOf(child);
      // How a format writes a value is not followed: `*` stands for any text.
      return value === undefined || format.length > 0 ? ['*'] : [value];
    }
    return child.type === 'string' ? stringParts(child) : [];
  });
}
