import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from '../../src/jobs/throttle.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sends the latest of the numbers that it was given. */
function latest(sendingMs = 0) {
  const sent: number[] = [];
  let value = 0;
  const throttle = new Throttle(() => {
    sent.push(value);
    vi.advanceTimersByTime(sendingMs);
  }, 100);
  const give = (next: number): void => {
    value = next;
    throttle.request();
  };
  return { sent, give, flush: () => throttle.flush(), stop: () => throttle.stop() };
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

  it('lets what takes long to send come less often, a twentieth of the time at most', () => {
    const { sent, give } = latest(50);
    for (let i = 1; i <= 300; i++) {
      give(i); // every 10 ms, and 50 ms later once something was sent
      vi.advanceTimersByTime(10);
    }
    // Sent at 0, 1,000, 2,000 and 3,000 ms: 95 gives of 10 ms and 50 ms of sending apart.
    expect(sent).toEqual([1, 95, 190, 285]);
  });

  it('sends nothing any more once it is stopped', () => {
    const { sent, give, stop } = latest();
    give(1);
    give(2);
    stop();
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual([1]);
  });
});
