import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/analysis/settings.js';
import { agreementOf } from '../twin/agreement.js';
import { bruteForce } from '../twin/bruteForce.js';
import { writeExperiment } from '../twin/experimentFiles.js';
import { randomNetworks } from '../twin/randomNetworks.js';
import { analyseFiles } from './analyseFiles.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'random-graphs-'));
});
afterAll(() => rm(folder, { recursive: true }));

const settings = { ...defaultSettings, replacements: ['zero', 'mean'] as const };

describe('an analysis of', () => {
  it.each(Object.entries(randomNetworks))('%s gives the numbers of brute force', async (_, make) => {
    const experiment = make();
    const own = await mkdtemp(join(folder, 'graph-'));
    const files = await writeExperiment(own, experiment);
    const result = await analyseFiles({ ...files, settings });
    const { differences, setAside, compared } = agreementOf(result, experiment, bruteForce(experiment));
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(100);
    // What is set aside must stay the exception, or the comparison says little.
    expect(setAside).toBeLessThan(compared / 50);
  });
});
