import { InputError } from '../../../inputError.js';
import type { NodeDef, Source } from './graphDef.js';
import type { FunctionDef, RawNode } from './graphMessages.js';

/** Operators that call a function. */
const calling = new Set(['PartitionedCall', 'StatefulPartitionedCall']);

/** Of operators whose outputs have several names: the names in order. Others number the outputs of one name. */
const outputNames: Readonly<Record<string, readonly string[]>> = {
  TopKV2: ['values', 'indices'],
  FusedBatchNorm: ['y', 'batch_mean', 'batch_variance'],
  FusedBatchNormV2: ['y', 'batch_mean', 'batch_variance'],
  FusedBatchNormV3: ['y', 'batch_mean', 'batch_variance'],
  Unique: ['y', 'idx'],
  MaxPoolWithArgmax: ['output', 'argmax'],
  RestoreV2: ['tensors'],
};

/** Deeper calls than any model makes: a function that calls itself would never end. */
const deepest = 64;

/** A node with what it reads, the functions that it called in its place. */
export interface InlinedNode extends NodeDef {
  readonly raw: RawNode;
}

/**
 * A graph without calls: in place of each stand the nodes of the function, under their own names where no others have
 * them.
 * @throws InputError where a function is missing.
 */
export function inlineFunctions(
  nodes: readonly RawNode[],
  functions: ReadonlyMap<string, FunctionDef>,
  file: string,
): { readonly nodes: readonly InlinedNode[]; resolve(source: Source): Source } {
  const inlined: InlinedNode[] = [];
  const names = new Set<string>();
  /** What an output of a call is. */
  const returned = new Map<string, Source[]>();
  const resolve = (source: Source): Source => {
    const found = returned.get(source.node)?.[source.output];
    return found ? resolve(found) : source;
  };

  const body = (
    own: readonly RawNode[],
    given: ReadonlyMap<string, Source>,
    prefix: string,
    depth: number,
  ): ((text: string) => Source) => {
    const byName = new Map(own.map((node) => [node.name, node]));
    const unique = new Map(own.map(({ name }) => [name, names.has(name) ? `${prefix}${name}` : name]));
    for (const name of unique.values()) names.add(name);
    const source = (text: string): Source => {
      const [name, ...rest] = text.split(':');
      const argument = given.get(name);
      if (argument) return argument;
      const number = Number(rest.at(-1) ?? 0);
      const list = outputNames[byName.get(name)?.op ?? ''] ?? [];
      const output = rest.length > 1 ? Math.max(0, list.indexOf(rest[0])) + number : number;
      return { node: unique.get(name) ?? name, output };
    };
    for (const node of own) {
      const name = unique.get(node.name) ?? node.name;
      const inputs = node.inputs.map(source);
      if (!calling.has(node.op)) {
        inlined.push({ name, op: node.op, attributes: node.attributes, inputs, raw: node });
        continue;
      }
      const called = functions.get(node.calls ?? '');
      if (!called || depth === deepest) {
        throw new InputError(
          `${file} calls a function "${node.calls ?? ''}" that it doesn't describe; save the model again.`,
        );
      }
      const fed = new Map(called.inputs.map((argument, i) => [argument, inputs[i]]));
      const inside = body(called.nodes, fed, `${name}/`, depth + 1);
      returned.set(name, called.outputs.map(inside));
    }
    return source;
  };
  body(nodes, new Map(), '', 0);
  return {
    nodes: inlined.map((node) => ({ ...node, inputs: node.inputs.map(resolve) })),
    resolve,
  };
}
