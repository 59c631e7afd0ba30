/** News that take long to send come less often: sending is at most one part in so many of the time. */
const leastShare = 20;

/**
 * Lets news out at most once an interval. Whoever has news keeps it and calls `request`; `send` takes
 * whatever has come together by then.
 */
export class Throttle {
  readonly #send: () => void;
  readonly #intervalMs: number;
  #lastSent = -Infinity;
  #lastCost = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: () => void, intervalMs = 100) {
    this.#send = send;
    this.#intervalMs = intervalMs;
  }

  /** Sends now if the last time is an interval ago, else when it will be. */
  request(): void {
    const interval = Math.max(this.#intervalMs, leastShare * this.#lastCost);
    const wait = this.#lastSent + interval - performance.now();
    // Long native calls delay timers, so an overdue one is not waited for.
    if (wait <= 0) this.#sendNow();
    else this.#timer ??= setTimeout(() => this.#sendNow(), wait);
  }

  /** Sends what is still waiting to be sent. */
  flush(): void {
    if (this.#timer !== undefined) this.#sendNow();
  }

  /** Drops what is still waiting to be sent. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #sendNow(): void {
    this.stop();
    this.#lastSent = performance.now();
    this.#send();
    this.#lastCost = performance.now() - this.#lastSent;
  }
}
