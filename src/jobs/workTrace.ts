import type { JobProgress } from './protocol.js';
import { timeLeft, traceLength, type WorkPoint } from './timeLeft.js';

/** Points of a trace that are closer than this, in seconds, say nothing new. */
const closest = 0.05;

/** How far a job has come, and when: tells its speed and the time it still needs. */
export class WorkTrace {
  #latest: JobProgress = { phase: 'reading', done: 0, total: 0 };
  /** When the first new work was done. */
  #resumedAt: JobProgress | null = null;
  /** Of the phase at hand. */
  #points: WorkPoint[] = [];

  get latest(): JobProgress {
    return this.#latest;
  }

  /**
   * How much was done when this start began work of its own, in per cent, rounded down; null where all of it
   * is its own, or it has not begun.
   */
  get resumedPercent(): number | null {
    const { kept, total = 0 } = this.#resumedAt ?? {};
    return kept === undefined ? null : Math.floor((100 * kept) / total);
  }

  /** @param time in seconds, from any start. */
  add(progress: JobProgress, time: number): void {
    // Phases run at speeds of their own.
    const { phase, done, kept } = this.#latest;
    // Work that is not done again is no measure of speed.
    if (progress.phase !== phase || progress.done < done || progress.kept !== kept) this.#points = [];
    if (progress.done > (progress.kept ?? 0)) this.#resumedAt ??= progress;
    const last = this.#points.at(-1);
    if (last === undefined || (time - last.time >= closest && progress.done > last.done)) {
      this.#points.push({ time, done: progress.done });
    }
    while (this.#points.length > 1 && this.#points[1].time < time - traceLength) this.#points.shift();
    this.#latest = progress;
  }

  /** Null while it can't be told yet. */
  secondsLeft(now: number): number | null {
    return timeLeft(this.#points, this.#latest.total, now);
  }

  /** Units deleted a second; null outside the ablation, or while it can't be told yet. */
  unitsPerSecond(): number | null {
    const { deletions, done, total } = this.#latest;
    const [first] = this.#points;
    const last = this.#points.at(-1);
    if (!deletions || !last || last.time - first.time < 1 || done >= total) return null;
    const workPerSecond = (last.done - first.done) / (last.time - first.time);
    const workPerDeletion = (total - done) / (deletions.total - deletions.done);
    return workPerSecond / workPerDeletion;
  }
}
