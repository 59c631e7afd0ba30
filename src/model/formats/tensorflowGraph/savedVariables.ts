import { BinaryReader } from '@bufbuild/protobuf/wire';
import { InputError } from '../../../inputError.js';
import { sizeOf } from '../../tensor.js';
import type { StoredWeight } from '../keras/weights.js';
import { allOf } from '../storedBytes.js';
import { bytesOfElement, storedNumbers } from '../storedElements.js';
import type { WeightFiles } from '../weightFiles.js';
import type { NodeDef, Source } from './graphDef.js';
import { textsOf, typeNames } from './graphMessages.js';
import type { InlinedNode } from './inlineFunctions.js';
import { readBundle, type Bundle, type BundleEntry } from './tensorBundle.js';
import { WireFields } from './wireFields.js';

const passing = new Set(['Identity', 'ReadVariableOp']);
const isVariable = (op: string) => /^(VarHandleOp|Variable(V2)?)$/.test(op);

/** What a value comes from, behind nodes that only hand it on. */
function originOf(byName: ReadonlyMap<string, NodeDef>, source: Source): Source {
  const node = byName.get(source.node);
  return node && passing.has(node.op) ? originOf(byName, node.inputs[0]) : source;
}

/** What a variable is called by all nodes that stand for it. */
function sharedName(byName: ReadonlyMap<string, NodeDef>, node: string): string {
  const shared = byName.get(node)?.attributes.text('shared_name', '') ?? '';
  return shared === '' ? node : shared;
}

/** The name under which a checkpoint keeps each variable, by the variable's shared name, as the nodes say that put them back. */
function savedNames(
  graph: { readonly nodes: readonly InlinedNode[] },
  byName: ReadonlyMap<string, InlinedNode>,
): Map<string, string> {
  const saved = new Map<string, string>();
  for (const node of graph.nodes) {
    if (node.op !== 'AssignVariableOp' && node.op !== 'Assign') continue;
    const variable = sharedName(byName, originOf(byName, node.inputs[0]).node);
    const { node: from, output } = originOf(byName, node.inputs[1]);
    const restore = byName.get(from);
    if (restore?.op !== 'RestoreV2') continue;
    const names = byName.get(originOf(byName, restore.inputs[1]).node)?.raw.tensor;
    const name = names ? textsOf(names)[output] : undefined;
    if (name !== undefined) saved.set(variable, name);
  }
  return saved;
}

/**
 * The variables that are needed, by the nodes that read them.
 * @throws InputError where one is missing or can't be read.
 */
export async function readVariables(
  graph: { readonly nodes: readonly InlinedNode[] },
  byName: ReadonlyMap<string, InlinedNode>,
  needed: ReadonlySet<string>,
  file: string,
  openBeside: WeightFiles['reader'],
): Promise<Map<string, StoredWeight>> {
  const readers = graph.nodes.filter(
    ({ name, op }) => needed.has(name) && (op === 'ReadVariableOp' || /^Variable(V2)?$/.test(op)),
  );
  const weights = new Map<string, StoredWeight>();
  if (readers.length === 0) return weights;
  const index = 'variables/variables.index';
  const bundle = readBundle(allOf(await openBeside(index, 0, null)), `${file}'s ${index}`);
  const { entries } = bundle;
  const saved = savedNames(graph, byName);
  const full = await fullNames(bundle, file, openBeside);
  const read = new Map<string, Promise<StoredWeight>>();
  for (const reader of readers) {
    const origin = originOf(byName, { node: reader.name, output: 0 }).node;
    const variable = byName.get(origin);
    const own = sharedName(byName, origin);
    const names = [saved.get(own), full.get(own), own, origin].flatMap((name) => name ?? []);
    const key = names.find((name) => entries.has(name));
    const entry = key === undefined ? undefined : entries.get(key);
    if (!variable || !isVariable(variable.op) || !entry || key === undefined) {
      throw new InputError(
        `The weight "${own}" of ${file} isn't among those in its folder variables; save the whole model again.`,
      );
    }
    let weight = read.get(key);
    weight ??= readWeight(own, entry, bundle, file, openBeside);
    read.set(key, weight);
    weights.set(reader.name, await weight);
  }
  return weights;
}

/** The keys of a checkpoint by the names of the variables that its description of objects gives; those that are no one's alone left out. */
async function fullNames(
  bundle: Bundle,
  file: string,
  openBeside: WeightFiles['reader'],
): Promise<ReadonlyMap<string, string>> {
  const entry = bundle.entries.get('_CHECKPOINTABLE_OBJECT_GRAPH');
  if (!entry) return new Map();
  const bytes = allOf(await openBeside(dataFile(entry, bundle), entry.offset, entry.bytes));
  // One text: its length, a checksum of that, and itself.
  const reader = new BinaryReader(bytes);
  const length = Number(reader.uint64());
  const checksumBytes = 4;
  const start = reader.pos + checksumBytes;
  const keys = new Map<string, string>();
  const shared = new Set<string>();
  try {
    for (const object of new WireFields(bytes.subarray(start, start + length)).messages(1)) {
      for (const attribute of object.messages(2)) {
        const name = attribute.text(2);
        if (keys.has(name)) shared.add(name);
        keys.set(name, attribute.text(3));
      }
    }
  } catch {
    throw new InputError(`The description of the weights beside ${file} is damaged; save the model again.`);
  }
  for (const name of shared) keys.delete(name);
  return keys;
}

function dataFile({ shard }: BundleEntry, { shards }: Bundle): string {
  const number = (part: number) => String(part).padStart(5, '0');
  return `variables/variables.data-${number(shard)}-of-${number(shards)}`;
}

async function readWeight(
  name: string,
  entry: BundleEntry,
  bundle: Bundle,
  file: string,
  openBeside: WeightFiles['reader'],
): Promise<StoredWeight> {
  const { type, dims, offset, bytes } = entry;
  const elementType = typeNames[type] ?? '';
  const size = sizeOf(dims);
  if (bytes !== size * (bytesOfElement(elementType) ?? NaN)) {
    throw new InputError(
      `The weight "${name}" of ${file} is of a type that can't be read; save the model again with float32 weights.`,
    );
  }
  const part = await openBeside(dataFile(entry, bundle), offset, bytes);
  return { name, dims, values: () => storedNumbers(allOf(part), elementType, size) };
}
