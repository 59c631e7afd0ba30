import { create } from '@bufbuild/protobuf';
import { InputError } from '../../inputError.js';
import { copyOf } from '../edit.js';
import {
  NodeProtoSchema,
  type AttributeProto,
  type FunctionProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from '../onnx_pb.js';

/** Far deeper than exporters nest: functions that call each other in a circle have no end. */
const deepest = 200;
/** More operators than any network has: a few functions that call each other twice make any number. */
const mostNodes = 2_000_000;

/**
 * The model with the operators of its own functions in place of the calls of these, as PyTorch's exporter writes them for
 * modules. Tensors within a call take the name of its first output before their own. A function for another version of ONNX's
 * operators than the model's stays.
 * @throws InputError where functions call each other without end.
 */
export function withFunctionsInlined(model: ModelProto, file: string): ModelProto {
  if (!model.graph || model.functions.length === 0) return model;
  const version = (of: ModelProto | FunctionProto) =>
    of.opsetImport.find(({ domain }) => isOwn(domain))?.version ?? model.opsetImport[0]?.version;
  const usable = model.functions.filter((called) => version(called) === version(model));
  const graph = new Inliner(usable, file).graph(model.graph, new Scope(), 0);
  const known = new Set(model.opsetImport.map(({ domain }) => domain));
  const missing = usable
    .flatMap(({ opsetImport }) => opsetImport)
    .filter(({ domain }) => !isOwn(domain) && !known.has(domain) && known.add(domain));
  return Object.assign(copyOf(model), {
    graph,
    opsetImport: [...model.opsetImport, ...missing],
    functions: model.functions.filter((called) => !usable.includes(called)),
  });
}

function isOwn(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function keyOf(domain: string, name: string, overload: string): string {
  return [isOwn(domain) ? '' : domain, name, overload].join('\n');
}

/** What names stand for within a call; the model itself is a scope in which all stand for themselves. */
class Scope {
  constructor(
    /** Before the names of tensors that are made within. */
    readonly prefix = '',
    /** Before the names of operators. */
    readonly path = '',
    private readonly given: ReadonlyMap<string, string> = new Map(),
    private readonly attributes: ReadonlyMap<string, AttributeProto> | null = null,
  ) {}

  tensor(name: string): string {
    return name === '' ? '' : (this.given.get(name) ?? `${this.prefix}${name}`);
  }

  /** An attribute with the caller's value where it takes that; null where there is none. */
  attribute(attribute: AttributeProto): AttributeProto | null {
    const { refAttrName, name } = attribute;
    if (this.attributes === null || refAttrName === '') return attribute;
    const value = this.attributes.get(refAttrName);
    return value ? Object.assign(copyOf(value), { name }) : null;
  }
}

class Inliner {
  readonly #functions: ReadonlyMap<string, FunctionProto>;
  #nodes = 0;

  constructor(
    functions: readonly FunctionProto[],
    private readonly file: string,
  ) {
    this.#functions = new Map(
      functions.map((called) => [keyOf(called.domain, called.name, called.overload), called]),
    );
  }

  graph(graph: GraphProto, scope: Scope, depth: number): GraphProto {
    const named = (infos: readonly ValueInfoProto[]) =>
      infos.map((info) => Object.assign(copyOf(info), { name: scope.tensor(info.name) }));
    return Object.assign(copyOf(graph), {
      node: this.#body(graph.node, scope, depth),
      initializer:
        scope.prefix === ''
          ? graph.initializer
          : graph.initializer.map((one) => Object.assign(copyOf(one), { name: scope.tensor(one.name) })),
      input: named(graph.input),
      output: named(graph.output),
      valueInfo: named(graph.valueInfo),
    });
  }

  #body(nodes: readonly NodeProto[], scope: Scope, depth: number): NodeProto[] {
    return nodes.flatMap((node) => {
      const own = this.#inScope(node, scope, depth);
      const called = this.#functions.get(keyOf(node.domain, node.opType, node.overload));
      if (!called) return [own];
      this.#nodes += called.node.length;
      if (depth === deepest || this.#nodes > mostNodes) {
        throw new InputError(
          `${this.file} calls its function ${called.name} without end, or too often; export the model again, with its operators written out.`,
        );
      }
      return this.#call(own, called, depth + 1);
    });
  }

  /** A node under the names of its scope, the graphs in its attributes included. */
  #inScope(node: NodeProto, scope: Scope, depth: number): NodeProto {
    const attribute = node.attribute.flatMap((one) => {
      const taken = scope.attribute(one);
      if (taken === null) return [];
      // What comes from the caller is in the caller's names already.
      if (taken !== one || (!one.g && one.graphs.length === 0)) return [taken];
      const { g, graphs } = one;
      return [
        Object.assign(copyOf(one), {
          ...(g && { g: this.graph(g, scope, depth) }),
          graphs: graphs.map((graph) => this.graph(graph, scope, depth)),
        }),
      ];
    });
    if (scope.prefix === '') return Object.assign(copyOf(node), { attribute });
    return Object.assign(copyOf(node), {
      attribute,
      name: `${scope.path}/${node.name === '' ? node.opType : node.name}`,
      input: node.input.map((name) => scope.tensor(name)),
      output: node.output.map((name) => scope.tensor(name)),
    });
  }

  #call(call: NodeProto, called: FunctionProto, depth: number): NodeProto[] {
    const made = call.output.find((name) => name !== '') ?? '';
    const given = new Map(called.input.map((name, i) => [name, call.input[i] ?? '']));
    const handedOn: NodeProto[] = [];
    for (const [i, name] of called.output.entries()) {
      const [wanted, argument] = [call.output[i], given.get(name)];
      if (!wanted) continue;
      if (argument === undefined) given.set(name, wanted);
      else
        handedOn.push(create(NodeProtoSchema, { opType: 'Identity', input: [argument], output: [wanted] }));
    }
    const defaults = called.attributeProto.map((one) => [one.name, one] as const);
    const attributes = new Map([...defaults, ...call.attribute.map((one) => [one.name, one] as const)]);
    // No two operators may share a name; tensors never do.
    const path = call.name === '' ? made : call.name;
    const scope = new Scope(`${made}/`, path, given, attributes);
    return [...this.#body(called.node, scope, depth), ...handedOn];
  }
}
