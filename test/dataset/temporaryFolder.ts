import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of its own for a test file, removed after its tests. */
export function temporaryFolder(): {
  readonly path: string;
  /** Writes a file, with the folders it lies in, and returns its path. */
  write(name: string, content: Uint8Array | string): string;
} {
  const path = mkdtempSync(join(tmpdir(), 'unit-importance-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
  };
}
