/** Gives each set of labels that occurs a number, in the order of their coming, so that answers compare as classes do. */
export class LabelSets {
  readonly #numbers = new Map<string, number>();
  readonly #sets: (readonly number[])[] = [];

  get all(): readonly (readonly number[])[] {
    return [...this.#sets];
  }

  /**
   * The number of each row's set: of the labels whose value is above `border`.
   * @param rows [samples x width]
   */
  of(rows: Float32Array, width: number, border: number): Int32Array {
    return Int32Array.from({ length: rows.length / width }, (_, i) => {
      const held = Array.from(rows.subarray(i * width, (i + 1) * width)).flatMap((value, label) =>
        value > border ? [label] : [],
      );
      const key = held.join();
      const known = this.#numbers.get(key);
      if (known !== undefined) return known;
      this.#numbers.set(key, this.#sets.length);
      return this.#sets.push(held) - 1;
    });
  }
}
