/** Pixels that the column "images lost" gives to bars, and to the number beside the longest. */
const barRoom = 104;
const labelRoom = 46;
/** Between a bar and its number. */
const labelGap = 5;
export const lostColumnWidth = barRoom + labelRoom;

/** A bar from zero, in pixels from the column's left edge. */
export interface LostBar {
  readonly left: number;
  readonly width: number;
  /** Where the number begins: past a loss's bar, and past zero for a gain. */
  readonly label: number;
}

/** A line over a bar, from one end of an interval to the other; numbers stand past the longest. */
export interface Whisker {
  readonly left: number;
  readonly width: number;
  readonly label: number;
}

export interface LostScale {
  /** Where zero stands. */
  readonly zero: number;
  readonly bar: (samplesLost: number) => LostBar;
  readonly whisker: (low: number, high: number) => Whisker;
}

/**
 * A linear scale of samples lost with zero inside the column: gains run left of it, losses right.
 * @param lowest the lowest value, negative where a deletion gains samples; ends of intervals are values too.
 */
export function lostScale(lowest: number, highest: number): LostScale {
  const gain = Math.max(0, -lowest);
  const loss = Math.max(0, highest);
  const zero = gain === 0 ? 0 : Math.min(barRoom, Math.max(8, Math.round((barRoom * gain) / (gain + loss))));
  const perSample =
    loss === 0 && gain === 0
      ? 0
      : Math.min(loss === 0 ? Infinity : (barRoom - zero) / loss, gain === 0 ? Infinity : zero / gain);
  return {
    zero,
    bar(samplesLost) {
      // One sample shows, however many the costliest unit costs.
      const width = samplesLost === 0 ? 0 : Math.max(1, Math.abs(samplesLost) * perSample);
      return samplesLost < 0
        ? { left: zero - width, width, label: zero + labelGap }
        : { left: zero, width, label: zero + width + labelGap };
    },
    whisker(low, high) {
      const left = zero + low * perSample;
      return { left, width: Math.max(1, (high - low) * perSample), label: barRoom + labelGap };
    },
  };
}
