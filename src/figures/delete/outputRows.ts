/** One output of the network, of those that are shown. */
export interface OutputRow {
  readonly name: string;
  /** Index of the output. */
  readonly at: number;
  /** Shares of the answer, 0 to 1, with and without the deleted units; of a number, where it lies among the targets. */
  readonly intact: number;
  readonly now: number;
  /** What stands behind the bar in place of the share. */
  readonly text?: string;
  /** Whether it is the sample's label, and whether the network answers with it now. */
  readonly isLabel: boolean;
  readonly isAnswer: boolean;
}

/** As many outputs are shown all; of more, the highest. */
export const mostOutputs = 12;

/**
 * The outputs to show, in the order of the classes: all, or the highest now or when intact, and the label's.
 * @param scores, intact by class: logits, or probabilities.
 */
export function outputRows(
  scores: ArrayLike<number>,
  intact: ArrayLike<number>,
  facts: { readonly label: number; readonly areProbabilities: boolean; readonly classes: readonly string[] },
): OutputRow[] {
  const { label, areProbabilities, classes } = facts;
  const now = areProbabilities ? Float64Array.from(scores) : softmax(scores);
  const before = areProbabilities ? Float64Array.from(intact) : softmax(intact);
  const answer = highestOf(scores);
  const rows = Array.from(now, (share, at): OutputRow => {
    const name = classes[at] ?? String(at);
    return { name, at, intact: before[at], now: share, isLabel: at === label, isAnswer: at === answer };
  });
  if (rows.length <= mostOutputs) return rows;
  const must = ({ isLabel, isAnswer }: OutputRow): number => (isLabel || isAnswer ? 2 : 0);
  return [...rows]
    .sort((a, b) => must(b) + Math.max(b.now, b.intact) - must(a) - Math.max(a.now, a.intact) || a.at - b.at)
    .slice(0, mostOutputs)
    .sort((a, b) => a.at - b.at);
}

/**
 * The outputs of a network that tells several labels, each with its own probability; as many as are shown, those that hold
 * or are said to hold first.
 * @param held whether each label holds.
 */
export function labelRows(
  scores: ArrayLike<number>,
  intact: ArrayLike<number>,
  facts: {
    readonly held: readonly boolean[];
    readonly areProbabilities: boolean;
    readonly names: readonly string[];
  },
): OutputRow[] {
  const { held, areProbabilities, names } = facts;
  const shareOf = (score: number): number => (areProbabilities ? score : 1 / (1 + Math.exp(-score)));
  const rows = Array.from(scores, (score, at): OutputRow => {
    const now = shareOf(score);
    const name = names[at] ?? String(at);
    return { name, at, intact: shareOf(intact[at]), now, isLabel: held[at], isAnswer: now > 0.5 };
  });
  if (rows.length <= mostOutputs) return rows;
  const weight = ({ isLabel, isAnswer, now, intact: before }: OutputRow): number =>
    (isLabel || isAnswer ? 2 : 0) + Math.max(now, before);
  return [...rows]
    .sort((a, b) => weight(b) - weight(a) || a.at - b.at)
    .slice(0, mostOutputs)
    .sort((a, b) => a.at - b.at);
}

/**
 * The numbers that a regression gives, drawn from the lowest to the highest of the targets.
 * @param range of the targets of each output.
 */
export function numberRows(
  scores: ArrayLike<number>,
  intact: ArrayLike<number>,
  facts: {
    readonly ranges: readonly { readonly low: number; readonly high: number }[];
    readonly names: readonly string[];
    readonly write: (value: number) => string;
  },
): OutputRow[] {
  const { ranges, names, write } = facts;
  return Array.from({ length: Math.min(mostOutputs, scores.length) }, (_, at): OutputRow => {
    const { low, high } = ranges[at];
    const place = (value: number): number =>
      high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
    return {
      name: names[at] ?? String(at),
      at,
      intact: place(intact[at]),
      now: place(scores[at]),
      text: write(scores[at]),
      isLabel: false,
      isAnswer: true,
    };
  });
}

/** exp(x - max) / sum, which overflows nowhere. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const highest = logits[highestOf(logits)];
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The class that is answered: of the highest score, the first where several are. */
export function highestOf(scores: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
  return best;
}

/** `84 %`, `>99 %`; nothing below half a per cent. An output is never quite certain. */
export function outputShare(share: number): string {
  if (share >= 0.995) return '>99\u202f%';
  return share < 0.005 ? '' : `${Math.round(100 * share)}\u202f%`;
}
