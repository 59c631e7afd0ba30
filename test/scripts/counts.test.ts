import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countsLine, countsText, suiteCounts, sum, vitestCounts } from '../../scripts/counts.js';

describe('the counts that CI ends with', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unit-importance-counts-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const countsOf = async (report: object): Promise<string> => {
    const file = join(folder, 'report.json');
    await writeFile(file, JSON.stringify(report));
    return countsLine(await vitestCounts(file));
  };

  it('are added over the runners', () => {
    const vitest = { passed: 7, failures: ['d'], skipped: 2 };
    const suite = suiteCounts({
      tests: [
        { title: 'a', state: 'passed' },
        { title: 'b', state: 'failed', error: 'b' },
        { title: 'c', state: 'passed' },
      ],
    });
    expect(countsLine(sum([vitest, suite]))).toBe('9 passed, 2 failed, 2 skipped');
  });

  it('name skipped tests only where there are some', async () => {
    const report = { success: true, numPassedTests: 3, numPendingTests: 0, testResults: [] };
    expect(await countsOf(report)).toBe('3 passed, 0 failed');
  });

  it('hold a failure where a test file could not be read', async () => {
    const report = { success: false, numPassedTests: 3, numPendingTests: 0, testResults: [] };
    expect(await countsOf(report)).toBe('3 passed, 1 failed');
  });

  it('hold a failure where a runner left no report', async () => {
    expect(countsLine(await vitestCounts(join(folder, 'missing.json')))).toBe('0 passed, 1 failed');
  });
  it('come after the failed tests, each with its file, its name and the reason', () => {
    const counts = { passed: 3, failures: ['a.test.ts: a sum adds\nexpected 3 to be 4'], skipped: 0 };
    expect(countsText(counts)).toBe(' × a.test.ts: a sum adds\n   expected 3 to be 4\n3 passed, 1 failed\n');
  });

  it('name each failed test of a report, and a file that has none to name', async () => {
    const file = join(folder, 'named.json');
    const assertionResults = [
      { fullName: 'a sum adds', status: 'failed', failureMessages: ['expected 3 to be 4'] },
      { fullName: 'a sum is stable', status: 'passed', failureMessages: null },
    ];
    const testResults = [
      { name: 'a.test.ts', status: 'failed', message: '', assertionResults },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ];
    await writeFile(
      file,
      JSON.stringify({ success: false, numPassedTests: 1, numPendingTests: 0, testResults }),
    );
    expect((await vitestCounts(file)).failures).toEqual([
      'a.test.ts: a sum adds\nexpected 3 to be 4',
      'b.test.ts\nno such module',
    ]);
  });
});
