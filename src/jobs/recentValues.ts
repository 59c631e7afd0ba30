/** What was used last, as much of it as fits; looked up by name. */
export class RecentValues<Value> {
  /** Used last comes last. */
  readonly #values = new Map<string, Value>();
  #bytes = 0;

  /**
   * @param mostBytes that all values may take together.
   * @param bytesOf how many one takes; always the same number for the same value.
   */
  constructor(
    private readonly mostBytes: number,
    private readonly bytesOf: (value: Value) => number,
  ) {}

  get(name: string): Value | null {
    const value = this.#values.get(name);
    if (value === undefined) return null;
    this.#values.delete(name);
    this.#values.set(name, value);
    return value;
  }

  keep(name: string, value: Value): void {
    this.#remove(name);
    this.#values.set(name, value);
    this.#bytes += this.bytesOf(value);
    for (const [oldest] of this.#values) {
      if (this.#bytes <= this.mostBytes) return;
      this.#remove(oldest);
    }
  }

  #remove(name: string): void {
    const value = this.#values.get(name);
    if (value === undefined) return;
    this.#values.delete(name);
    this.#bytes -= this.bytesOf(value);
  }
}
