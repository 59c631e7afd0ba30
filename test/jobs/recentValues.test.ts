import { describe, expect, it } from 'vitest';
import { RecentValues } from '../../src/jobs/recentValues.js';

const texts = (most: number) => new RecentValues<string>(most, ({ length }) => length);

describe('recent values', () => {
  it('are kept as far as they fit, those used last', () => {
    const recent = texts(10);
    recent.keep('a', '1234');
    recent.keep('b', '1234');
    expect(recent.get('a')).toBe('1234');
    recent.keep('c', '12');
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual(['1234', '1234', '12']);
    recent.get('a');
    recent.keep('d', '123');
    expect(['a', 'b', 'c', 'd'].filter((name) => recent.get(name) !== null)).toEqual(['a', 'c', 'd']);
  });

  it('that are kept again count once', () => {
    const recent = texts(10);
    recent.keep('a', '12345');
    for (let i = 0; i < 5; i++) recent.keep('b', `1234${i}`);
    expect([recent.get('a'), recent.get('b')]).toEqual(['12345', '12344']);
  });

  it('that are too large are not kept', () => {
    const recent = texts(3);
    recent.keep('a', '1234');
    recent.keep('b', '12');
    expect([recent.get('a'), recent.get('b')]).toEqual([null, '12']);
  });
});
