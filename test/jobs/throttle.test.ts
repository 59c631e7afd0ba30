import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from '../../src/jobs/throttle.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sends the latest of the numbers that it was given. */
function latest(): { sent: number[]; give: (value: number) => void; flush: () => void } {
  const sent: number[] = [];
  let value = 0;
  const throttle = new Throttle(() => sent.push(value), 100);
  const give = (next: number): void => {
    value = next;
    throttle.request();
  };
  return { sent, give, flush: () => throttle.flush() };
}

describe('a throttle', () => {
  it('lets the first news out at once, and then what there is after each interval', () => {
    const { sent, give } = latest();
    for (let i = 1; i <= 25; i++) {
      give(i); // at 0, 10, ... 240 ms
      vi.advanceTimersByTime(10);
    }
    expect(sent).toEqual([1, 10, 20]);
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual([1, 10, 20, 25]);
  });

  it('sends what waits when flushed, once, and nothing where nothing waits', () => {
    const { sent, give, flush } = latest();
    flush();
    give(1);
    flush();
    give(2);
    flush();
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual([1, 2]);
  });
});
