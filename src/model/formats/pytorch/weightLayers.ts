import { sizeOf } from '../../tensor.js';
import type { ElementType, StoredTensor } from './storedTensor.js';

/** A layer as far as names tell: tensors that are called `fc1.weight` and `fc1.bias` are of `fc1`. */
export interface WeightLayer {
  /** Empty where a tensor's name has no part before its last. */
  readonly id: string;
  /** Elements of all its tensors. */
  readonly parameters: number;
  readonly tensors: readonly WeightTensor[];
}

export interface WeightTensor {
  /** The last part of its name: `weight`. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** Groups tensors by what stands before the last dot of their names, in the order of the file. */
export function weightLayers(
  tensors: readonly Pick<StoredTensor, 'name' | 'type' | 'shape'>[],
): WeightLayer[] {
  const groups = new Map<string, WeightTensor[]>();
  for (const { name, type, shape } of tensors) {
    const dot = name.lastIndexOf('.');
    const id = name.slice(0, Math.max(0, dot));
    const group = groups.get(id) ?? [];
    group.push({ name: name.slice(dot + 1), type, shape });
    groups.set(id, group);
  }
  return [...groups].map(([id, group]) => ({
    id,
    parameters: group.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    tensors: group,
  }));
}
