import * as l10n from '@vscode/l10n';
import { closeSync, openSync, readSync } from 'node:fs';
import { InputError } from '../inputError.js';
import { explainOtherFormat } from '../model/formats/otherFormats.js';
import type { StoredBytes } from '../model/formats/storedBytes.js';

/** The most that the operating system reads in one call. */
const mostPerCall = 2 ** 30;

/** A file whose bytes are read where they are wanted. What it throws are InputErrors. */
export class StoredFile implements StoredBytes {
  #held: number | null = null;

  /** @param name what messages call it. */
  constructor(
    private readonly path: string,
    private readonly name: string,
    readonly size: number,
  ) {}

  /** Keeps the file open while it is read in many small parts; else it is opened for each. */
  async whileOpen<Result>(use: () => Result | Promise<Result>): Promise<Result> {
    const file = this.#open();
    this.#held = file;
    try {
      return await use();
    } finally {
      this.#held = null;
      closeSync(file);
    }
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    const file = this.#held ?? this.#open();
    try {
      this.#fill(file, offset, bytes);
    } finally {
      if (file !== this.#held) closeSync(file);
    }
    return bytes;
  }

  #open(): number {
    try {
      return openSync(this.path, 'r');
    } catch (error) {
      throw unreadable(this.name, error);
    }
  }

  #fill(file: number, offset: number, bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) {
      const wanted = Math.min(bytes.length - done, mostPerCall);
      let count: number;
      try {
        count = readSync(file, bytes, done, wanted, offset + done);
      } catch (error) {
        throw unreadable(this.name, error);
      }
      if (count === 0) throw new InputError(l10n.t('{0} ended while it was read; copy it again.', this.name));
      done += count;
    }
  }
}

/** Why a file can't be read, in words. */
export function unreadable(name: string, error: unknown): InputError {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return new InputError(l10n.t('There is no file {0} at the path that was given; check the path.', name));
    case 'EISDIR': {
      const explained = explainOtherFormat(new Uint8Array(), name);
      return new InputError(
        explained === null
          ? l10n.t('{0} is a folder; choose the model file in it.', name)
          : `${name} ${explained}`,
      );
    }
    case 'EACCES':
    case 'EPERM':
      return new InputError(l10n.t('{0} may not be read; give yourself the right to read it.', name));
    default:
      return new InputError(
        l10n.t("{0} can't be read ({1}); check the disk and the path.", name, code ?? String(error)),
      );
  }
}
