import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceReader } from '../../src/source/sourceReader.js';

const folder = join(import.meta.dirname, '../../node_modules/@vscode/tree-sitter-wasm/wasm');

/** A reader with the grammars that ship. */
export function sourceReader(): SourceReader {
  return new SourceReader(async (name) => new Uint8Array(await readFile(join(folder, `${name}.wasm`))));
}
