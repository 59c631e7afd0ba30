import * as l10n from '@vscode/l10n';
import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { InputError } from '../inputError.js';
import { allOf, rangeOf, type StoredBytes } from '../model/formats/storedBytes.js';
import type { ExternalReader, WeightFiles } from '../model/formats/weightFiles.js';
import { StoredFile, unreadable } from './storedFile.js';

/** The files beside a model that it takes weights from: which, and how much of them. */
export class FilesBeside {
  readonly #folder: string;
  readonly #names = new Set<string>();
  /** Bytes that were read at once. */
  held = 0;
  /** Bytes that stay in their files until they are wanted. */
  left = 0;

  constructor(
    path: string,
    private readonly model: string,
  ) {
    this.#folder = dirname(path);
  }

  /** Their paths, in the order of their names. */
  get paths(): string[] {
    return [...this.#names].sort().map((name) => join(this.#folder, name));
  }

  readonly external: ExternalReader = async (...place) => {
    const part = await this.#part(...place);
    this.held += part.size;
    return allOf(part);
  };

  readonly reader: WeightFiles['reader'] = async (...place) => {
    const part = await this.#part(...place);
    this.left += part.size;
    return part;
  };

  /** A part of a file, once the file is known to hold it. */
  async #part(location: string, offset: number, length: number | null): Promise<StoredBytes> {
    const path = await this.#inside(location);
    const found = await stat(path).catch((error: unknown) => {
      throw unreadable(location, error);
    });
    if (!found.isFile()) {
      throw new InputError(
        l10n.t(
          '{0} keeps weights in {1}, which is no ordinary file; copy that file there.',
          this.model,
          location,
        ),
      );
    }
    const { size } = found;
    const count = length ?? size - offset;
    if (offset < 0 || count < 0 || offset + count > size) {
      throw new InputError(
        l10n.t(
          '{0} wants bytes {1} to {2} of {3}, which has {4}; copy both files again.',
          this.model,
          offset,
          offset + count,
          location,
          size,
        ),
      );
    }
    // An ONNX model may name itself.
    if (location !== this.model) this.#names.add(location);
    return rangeOf(new StoredFile(path, location, size), offset, count);
  }

  /** The path of a file, links followed, refused where it leaves the model's folder. */
  async #inside(location: string): Promise<string> {
    const { model } = this;
    const folder = this.#folder;
    const outside = new InputError(
      l10n.t(
        '{0} wants weights from {1}, outside its own folder, which is not followed; put the file beside the model and export it again.',
        model,
        location,
      ),
    );
    if (isAbsolute(location) || leaves(relative(folder, join(folder, location)))) throw outside;
    const real = await realpath(join(folder, location)).catch(() => {
      throw new InputError(
        l10n.t(
          '{0} keeps weights in {1}, which is missing beside it; copy that file there.',
          model,
          location,
        ),
      );
    });
    if (leaves(relative(await realpath(folder), real))) throw outside;
    return real;
  }
}

function leaves(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}
