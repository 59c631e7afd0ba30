/**
 * Lets news out at most once an interval. Whoever has news keeps it and calls `request`; `send` takes
 * whatever has come together by then.
 */
export class Throttle {
  readonly #send: () => void;
  readonly #intervalMs: number;
  #lastSent = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: () => void, intervalMs = 100) {
    this.#send = send;
    this.#intervalMs = intervalMs;
  }

  /** Sends now if the last time is an interval ago, else when it will be. */
  request(): void {
    const wait = this.#lastSent + this.#intervalMs - performance.now();
    // Long native calls delay timers, so an overdue one is not waited for.
    if (wait <= 0) this.#sendNow();
    else this.#timer ??= setTimeout(() => this.#sendNow(), wait);
  }

  /** Sends what is still waiting to be sent. */
  flush(): void {
    if (this.#timer !== undefined) this.#sendNow();
  }

  #sendNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSent = performance.now();
    this.#send();
  }
}
