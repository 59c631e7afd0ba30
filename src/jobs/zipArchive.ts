import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import { InputError } from '../inputError.js';
import type { RandomBytes } from '../model/formats/pytorch/storedTensor.js';
import type { Archive } from '../model/formats/pytorch/torchArchive.js';
import { damagedZip, readMember, refuseMember, startOfMember } from './zipMembers.js';
import { ZipReader } from './zipReader.js';

/** A zip file of more members is none of weights. */
const mostMembers = 2 ** 18;

/**
 * A zip file's members, of which nothing is read before it is asked for: of a stored member what is asked for, of a compressed
 * one all of it.
 * @throws InputError where the file is damaged. What is wrong with a member is told when it is read.
 */
export async function openArchive(bytes: RandomBytes, file: string): Promise<Archive> {
  const members = new Map<string, RandomBytes>();
  try {
    const options = { lazyEntries: true, autoClose: false };
    const zip = await fromRandomAccessReaderPromise(new ZipReader(bytes), bytes.size, options);
    for await (const entry of zip.eachEntry()) {
      if (members.size >= mostMembers)
        throw new InputError(`${file} holds too many files to be one of weights.`);
      members.set(entry.fileName, new Member(zip, entry, bytes, file));
    }
  } catch (error) {
    throw damagedZip(error, file);
  }
  return members;
}

/** A member of a zip file. */
class Member implements RandomBytes {
  readonly size: number;
  #start: Promise<number> | null = null;
  #whole: Promise<Uint8Array> | null = null;

  constructor(
    private readonly zip: ZipFile,
    private readonly entry: Entry,
    private readonly bytes: RandomBytes,
    private readonly file: string,
  ) {
    this.size = entry.uncompressedSize;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const { entry, zip, file } = this;
    refuseMember(entry, file);
    try {
      if (entry.compressionMethod === 0) {
        this.#start ??= startOfMember(zip, entry);
        return await this.bytes.read((await this.#start) + offset, length);
      }
      this.#whole ??= readMember(zip, entry);
      return (await this.#whole).subarray(offset, offset + length);
    } catch (error) {
      throw damagedZip(error, file);
    }
  }
}
