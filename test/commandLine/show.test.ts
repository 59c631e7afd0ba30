import { cp } from 'node:fs/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LayerAnswer } from '../../src/results/derive/answers/layerAnswer.js';
import type { ResultAnswer } from '../../src/results/derive/answers/resultAnswer.js';
import { readResult } from '../../src/results/store.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { repository, runProgram } from './program.js';

const folder = temporaryFolder();

describe('show, of the sample', () => {
  it('tells a layer as the result file has it, and notices that the data have changed', async () => {
    await cp(join(repository, 'examples/digits'), folder.path, { recursive: true });
    const out = join(folder.path, 'digits.test.importance.json');
    const sample = ['digits.onnx', '--data', 'test.dataset.json', '--out', out];
    const analysed = await runProgram(['analyse', ...sample], { cwd: folder.path });
    expect(analysed.status).toBe(0);
    const { layers, baseline } = await readResult(out);
    const lost = layers[0].units.ablation?.['zero'].correct.map(
      (correct) => baseline.correct - (correct ?? NaN),
    );

    const shown = await runProgram(['show', out, '--layer', 'fc1', '--json']);
    expect({ status: shown.status, said: shown.said }).toEqual({ status: 0, said: [] });
    const answer = JSON.parse(shown.stdout) as LayerAnswer;
    expect(answer.measured.files).toBe('upToDate');
    expect(answer.samplesLost?.highest).toBe(Math.max(...(lost ?? [])));
    expect(answer.unitsThatMatterLeast[0].samplesLost).toBe(Math.min(...(lost ?? [])));
    const silent = layers[0].units.silentSamples?.filter((samples) => samples === 500).length;
    expect(answer.deadUnits?.count).toBe(silent);

    // Of other samples these numbers say nothing.
    const descriptor = join(folder.path, 'test.dataset.json');
    const { first = 0, ...others } = JSON.parse(readFileSync(descriptor, 'utf8')) as { first?: number };
    writeFileSync(descriptor, JSON.stringify({ ...others, first: first - 1 }));
    const changed = await runProgram(['show', 'digits.test.importance.json', '--json'], { cwd: folder.path });
    expect((JSON.parse(changed.stdout) as ResultAnswer).measured.files).toBe('dataChanged');
  });
});
