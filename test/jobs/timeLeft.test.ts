import { describe, expect, it } from 'vitest';
import { timeLeft, traceLength, type WorkPoint } from '../../src/jobs/timeLeft.js';

/** A point every tenth of a second; `speed` is work a second at a time. */
function trace(seconds: number, speed: (time: number) => number): WorkPoint[] {
  const points: WorkPoint[] = [{ time: 0, done: 0 }];
  for (let i = 1; i <= seconds * 10; i++) {
    const time = i / 10;
    points.push({ time, done: points[i - 1].done + speed(time) / 10 });
  }
  return points.filter((point) => point.time >= seconds - traceLength);
}

describe('the time left', () => {
  it('is work left over speed at a constant rate, at any time', () => {
    for (const seconds of [2, 10, 40, 300]) {
      const points = trace(seconds, () => 50);
      expect(timeLeft(points, 50_000, seconds)).toBeCloseTo(1000 - seconds, 6);
    }
  });

  it('is unknown in the first second, without points, and without work done', () => {
    expect(timeLeft([], 100, 5)).toBeNull();
    expect(
      timeLeft(
        trace(0.9, () => 50),
        1000,
        0.9,
      ),
    ).toBeNull();
    expect(
      timeLeft(
        trace(8, () => 0),
        1000,
        8,
      ),
    ).toBeNull();
  });

  it('forgets a slow start once as much time has gone by again', () => {
    // Three seconds at a tenth of the speed, then 100 a second.
    const points = trace(6.1, (time) => (time <= 3 ? 10 : 100));
    const left = (10_000 - points[points.length - 1].done) / 100;
    const estimate = timeLeft(points, 10_000, 6.1) ?? NaN;
    expect(Math.abs(estimate / left - 1)).toBeLessThan(0.02);
  });

  it('follows a change of speed within 15 seconds', () => {
    const points = trace(75.2, (time) => (time <= 60 ? 200 : 20));
    const left = (20_000 - points[points.length - 1].done) / 20;
    expect((timeLeft(points, 20_000, 75.2) ?? NaN) / left).toBeCloseTo(1, 2);
  });

  it('grows while nothing is reported', () => {
    const points = trace(20, () => 50);
    const before = timeLeft(points, 5000, 20) ?? NaN;
    expect(timeLeft(points, 5000, 25) ?? NaN).toBeGreaterThan(before);
  });

  it('is no other where work is reported in lumps of two seconds', () => {
    const points = trace(40, (time) => (Math.round(time * 10) % 20 === 0 ? 1000 : 0)).filter(
      (point, i, all) => i === 0 || point.done > all[i - 1].done,
    );
    for (const now of [40, 40.7, 41.9]) expect(timeLeft(points, 10_000, now)).toBeCloseTo(200 - now, 6);
  });

  it('is never negative', () => {
    expect(
      timeLeft(
        trace(5, () => 50),
        100,
        5,
      ),
    ).toBe(0);
  });
});
