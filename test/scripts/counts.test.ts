import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countsLine, suiteCounts, sum, vitestCounts } from '../../scripts/counts.js';

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
    const vitest = { passed: 7, failed: 1, skipped: 2 };
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
    const report = { success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 0 };
    expect(await countsOf(report)).toBe('3 passed, 0 failed');
  });

  it('hold a failure where a test file could not be read', async () => {
    const report = { success: false, numPassedTests: 3, numFailedTests: 0, numPendingTests: 0 };
    expect(await countsOf(report)).toBe('3 passed, 1 failed');
  });

  it('hold a failure where a runner left no report', async () => {
    expect(countsLine(await vitestCounts(join(folder, 'missing.json')))).toBe('0 passed, 1 failed');
  });
});
