import { readFile } from 'node:fs/promises';
import type { SuiteReport } from '../test/editor/suite/report.js';

/** How many tests passed, failed and were skipped. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0 };

/** For a run of which nothing is left, or that has to be and is not. */
export const oneFailure: Counts = { passed: 0, failed: 1, skipped: 0 };

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (all, { passed, failed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    noTests,
  );
}

/** `412 passed, 0 failed`, and how many were skipped where some were. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Reads what vitest's JSON reporter has written. A file whose tests could not even be read is one failure. */
export async function vitestCounts(reportFile: string): Promise<Counts> {
  const text = await readFile(reportFile, 'utf8').catch(() => null);
  if (text === null) return oneFailure;
  const report = JSON.parse(text) as {
    readonly success: boolean;
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numPendingTests: number;
  };
  const failed = report.success ? 0 : Math.max(1, report.numFailedTests);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
}

export function suiteCounts({ tests }: SuiteReport): Counts {
  const count = (state: string): number => tests.filter((test) => test.state === state).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}
