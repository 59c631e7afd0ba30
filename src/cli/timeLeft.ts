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
 * forgotten, and of 15 seconds at most. Time in which nothing is reported counts: a standstill makes it longer.
 * @param points of one phase, in order of time.
 * @returns `null` where less than a second, or no work, has been seen.
 */
export function timeLeft(points: readonly WorkPoint[], total: number, now: number): number | null {
  if (points.length === 0 || now - points[0].time < shortest) return null;
  const reach = Math.min(longest, Math.max(shortest, (now - points[0].time) / 2));
  const start = points.findLast((point) => point.time <= now - reach) ?? points[0];
  const latest = points[points.length - 1];
  if (latest.done <= start.done) return null;
  return (Math.max(0, total - latest.done) * (now - start.time)) / (latest.done - start.done);
}
