import { InputError } from '../../../inputError.js';
import type { Graph } from '../../graph.js';
import { sizeOf } from '../../tensor.js';
import type { Json } from '../keras/layerConfig.js';
import type { StoredWeight } from '../keras/weights.js';
import type { StoredBytes } from '../storedBytes.js';
import { partsBeside, stayInFiles, type ExternalReader, type WeightFiles } from '../weightFiles.js';
import { NodeAttributes, shapeOf, sourceOf, type NodeDef, type Source } from './graphDef.js';
import { graphOf, shapeMessage, tensorOf } from './graphMessages.js';
import { hasContent } from './graphOutline.js';
import { inlineFunctions, type InlinedNode } from './inlineFunctions.js';
import { readManifest } from '../weightsManifest.js';
import { readVariables } from './savedVariables.js';
import { translateGraph } from './translateGraph.js';
import { WireFields } from './wireFields.js';

/** The fields of the graph that is served, where a file is TensorFlow's SavedModel; null for any other. */
function servedGraph(bytes: Uint8Array): WireFields | null {
  // The version of the format, then a message: what the graph is called.
  if (bytes[0] !== 0x08 || bytes[1] !== 0x01 || bytes[2] !== 0x12) return null;
  try {
    const graphs = new WireFields(bytes).messages(2);
    const served = graphs.find((graph) => graph.message(1)?.texts(4).includes('serve')) ?? graphs[0];
    return served?.has(1) && served.has(2) ? served : null;
  } catch {
    return null;
  }
}

/** Whether a file is the description of TensorFlow's SavedModel, beside which its weights lie. */
export function isSavedModel(bytes: Uint8Array): boolean {
  return servedGraph(bytes) !== null;
}

/** Whether a file is a graph of TensorFlow's with its weights inside, as older tools froze it. */
export function isFrozenGraph(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x0a) return false;
  try {
    const [first] = new WireFields(bytes).messages(1);
    return /^[\w./-]+$/.test(first.text(1)) && /^[A-Z_]\w*$/.test(first.text(2));
  } catch {
    return false;
  }
}

/**
 * Reads a SavedModel: the graph that it serves, without the functions that it calls, and the weights beside it.
 * @param files where large weights may stay in their files.
 * @throws InputError where it is damaged, or holds what can't be read.
 */
export async function readSavedModel(
  bytes: Uint8Array,
  file: string,
  readExternal: ExternalReader,
  files: WeightFiles | null = null,
): Promise<Graph> {
  const served = servedGraph(bytes);
  if (!served) throw new InputError(`${file} is damaged; save the model again.`);
  const raw = graphOf(served.message(2) ?? new WireFields(new Uint8Array()));
  const graph = inlineFunctions(raw.nodes, raw.functions, file);
  const signature = signatureOf(served);
  if (!signature) {
    throw new InputError(
      `${file} serves nothing: it has no signature; save the model in Python with model.export(folder).`,
    );
  }
  const ports = (field: number) =>
    signature.entries(field).map(([, entry]) => {
      const port = entry.message(2);
      const shape = port?.message(3);
      return {
        source: graph.resolve(sourceOf(port?.text(1) ?? '')),
        shape: shape ? shapeOf(shapeMessage(shape)) : null,
      };
    });
  const byName = new Map(graph.nodes.map((node) => [node.name, node]));
  const outputs = ports(2).map(({ source }) => source);
  const needed = neededBy(byName, outputs);
  const weights = await readVariables(graph, byName, needed, file, partsBeside(readExternal, files));
  const elements = [...new Set(weights.values())].reduce((sum, { dims }) => sum + sizeOf(dims), 0);
  return translateGraph(
    {
      nodes: graph.nodes.map((node) => asConstant(node, weights)),
      inputs: ports(1),
      outputs,
      weight: (name) => weights.get(name) ?? constantOf(byName.get(name)),
      leavesWeights: stayInFiles(files, Float32Array.BYTES_PER_ELEMENT * elements),
    },
    file,
  );
}

/**
 * Reads a frozen graph. The first versions of TensorFlow.js took its weights out of it and listed them beside it.
 * @param bytes of the file, or its outline.
 * @param stored the file that an outline is of.
 * @throws InputError where it is damaged, or holds what can't be read.
 */
export async function readFrozenGraph(
  bytes: Uint8Array,
  file: string,
  readExternal: ExternalReader,
  stored: StoredBytes | null = null,
  files: WeightFiles | null = null,
): Promise<Graph> {
  const raw = graphOf(new WireFields(bytes));
  const { nodes } = inlineFunctions(raw.nodes, raw.functions, file);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const apart = isHollow(nodes) ? await listedWeights(file, readExternal, files) : null;
  return translateGraph(
    {
      nodes,
      inputs: null,
      outputs: null,
      weight: (name) => apart?.weights.get(name) ?? constantOf(byName.get(name), stored),
      leavesWeights: apart?.leavesWeights ?? (stored !== null && stayInFiles(files, stored.size)),
    },
    file,
  );
}

/** Whether no constant has its numbers as bytes, and one has none at all. */
function isHollow(nodes: readonly InlinedNode[]): boolean {
  const tensors = nodes.flatMap(({ raw }) => (raw.op === 'Const' && raw.tensor ? [raw.tensor] : []));
  // Of TensorProto: floats, doubles, integers, texts, and whole numbers of 64 bits and of one.
  const lists = [5, 6, 7, 8, 10, 11];
  const isEmpty = (tensor: WireFields) => !lists.some((number) => tensor.has(number));
  return (
    !tensors.some(hasContent) &&
    tensors.some((tensor) => isEmpty(tensor) && sizeOf(tensorOf(tensor).dims) > 1)
  );
}

async function listedWeights(file: string, readExternal: ExternalReader, files: WeightFiles | null) {
  const text = new TextDecoder().decode(await readExternal('weights_manifest.json', 0, null));
  let manifest: Json;
  try {
    manifest = JSON.parse(text) as Json;
  } catch {
    throw new InputError(`weights_manifest.json beside ${file} is damaged; copy or convert the model again.`);
  }
  const { weights, bytes } = await readManifest(manifest, file, partsBeside(readExternal, files));
  return {
    weights: new Map(weights.map((weight) => [weight.name, weight])),
    leavesWeights: stayInFiles(files, bytes),
  };
}

/** What is served by default, else the first signature that takes something. */
function signatureOf(served: WireFields): WireFields | undefined {
  const signatures = served.entries(5);
  const [, entry] =
    signatures.find(([name]) => name === 'serving_default') ??
    signatures.find(([, one]) => (one.message(2)?.entries(1).length ?? 0) > 0) ??
    [];
  return entry?.message(2);
}

function constantOf(
  node: InlinedNode | undefined,
  stored: StoredBytes | null = null,
): StoredWeight | undefined {
  return node?.raw.tensor ? { name: node.name, ...tensorOf(node.raw.tensor, stored) } : undefined;
}

/** Names of the nodes that some outputs depend on. */
function neededBy(byName: ReadonlyMap<string, NodeDef>, outputs: readonly Source[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const waiting = outputs.map(({ node }) => node);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    for (const { node } of byName.get(name)?.inputs ?? []) waiting.push(node);
  }
  return needed;
}

/** A node that reads a variable, as the constant that this is to whoever only uses the network. */
function asConstant(node: InlinedNode, weights: ReadonlyMap<string, StoredWeight>): NodeDef {
  if (!weights.has(node.name)) return node;
  const type = node.attributes.values.dtype ?? { type: 1 };
  return { name: node.name, op: 'Const', inputs: [], attributes: new NodeAttributes({ dtype: type }) };
}
