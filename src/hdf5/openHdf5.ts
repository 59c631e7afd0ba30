import type { File as Root, ready as library } from 'h5wasm';

/** The HDF5 library, once it is loaded. */
export type Hdf5Library = Awaited<typeof library>;

/** An HDF5 file that is read where the library asks for it. */
export interface OpenHdf5 {
  readonly root: Root;
  readonly library: Hdf5Library;
  readonly close: () => void;
  /** Opens the same bytes once more, also after it was closed. */
  readonly again: () => OpenHdf5;
}

/** Where a file's bytes come from. The library can't wait for them. */
export interface Hdf5Bytes {
  readonly size: number;
  /** Fills `into` from `position` on and returns how many bytes it got: fewer only where the file ends. */
  read(position: number, into: Uint8Array): number;
}

interface Stream {
  position: number;
}

/** What is used of a file in Emscripten's file system, whose types leave it out. */
interface Node {
  usedBytes: number;
  stream_ops: object;
}

interface Files {
  create(path: string, mode: number): unknown;
  lookupPath(path: string, options: object): { readonly node: unknown };
  unlink(path: string): void;
}

let opened = 0;

/**
 * Opens an HDF5 file. Its bytes are read when the library asks for them, and not kept.
 * @throws Error where it is damaged, or no HDF5.
 */
export async function openHdf5(bytes: Hdf5Bytes): Promise<OpenHdf5> {
  // The library is large, and few files need it.
  const { File, ready } = await import('h5wasm');
  const library = await ready;
  // Otherwise the library prints what is wrong with a file.
  library.activate_throwing_error_handler();
  return open(bytes, library, File);
}

function open(bytes: Hdf5Bytes, library: Hdf5Library, File: typeof Root): OpenHdf5 {
  const files = library.FS as unknown as Files;
  const path = `/file${opened++}.h5`;
  mount(files, path, bytes);
  try {
    const root = new File(path, 'r');
    if (root.file_id < 0n) throw new Error('not opened');
    const close = (): void => {
      root.close();
      files.unlink(path);
    };
    return { root, library, close, again: () => open(bytes, library, File) };
  } catch (error) {
    files.unlink(path);
    throw error;
  }
}

function mount(files: Files, path: string, bytes: Hdf5Bytes): void {
  files.create(path, 0o444);
  const node = files.lookupPath(path, {}).node as Node;
  node.usedBytes = bytes.size;
  node.stream_ops = {
    ...node.stream_ops,
    read: (_: Stream, into: Uint8Array, at: number, length: number, position: number): number =>
      bytes.read(position, new Uint8Array(into.buffer, into.byteOffset + at, length)),
  };
}
