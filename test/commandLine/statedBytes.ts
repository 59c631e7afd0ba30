import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** The bytes of a result file, but for when it was made and how long it took. */
export function statedBytes(path: string): string {
  const lines = readFileSync(path, 'utf8').split('\n');
  const stated = lines.filter((line) => !/^ *"(created|durationSeconds)": /.test(line));
  expect(lines.length - stated.length).toBe(2);
  return stated.join('\n');
}
