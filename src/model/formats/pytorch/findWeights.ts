import type { PythonValue } from '../../../pickle/pythonValue.js';
import { OpaqueObject, TorchTensor } from './torchGlobals.js';

/** Tensors by name, and where in a checkpoint they stand. */
export interface FoundWeights {
  readonly path: readonly string[];
  /** Whether a network was pickled whole. */
  readonly isModule: boolean;
  readonly tensors: ReadonlyMap<string, TorchTensor>;
}

/** What training programs call the weights in a checkpoint, the likeliest first. */
const usualKeys = [
  'state_dict',
  'model_state_dict',
  'model',
  'net',
  'network',
  'weights',
  'params',
  'module',
];
const deepestCheckpoint = 3;
const deepestModule = 64;

/**
 * The weights in what `torch.save` wrote: a state_dict, a checkpoint that holds one beside other things, or a network.
 * Of several state_dicts that with the likeliest name is taken, else the largest. Optimizers' states are none.
 * @returns null where there are no tensors by name.
 */
export function findWeights(value: PythonValue): FoundWeights | null {
  return search(value, [], deepestCheckpoint);
}

function search(value: PythonValue, path: readonly string[], depth: number): FoundWeights | null {
  if (value instanceof TorchTensor) return { path, isModule: false, tensors: new Map([['tensor', value]]) };
  if (value instanceof OpaqueObject) {
    const tensors = new Map(moduleTensors(value, '', 0));
    return tensors.size > 0 ? { path, isModule: true, tensors } : null;
  }
  if (!(value instanceof Map)) return null;
  const named = [...value].filter((entry): entry is [string, PythonValue] => typeof entry[0] === 'string');
  const own = named.filter((entry): entry is [string, TorchTensor] => entry[1] instanceof TorchTensor);
  const inside = depth === 0 ? [] : named.filter(([key]) => !/optim|sched/i.test(key));
  const found = inside
    .filter(([, each]) => !(each instanceof TorchTensor))
    .map(([key, each]) => search(each, [...path, key], depth - 1))
    .filter((each) => each !== null);
  // A checkpoint may hold a tensor or two beside its state_dict.
  const best = found.sort((a, b) => rank(b, path.length) - rank(a, path.length)).at(0);
  if (own.length > 0 && (best === undefined || best.tensors.size <= own.length)) {
    return { path, isModule: false, tensors: new Map(own) };
  }
  return best ?? null;
}

function rank({ path, tensors }: FoundWeights, depth: number): number {
  const usual = usualKeys.indexOf(path[depth]);
  return usual === -1 ? Math.min(tensors.size, 1e6) : 1e9 - usual;
}

/** Parameters and buffers of an `nn.Module` as its state has them, and of a TorchScript module, whose attributes they are. */
function* moduleTensors(
  { state, typeName }: OpaqueObject,
  prefix: string,
  depth: number,
): Generator<[string, TorchTensor]> {
  if (!(state instanceof Map) || depth > deepestModule) return;
  const isScript = typeName.startsWith('__torch__.');
  const passing = state.get('_non_persistent_buffers_set');
  const holders = isScript ? [state] : ['_parameters', '_buffers', '_modules'].map((key) => state.get(key));
  for (const holder of holders) {
    if (!(holder instanceof Map)) continue;
    for (const [key, value] of holder) {
      if (typeof key !== 'string') continue;
      const name = `${prefix}${key}`;
      if (value instanceof TorchTensor) {
        if (!(passing instanceof Set && passing.has(key))) yield [name, value];
      } else if (value instanceof OpaqueObject) yield* moduleTensors(value, `${name}.`, depth + 1);
    }
  }
}
