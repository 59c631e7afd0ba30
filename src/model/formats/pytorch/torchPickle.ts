import { InputError } from '../../../inputError.js';
import { numpyGlobals } from '../../../pickle/numpyGlobals.js';
import { allowAny, pythonGlobals } from '../../../pickle/pythonGlobals.js';
import type { PythonValue } from '../../../pickle/pythonValue.js';
import { readPickleAt } from '../../../pickle/readPickle.js';
import { findWeights } from './findWeights.js';
import { elementBytes, type RandomBytes, type StoredTensor } from './storedTensor.js';
import { opaqueGlobals, persistentValue, TorchStorage, torchGlobals } from './torchGlobals.js';

/** What stands in a pickle of PyTorch's. */
export interface TorchPickle {
  readonly value: PythonValue;
  /** Every storage that it names, by key. */
  readonly storages: ReadonlyMap<string, TorchStorage>;
  /** Bytes that the pickle took. */
  readonly length: number;
}

/**
 * Reads what `torch.save` pickled. Nothing is imported and nothing runs: classes that are not known become opaque objects.
 * @throws InputError where it is damaged, or names what would run something.
 */
export function readTorchPickle(bytes: Uint8Array, file: string): TorchPickle {
  const storages = new Map<string, TorchStorage>();
  const { value, length } = readPickleAt(bytes, {
    name: file,
    advice: 'get the file again, from a source that you trust',
    globals: allowAny(torchGlobals, pythonGlobals, numpyGlobals, opaqueGlobals),
    persistent: (id) => {
      const value = persistentValue(id);
      if (value instanceof TorchStorage && !storages.has(value.key)) storages.set(value.key, value);
      return value;
    },
  });
  return { value, storages, length };
}

/**
 * The weights among what was pickled, each with the bytes that it lies in.
 * @param bytesOf gives a storage's bytes.
 * @throws InputError where there are none, or a storage is not there.
 */
export function storedWeights(
  value: PythonValue,
  bytesOf: (storage: TorchStorage) => RandomBytes,
  file: string,
): { readonly path: readonly string[]; readonly isModule: boolean; readonly tensors: StoredTensor[] } {
  const found = findWeights(value);
  if (found === null) {
    throw new InputError(
      `${file} is a PyTorch file without weights by name; save the network's state_dict() with torch.save.`,
    );
  }
  const tensors = [...found.tensors].map(([name, { storage, type, offset, shape, strides }]) => ({
    ...{ name, type, shape, strides },
    storage: bytesOf(storage),
    offset: offset * elementBytes[type],
  }));
  return { path: found.path, isModule: found.isModule, tensors };
}
