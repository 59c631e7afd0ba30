import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { SuiteReport } from '../test/editor/suite/report.js';

/** How many tests passed and were skipped, and which failed. */
export interface Counts {
  readonly passed: number;
  /** A text for each: its file and name, and why. */
  readonly failures: readonly string[];
  readonly skipped: number;
}

export const noTests: Counts = { passed: 0, failures: [], skipped: 0 };

/** For a run of which nothing is left, or that has to be and is not. */
export function oneFailure(reason: string): Counts {
  return { ...noTests, failures: [reason] };
}

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (all, { passed, failures, skipped }) => ({
      passed: all.passed + passed,
      failures: [...all.failures, ...failures],
      skipped: all.skipped + skipped,
    }),
    noTests,
  );
}

/** `412 passed, 0 failed`, and how many were skipped where some were. */
export function countsLine({ passed, failures, skipped }: Counts): string {
  return `${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The failed tests, where there are any, and the line of counts: at the end of a long log, all that is needed. */
export function countsText(counts: Counts): string {
  const failures = counts.failures.map((failure) => ` × ${failure.trimEnd().replaceAll('\n', '\n   ')}\n`);
  return `${failures.join('')}${countsLine(counts)}\n`;
}

interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Reads what vitest's JSON reporter has written. A file whose tests could not even be read is one failure. */
export async function vitestCounts(reportFile: string): Promise<Counts> {
  const text = await readFile(reportFile, 'utf8').catch(() => null);
  if (text === null) return oneFailure('vitest has left no report.');
  const report = JSON.parse(text) as VitestReport;
  const failures = report.testResults.flatMap(({ name: path, status, message, assertionResults }) => {
    const name = relative(process.cwd(), path);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${name}\n${message}`] : [];
    return failed.map((test) => [`${name}: ${test.fullName}`, ...(test.failureMessages ?? [])].join('\n'));
  });
  if (!report.success && failures.length === 0) failures.push('vitest has failed, and names no test.');
  return { passed: report.numPassedTests, failures, skipped: report.numPendingTests };
}

export function suiteCounts({ tests }: SuiteReport): Counts {
  const count = (state: string): number => tests.filter((test) => test.state === state).length;
  const failures = tests
    .filter(({ state }) => state === 'failed')
    .map(({ title, error }) => `${title}\n${error ?? ''}`);
  return { passed: count('passed'), failures, skipped: count('skipped') };
}
