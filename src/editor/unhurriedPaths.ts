/** Tells of paths that have news, each at most so often: whoever looks can't read faster, and drawing takes time. */
export class UnhurriedPaths {
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly tell: (path: string) => void,
    private readonly intervalMs = 1500,
  ) {}

  add(path: string): void {
    if (this.#waiting.has(path)) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(path);
      this.tell(path);
    }, this.intervalMs);
    this.#waiting.set(path, timer);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
