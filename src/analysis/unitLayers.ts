import { InputError } from '../inputError.js';
import type { Layer } from '../model/layers.js';
import { sizeOf } from '../model/tensor.js';
import type { Trial } from './trial.js';

/** A hidden layer with what only a run can tell. */
export interface UnitLayer extends Layer {
  readonly unitCount: number;
  /** Flat index of the layer's first unit. */
  readonly firstUnit: number;
  /** Of one sample. */
  readonly shape: readonly number[];
  /** Positions of a unit in one sample: `outer` before the unit axis times `inner` behind it. */
  readonly outer: number;
  readonly inner: number;
  /** Number of dimensions behind the unit axis. */
  readonly dimsAfter: number;
  /** Rows of the tensor's first dimension for one sample, and its other dimensions. */
  readonly rowsPerSample: number;
  readonly dimsBehind: readonly number[];
}

/** Completes layers by the shapes that a trial found. */
export function unitLayers(layers: readonly Layer[], trial: Trial): UnitLayer[] {
  let firstUnit = 0;
  return layers.map((layer) => {
    const dims = trial.tensors.get(layer.tensor)?.dims ?? [];
    // A trial at a fixed size shows one run's dimensions, one in any number all samples'.
    const samples = trial.batch === 'any' ? trial.samples : trial.batch;
    const axis = layer.axis < 0 ? layer.axis + dims.length : layer.axis;
    const positions = (dims[0] ?? 0) / samples;
    const unitCount = dims[axis] ?? 0;
    const shape = [...(positions === 1 ? [] : [positions]), ...dims.slice(1)];
    if (axis < 1 || !Number.isInteger(positions)) {
      throw new InputError(
        `The outputs of layer ${layer.id} have the shape ${dims.join(' x ')}, whose first dimension doesn't count samples, so they can't be told apart; export the network with the batch first.`,
      );
    }
    const outer = positions * sizeOf(dims.slice(1, axis));
    const after = dims.slice(axis + 1);
    const dimsAfter = after.length;
    const inner = sizeOf(after);
    const place = { firstUnit, outer, inner, dimsAfter, rowsPerSample: positions, dimsBehind: dims.slice(1) };
    const complete = { ...layer, unitCount, shape, ...place };
    firstUnit += unitCount;
    return complete;
  });
}
