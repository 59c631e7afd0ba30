import { describe, expect, it } from 'vitest';
import { allOf, joinedBytes, rangeOf, storedBytes } from '../../../src/model/formats/storedBytes.js';

const bytes = Uint8Array.from({ length: 20 }, (_, i) => i);
const parts = [bytes.subarray(0, 3), bytes.subarray(3, 3), bytes.subarray(3, 11), bytes.subarray(11)];
const joined = joinedBytes(parts.map((part) => storedBytes(part)));

describe('bytes that are read where they are wanted', () => {
  it('are the same in several parts as in one', () => {
    expect(joined.size).toBe(20);
    for (let start = 0; start <= 20; start++) {
      for (let length = 0; length <= 25; length++) {
        expect([...joined.read(start, length)]).toEqual([...bytes.subarray(start, start + length)]);
      }
    }
  });

  it('end where a range of them does', () => {
    const range = rangeOf(joined, 2, 10);
    expect(range.size).toBe(10);
    expect([...allOf(range)]).toEqual([...bytes.subarray(2, 12)]);
    expect([...range.read(7, 9)]).toEqual([9, 10, 11]);
    expect([...range.read(11, 1)]).toEqual([]);
  });
});
