/** Which units are deleted, and the way there: each state can be taken back. */
export class Deletions {
  #states: readonly ReadonlySet<number>[] = [new Set()];
  /** Where a range begins. */
  #anchor: number | null = null;

  /** Flat indexes. */
  get now(): ReadonlySet<number> {
    return this.#states[this.#states.length - 1];
  }

  /** States from the intact network to now, the one shown last. */
  get way(): readonly ReadonlySet<number>[] {
    const intact = this.#states.findLastIndex(({ size }) => size === 0);
    return this.#states.slice(Math.max(0, intact));
  }

  get canUndo(): boolean {
    return this.#states.length > 1;
  }

  /**
   * Deletes a unit, or restores it.
   * @param range does to all units from the one that was toggled before what is done to this one.
   */
  toggle(unit: number, range: boolean): void {
    const deletes = !this.now.has(unit);
    const from = range && this.#anchor !== null ? this.#anchor : unit;
    const next = new Set(this.now);
    for (let one = Math.min(from, unit); one <= Math.max(from, unit); one++) {
      if (deletes) next.add(one);
      else next.delete(one);
    }
    this.#anchor = unit;
    this.#push(next);
  }

  add(units: readonly number[]): void {
    if (units.some((unit) => !this.now.has(unit))) this.#push(new Set([...this.now, ...units]));
  }

  /** Deletes these and no others. */
  set(units: readonly number[]): void {
    const next = new Set(units);
    if (!isSame(next, this.now)) this.#push(next);
  }

  undo(): void {
    if (this.canUndo) this.#states = this.#states.slice(0, -1);
  }

  /** Forgets everything, and begins here. */
  begin(units: readonly number[]): void {
    this.#anchor = null;
    this.#states = units.length === 0 ? [new Set()] : [new Set(), new Set(units)];
  }

  #push(next: ReadonlySet<number>): void {
    this.#states = [...this.#states.slice(-longestWay), next];
  }
}

/** So many states can be taken back. */
const longestWay = 200;

export function isSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((unit) => b.has(unit));
}
