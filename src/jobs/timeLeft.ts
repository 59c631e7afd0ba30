/** How far work had come at a time. */
export interface WorkPoint {
  /** In seconds, from any start. */
  readonly time: number;
  /** In any unit of work. */
  readonly done: number;
}

/** Shorter than this says nothing about a rate. */
const shortest = 1;
/** A rate older than this is no guide: a machine gets busy, and free again. */
const longest = 15;
/** Seconds that a trace has to reach back, at most. */
export const traceLength = 2 * longest;

/**
 * Seconds until work is done, at the rate of the latter half of what was seen, so that a slow start is soon
 * forgotten, and of 15 seconds at most. A wait for news counts once it is longer than any before, so a
 * standstill makes it longer, and work that is reported in lumps does not.
 * @param points of one phase, in order of time, each with more work done than the one before.
 * @returns `null` where less than a second, or no work, has been seen.
 */
export function timeLeft(points: readonly WorkPoint[], total: number, now: number): number | null {
  if (points.length === 0 || now - points[0].time < shortest) return null;
  const reach = Math.min(longest, Math.max(shortest, (now - points[0].time) / 2));
  const first = Math.max(
    0,
    points.findLastIndex((point) => point.time <= now - reach),
  );
  const start = points[first];
  const latest = points[points.length - 1];
  if (latest.done <= start.done) return null;
  let longestWait = 0;
  for (let i = first + 1; i < points.length; i++) {
    longestWait = Math.max(longestWait, points[i].time - points[i - 1].time);
  }
  const wait = Math.min(now - latest.time, longestWait);
  const secondsPerWork = (now - wait - start.time) / (latest.done - start.done);
  return Math.max(0, (total - latest.done) * secondsPerWork - wait);
}
