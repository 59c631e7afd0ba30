import { initializerBehind } from './constants.js';
import type { Graph } from './graph.js';
import type { Layer } from './layers.js';
import type { NodeProto } from './onnx_pb.js';

type Nameless = Omit<Layer, 'id'>;

/**
 * Gives each layer the name it has in the training code, as far as the file tells: from its weights'
 * names, then from name scopes in metadata, then from node names. A residual sum bears its block's path.
 * Names that several layers would share give way to the next in that order; ids are unique.
 */
export function nameLayers(graph: Graph, layers: readonly Nameless[]): Layer[] {
  const all = layers.map((layer) => namesOf(graph, layer));
  // An attention's own name is its heads', and not the sum's behind it.
  const ofHeads = new Set(layers.flatMap(({ kind }, i) => (kind === 'head' ? all[i].slice(0, 1) : [])));
  const candidates = layers.map(({ kind, operator }, i) => [
    ...new Set(all[i].filter((name) => kind === 'head' || !ofHeads.has(name))),
    `${operator}${i + 1}`,
  ]);
  const chosen = candidates.map(() => 0);
  const name = (i: number) => candidates[i]?.[chosen[i] ?? 0] ?? '';
  for (let settled = false; !settled;) {
    settled = true;
    const names = chosen.map((_, i) => name(i));
    for (const i of chosen.keys()) {
      const isShared = names.indexOf(names[i] ?? '') !== names.lastIndexOf(names[i] ?? '');
      if (!isShared || (chosen[i] ?? 0) + 1 >= (candidates[i]?.length ?? 0)) continue;
      chosen[i] = (chosen[i] ?? 0) + 1;
      settled = false;
    }
  }
  return layers.map((layer, i) => ({ id: name(i), ...layer }));
}

/**
 * What the training code may call the operators that make a layer's units, as far as the file tells; of a sum, those that it
 * joins. The layer's id is another where it is the sum's block, or where names are shared.
 */
export function moduleNames(graph: Graph, { sources }: Pick<Layer, 'sources'>): string[] {
  return [...new Set(sources.flatMap((source) => operatorNames(graph, source).map(printable)))];
}

/** Candidates for a layer's name, the best first. */
function namesOf(graph: Graph, layer: Nameless): string[] {
  const names =
    layer.kind === 'residual' || layer.kind === 'head'
      ? blockNames(graph, layer)
      : operatorNames(graph, layer.node);
  return [...names, nodePath(layer.node.name)].filter((name) => name !== '').map(printable);
}

function operatorNames(graph: Graph, node: NodeProto): string[] {
  const weights = node.input
    .map((input) => initializerBehind(graph, input))
    .map((name) => weightOwner(name ?? ''));
  return [...weights, metadataScope(node), nameScope(node)].filter((name) => name !== '');
}

function blockNames(graph: Graph, layer: Nameless): string[] {
  // An attention's product stands in the attention's own scope, whatever its weights are called.
  if (layer.kind === 'head') {
    const owners = layer.sources.map((source) => operatorNames(graph, source)[0] ?? '');
    return [metadataScope(layer.node), nameScope(layer.node), sharedPath(owners)];
  }
  const branches = layer.sources.map((source) => operatorNames(graph, source)[0] ?? '');
  const scopes = [metadataScope(layer.node), nameScope(layer.node)];
  return [
    ...scopes.filter((scope) => branches.every((branch) => branch.startsWith(scope))),
    sharedPath(branches),
  ];
}

/** The path that several names share; of a single one, all but its last part. */
function sharedPath(names: readonly string[]): string {
  const paths = names.map((name) => name.split('.'));
  const [first = [], ...others] = paths;
  const parts = others.length === 0 ? first.slice(0, -1) : first;
  const end = parts.findIndex((part, i) => others.some((other) => other[i] !== part));
  return (end === -1 ? parts : parts.slice(0, end)).join('.');
}

const weightName =
  /^(.+?)[._/](?:parametrizations\.)?(?:weight|weights|kernel|depthwise_kernel|w)(?:_(?:orig|v|g|quantized))?(?:\.original\d*)?(?::\d+)?$/i;
const tensorFlowWeight =
  /^(?:StatefulPartitionedCall\/)?(.+)\/[^/]+\/ReadVariableOp(?:\/resource)?(?::\d+)?$/;

/** The module that owns a weight: `fc1` of `fc1.weight`, `dense` of `dense/kernel:0`; '' of an opaque name. */
function weightOwner(initializer: string): string {
  if (initializer.startsWith('onnx::')) return '';
  // ONNX Runtime's name for weights that a norm or a factor was folded into.
  const name = initializer.replace(/^Conv(?:Bn|Mul)Fusion_W_/, '');
  const owner = tensorFlowWeight.exec(name)?.[1] ?? weightName.exec(name)?.[1] ?? '';
  return owner.replaceAll('/', '.');
}

/** The module a node was traced in, which PyTorch's exporter of today leaves in the node's metadata. */
function metadataScope(node: NodeProto): string {
  const entry = node.metadataProps.find(({ key }) => key === 'pkg.torch.onnx.name_scopes');
  // A list in Python's spelling, from the whole model to the node itself.
  const scopes = [...(entry?.value ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return scopes.at(-2) ?? '';
}

/** The module in a node's name, the operator's own part left out: `layer1.0` of `/layer1/layer1.0/Add_1`. */
function nameScope(node: NodeProto): string {
  const parts = node.name.split('/');
  return parts.length > 1 ? nodePath(parts.slice(0, -1).join('/')) : '';
}

/** A node's name as a dotted path. PyTorch repeats a container's name before its members': `/a/a.0/conv`. */
function nodePath(name: string): string {
  const path: string[] = [];
  for (const part of name.split('/').filter((each) => each !== '')) {
    const last = path.at(-1);
    if (last !== undefined && part.startsWith(`${last}.`)) path[path.length - 1] = part;
    else path.push(part);
  }
  return path.join('.');
}

/** Commas and spaces would break the command line's lists. */
function printable(name: string): string {
  return name.replaceAll(/[\s,]+/g, '_');
}
