import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/runCli.js';
import { InputError } from '../../src/inputError.js';
import { layerAnswer } from '../../src/results/derive/answers/layerAnswer.js';
import { resultAnswer } from '../../src/results/derive/answers/resultAnswer.js';
import { unitAnswer } from '../../src/results/derive/answers/unitAnswer.js';
import { writeResult } from '../../src/results/store.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { estimated } from '../results/inexactResults.js';
import { sampleResult, sampleWithMeans } from '../results/sampleResult.js';
import { fakeIo, type FakeIo } from './fakeIo.js';

const folder = temporaryFolder();
const name = 'pets.test.importance.json';
let io: FakeIo;

beforeEach(async () => {
  io = fakeIo(folder.path);
  const result = sampleResult();
  io.jobs.fingerprints = { model: result.model.sha256, data: result.dataset.sha256 };
  await writeResult(join(folder.path, name), result);
  for (const file of [result.model.file, result.dataset.file]) await writeFile(join(folder.path, file), '');
});

const show = (...options: string[]): Promise<number> => runCli(['show', name, ...options], io);

describe('show', () => {
  it('prints the layers in a line each, and ends with 0', async () => {
    expect(await show()).toBe(0);
    expect(io.stderr.text).toBe('');
    expect(io.stdout.text.split('\n').slice(0, 9).join('\n')).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (200 images)
      Intact: 90.0 % correct (180 of 200); deleted units replaced by zero
      Measured 2026-11-22T14:02:00Z, exact; model and data are still the same

                          mean  most  costliest  beyond  changing         mean
      layer  units  dead  lost  lost  unit       chance   nothing  selectivity
      fc1        8     1  5.75    36  fc1[3]          1         2         0.43
      fc2        6     0  2.50     6  fc2[2]          0         1         0.55
      "
    `);
  });

  it('prints a layer: its numbers, and the units that matter most and least', async () => {
    expect(await show('--layer', 'fc1', '--list', '2')).toBe(0);
    expect(io.stdout.text).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (200 images)
      Intact: 90.0 % correct (180 of 200); deleted units replaced by zero
      Measured 2026-11-22T14:02:00Z, exact; model and data are still the same

      layer             fc1, 1 of 2: Gemm, Relu, 8
      units             8
      dead              1 (4)
      images lost       5.75 ± 11.67, from -2 to 36
      selectivity       0.43 ± 0.21, from 0.10 to 0.75
      beyond chance     1
      changing nothing  2 (1, 4)
      losing no image   4 (1, 4-6)

      The units that matter most
              images  turned            loss  selec-  preferred
      unit      lost   wrong  right     rise  tivity  class
      fc1[3]     36*      40      4  +0.3000    0.75  cat
      fc1[2]       5       7      2  +0.0300    0.25  bird

      The units that matter least
              images  turned            loss  selec-  preferred
      unit      lost   wrong  right     rise  tivity  class
      fc1[5]      -2       1      3  -0.0200    0.10  dog
      fc1[6]       0       2      2   0.0000    0.60  bird

      Deleted one at a time, 4 of 8 units of fc1 cost no image.
      The costliest, fc1[3], costs 36 images.
      1 unit of fc1 is dead, zero on every image: without it the network answers the same on this data.
      One deletion is a lower bound: later layers can compensate.
      Units that cost nothing alone can cost much together; how many of fc1 may go at once was not
      measured (analyse with --measures curves --scope fc1 --orders accuracy:asc).
      Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all deleted units.
      "
    `);
  });

  it('prints a unit, class by class', async () => {
    expect(await show('--unit', 'fc1[3]')).toBe(0);
    expect(io.stdout.text).toMatchInlineSnapshot(`
      "pets.onnx on pets, test part (200 images)
      Intact: 90.0 % correct (180 of 200); deleted units replaced by zero
      Measured 2026-11-22T14:02:00Z, exact; model and data are still the same

      unit             fc1[3], flat index 3
      images lost      36*
      loss rise        +0.3000 nats
      selectivity      0.75
      preferred class  cat
      information      0.60 bit
      silent           on 40 images
      activity         -

                         mean
      class  images  activity  lost
      cat        80      0.90    36
      dog        70      0.30     0
      bird       50      0.30     0

      fc1[3]: costs 36 images; selectivity .75, prefers cat.
      Hard to read: it wakes for all 3 classes.
      Rank 1 of 14 by images lost. 40 answers turn wrong, 4 turn right: p < .0001 alone, < .0001 after
      correcting for 14 units, beyond chance.
      One deletion is a lower bound: later layers can compensate.
      Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all deleted units.
      "
    `);
  });

  it('prints as JSON the answers that the assistant is given', async () => {
    const printed = async (...options: string[]): Promise<unknown> => {
      io.stdout.text = '';
      expect(await show('--json', ...options)).toBe(0);
      return JSON.parse(io.stdout.text);
    };
    const result = sampleResult();
    const replacement = null;
    expect(await printed()).toEqual(resultAnswer(result, 'upToDate', { replacement }));
    expect(await printed('--layer', 'fc2')).toEqual(
      layerAnswer(result, 'upToDate', { layer: 'fc2', replacement, units: 5 }),
    );
    const unit = unitAnswer(result, 'upToDate', { unit: 'fc2[2]', layer: null, replacement });
    expect(await printed('--unit', '10')).toEqual(unit);
    expect(await printed('--layer', 'fc2', '--unit', '2')).toEqual(unit);
  });

  it('reads importance under the replacement value that is asked for', async () => {
    await writeResult(join(folder.path, name), sampleWithMeans());
    await show('--unit', '3', '--replacement', 'mean', '--json');
    expect(JSON.parse(io.stdout.text)).toMatchObject({ replacement: 'mean', unit: { samplesLost: 56 } });
  });

  it('writes estimates with their intervals', async () => {
    await writeResult(join(folder.path, name), estimated(sampleResult()));
    await show('--layer', 'fc1', '--no-check');
    expect(io.stdout.text).toMatch(/fc1\[3\] +[\d,]+ \([\d,]+ to [\d,]+\)/);
    expect(io.stdout.text).toContain('estimated; whether model and data are still the same was not checked');
  });

  it('compares model and data with what was measured, unless told not to', async () => {
    await show('--no-check', '--json');
    expect(io.jobs.fingerprinted).toEqual([]);
    expect(io.stdout.text).toContain('"files": "notChecked"');
    io.jobs.fingerprints = { model: 'other', data: '' };
    await show('--data-root', 'elsewhere');
    expect(io.stdout.text).toContain('the model has changed since\n');
    expect(io.jobs.fingerprinted).toEqual([
      {
        modelPath: join(folder.path, 'pets.onnx'),
        dataPath: join(folder.path, 'test.dataset.json'),
        dataRoots: [join(folder.path, 'elsewhere')],
      },
    ]);
  });

  it('shows what there is where the data can’t be read, and says why on standard error', async () => {
    io.jobs.fingerprints = new InputError('test.dataset.json leads out of its folder; add --data-root DIR.');
    expect(await show('--json')).toBe(0);
    expect(io.stdout.text).toContain('"files": "notChecked"');
    expect(io.stderr.text).toBe(
      'Not compared with what was measured: test.dataset.json leads out of its folder; add --data-root DIR.\n',
    );
  });

  it.each([
    [['--layer', 'fc9'], 'pets.onnx has no layer "fc9"; it has fc1, fc2.'],
    [['--unit', '14'], 'pets.onnx has no unit 14; flat indexes run from 0 to 13.'],
    [
      ['--unit', '3', '--list', '4'],
      '--list is for the units of a layer: name one with --layer, and no --unit.',
    ],
    [['--layer', 'fc1', '--list', '0'], '--list takes a whole number from 1 to 10000, and "0" is none.'],
    [
      ['--replacement', 'zero,mean'],
      '--replacement of show takes one value, and zero, mean are 2: show them one by one.',
    ],
    [
      ['other.json'],
      'show takes one result, and "other.json" is one argument too many; compare lays several side by side.',
    ],
  ])('ends with 2 and one line for %j', async (options, sentence) => {
    expect(await show(...options)).toBe(2);
    expect([io.stdout.text, io.stderr.text]).toEqual(['', `${sentence}\n`]);
    expect(io.jobs.fingerprinted).toEqual([]);
  });

  it('needs a result', async () => {
    expect(await runCli(['show'], io)).toBe(2);
    expect(io.stderr.text).toBe('show needs a result: unit-importance show RESULT; analyse makes them.\n');
  });
});
