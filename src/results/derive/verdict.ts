/** Where one of several conversions is said to be better, that holds at this level, all of them taken together. */
export const level = 0.05;

/** What a check of data comes to. Conversions are named by their places in `DataCheck.tried`. */
export interface DataVerdict {
  /**
   * Samples that answering always with the most frequent label, or set of labels, would get right; of a regression the mean
   * squared error of answering always with the mean of the targets.
   */
  readonly chance: number;
  /**
   * By accuracy; those that these samples do not tell from the most accurate one go first, by their loss, then in the order of
   * trying. Of a regression by loss.
   */
  readonly ranking: readonly number[];
  /** For each conversion whether it does better than chance, however many were tried. */
  readonly beyondChance: readonly boolean[];
  /** The best one, where it does better than chance and than the stated one; else null. */
  readonly proposal: number | null;
  /** The second best, where it can't be told from the best by these samples; else null. */
  readonly rival: number | null;
}
