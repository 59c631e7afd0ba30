import { InputError } from '../../../inputError.js';
import { damagedWeights } from './damagedWeights.js';
import type { RandomBytes, WeightsFile } from './storedTensor.js';
import type { TorchStorage } from './torchGlobals.js';
import { readTorchPickle, storedWeights } from './torchPickle.js';

/** How every file begins that `torch.save` wrote from 0.1.10 to 1.5: the pickle of a number. */
const magicNumber = 0x1950a86a20f9469cfc6cn;
const magicBytes = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
/** The pickles stand before the weights, and are far smaller. */
const firstWindow = 2 ** 20;
const mostPickleBytes = 2 ** 28;

export function isLegacyTorch(start: Uint8Array): boolean {
  return magicBytes.every((byte, i) => start[i] === byte);
}

/** A tar file, which torch wrote before 0.1.10. */
export function isTarTorch(start: Uint8Array): boolean {
  const name = new TextDecoder('latin1').decode(start.subarray(0, 100)).split('\0')[0];
  const mark = new TextDecoder('latin1').decode(start.subarray(257, 262));
  return mark === 'ustar' && /(?:^|\/)(?:sys_info|pickle|storages|tensors)$/.test(name);
}

/**
 * The weights in a file of older versions' `torch.save`: four pickles (a magic number, the protocol, facts of the machine, and
 * what was saved), a fifth that lists the storages' keys, then each storage: its length (8 bytes) and its elements.
 * @throws InputError where it is damaged, or holds none.
 */
export async function readLegacyTorch(bytes: RandomBytes, file: string): Promise<WeightsFile> {
  const { saved, storages, keys, end } = await readPickles(bytes, file);
  const places = new Map<string, RandomBytes>();
  let at = end;
  for (const key of keys) {
    const storage = storages.get(key);
    if (storage === undefined) throw damagedWeights(file, `it lists values "${key}" that nothing lies in`);
    if (at + 8 + storage.bytes > bytes.size) throw damagedWeights(file, 'it ends before its weights do');
    const length = await bytes.read(at, 8);
    const elements = new DataView(length.buffer, length.byteOffset, 8).getBigInt64(0, true);
    if (elements !== BigInt(storage.elements))
      throw damagedWeights(file, `the length of its values "${key}" is wrong`);
    places.set(key, part(bytes, at + 8, storage.bytes));
    at += 8 + storage.bytes;
  }
  const bytesOf = ({ key }: TorchStorage): RandomBytes => {
    const place = places.get(key);
    if (place === undefined) throw damagedWeights(file, `the values "${key}" are missing`);
    return place;
  };
  const { path, isModule, tensors } = storedWeights(saved, bytesOf, file);
  return { format: 'pytorch', kind: isModule ? 'module' : 'stateDict', path, tensors };
}

async function readPickles(bytes: RandomBytes, file: string) {
  const most = Math.min(bytes.size, mostPickleBytes);
  for (let window = Math.min(most, firstWindow); ; window = Math.min(most, window * 16)) {
    const head = await bytes.read(0, window);
    try {
      return parsePickles(head, file);
    } catch (error) {
      // The pickles may just be longer than what was read of them.
      if (window === most) throw error;
    }
  }
}

function parsePickles(head: Uint8Array, file: string) {
  let end = 0;
  const next = () => {
    const pickle = readTorchPickle(head.subarray(end), file);
    end += pickle.length;
    return pickle;
  };
  if (next().value !== magicNumber)
    throw damagedWeights(file, 'it does not begin with the number that it should');
  next();
  const system = next().value;
  if (system instanceof Map && system.get('little_endian') === false) {
    throw new InputError(
      `${file} was saved by a machine of the other byte order; save it again on this one.`,
    );
  }
  const { value: saved, storages } = next();
  const keys = next().value;
  if (!Array.isArray(keys)) throw damagedWeights(file, 'it does not list its weights');
  return { saved, storages, keys: keys.map(String), end };
}

function part(bytes: RandomBytes, start: number, size: number): RandomBytes {
  return { size, read: (offset, length) => bytes.read(start + offset, length) };
}
