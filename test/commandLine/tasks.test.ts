import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hidden, inputs, PlainNetwork, samples } from '../analysis/plainNetwork.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { modelBytes } from '../model/graphText.js';
import { writeNpy } from '../twin/npy.js';
import { Random } from '../twin/random.js';
import { runProgram } from './program.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);

/** Writes a network and its data, and analyses them as a person would. */
async function analysed(name: string, network: PlainNetwork, targets: readonly number[], descriptor = {}) {
  const { outputs, values } = network;
  const facts = { input: ['batch', inputs], outputShape: ['batch', outputs], values };
  folder.write(`${name}.onnx`, modelBytes(network.lines(), facts));
  folder.write('x.npy', writeNpy([samples, inputs], network.samples, '<f4'));
  folder.write(`${name}.npy`, writeNpy([samples, outputs], [...targets], '<f4'));
  const said = { inputs: 'x.npy', labels: `${name}.npy`, ...descriptor };
  folder.write(`${name}.dataset.json`, JSON.stringify(said));
  const files = [`${name}.onnx`, '--data', `${name}.dataset.json`];
  const measures = ['--measures', 'selectivity,importance,curves,noise'];
  await expectDone(['analyse', ...files, '--out', `${name}.importance.json`, ...measures, '--workers', '1']);
  return files;
}

async function expectDone(args: readonly string[]): Promise<string> {
  const { status, stdout, said } = await runProgram(args, { cwd: folder.path });
  expect({ status, said: said.filter((line) => !/^Wrote|wrote/.test(line)) }).toEqual({
    status: 0,
    said: [],
  });
  return stdout;
}

describe('a network that tells several labels', () => {
  it('is checked, reported with cards, and compared', async () => {
    const network = new PlainNetwork(3);
    const random = new Random(7);
    const targets = network
      .answers(-1)
      .flatMap((row) => row.map((z) => Number(z > 0 !== random.uniform() < 0.1)));
    const files = await analysed('labels', network, targets, { classes: ['sun', 'rain', 'wind'] });
    const checked = await expectDone(['check', ...files]);
    expect(checked).toContain('Labels: sun, rain, wind.');
    expect(checked).toMatch(/\d+ of 40 right; chance would be \d+\./);
    await expectDone(['report', 'labels.importance.json', '--out', 'labels.html']);
    const page = readFileSync(at('labels.html'), 'utf8');
    expect(page).toContain('Units that stand out');
    expect(page).toMatch(/labelled (none|sun|rain|wind)/);
    expect(page).not.toContain('Cards of single units are left out');
    copyFileSync(at('labels.importance.json'), at('copy.importance.json'));
    const compared = await expectDone(['compare', 'labels.importance.json', 'copy.importance.json']);
    expect(compared).toContain('intact accuracy');
    expect(compared).not.toContain('largest class');
  });
});

describe('a network that gives numbers', () => {
  it('is checked, reported with cards, and compared with another by errors', async () => {
    const network = new PlainNetwork(2);
    const noise = new Random(9).normals(samples * 2, 0.1);
    const targets = network
      .answers(-1)
      .flat()
      .map((y, i) => Math.fround(y + noise[i]));
    const files = await analysed('numbers', network, targets);
    expect(await expectDone(['check', ...files])).toMatch(
      /The mean squared error is 0\.0\d+; that of answering always with the mean of the targets would be\s+\d/,
    );
    await expectDone(['report', 'numbers.importance.json', '--out', 'numbers.html']);
    const page = readFileSync(at('numbers.html'), 'utf8');
    expect(page).toContain('Error rises most');
    expect(page).toContain(`Rank 1 of ${hidden} by the rise in error.`);
    await analysed(
      'others',
      new PlainNetwork(2),
      targets.map((value) => 2 * value),
    );
    const compared = await expectDone(['compare', 'numbers.importance.json', 'others.importance.json']);
    expect(compared).toMatch(/mean squared error, 50 % removed\s+\d+\.\d{4}\s+\d+\.\d{4}/);
    expect(compared).toMatch(/mean squared error, s = 0\.5\s/);
    expect(compared).not.toMatch(/accuracy|AUC|largest class/);
    const both = ['report', 'numbers.importance.json', 'others.importance.json', '--no-cards'];
    await expectDone([...both, '--out', 'both.html']);
    expect(readFileSync(at('both.html'), 'utf8')).toContain('A errs less than B');
  });

  it('is not compared with one that counts right answers', async () => {
    const network = new PlainNetwork(2);
    const labels = network.answers(-1).flatMap((row) => row.map((z) => Number(z > 0)));
    await analysed('numbers', network, network.answers(-1).flat().map(Math.fround));
    await analysed('labels', network, labels, { task: 'multi-label' });
    const { status, said } = await runProgram(
      ['compare', 'labels.importance.json', 'numbers.importance.json'],
      { cwd: folder.path },
    );
    expect({ status, said }).toEqual({
      status: 2,
      said: [
        expect.stringContaining(
          'numbers is of a regression, which has errors and no accuracy, labels is not; compare regressions with each other.',
        ),
      ],
    });
  });
});
