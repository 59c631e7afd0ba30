import { afterEach, describe, expect, it } from 'vitest';
import { jobServices } from '../../src/jobs/onnxServices.js';
import { cardGalleries } from '../../src/results/derive/cardGalleries.js';
import { unitCard } from '../../src/results/derive/unitCard.js';
import { unitKeyNumbers, unitStanding } from '../../src/results/derive/unitStanding.js';
import { unitRows } from '../../src/results/derive/unitRows.js';
import { unitsThatStandOut } from '../../src/results/derive/unitsThatStandOut.js';
import type { ResultFile } from '../../src/results/schema.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { modelBytes } from '../model/graphText.js';
import { writeNpy } from '../twin/npy.js';
import { Random } from '../twin/random.js';
import { analyseFiles } from './analyseFiles.js';
import { hidden, inputs, PlainNetwork, samples } from './plainNetwork.js';

const files = temporaryFolder();
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** The network beside its data, open to be asked, and its result. */
async function opened(network: PlainNetwork, targets: readonly number[], descriptor: object = {}) {
  const { outputs, values } = network;
  const facts = { input: ['batch', inputs], outputShape: ['batch', outputs], values };
  const modelPath = files.write('m.onnx', modelBytes(network.lines(), facts));
  files.write('x.npy', writeNpy([samples, inputs], network.samples, '<f4'));
  files.write('y.npy', writeNpy(outputs === 1 ? [samples] : [samples, outputs], [...targets], '<f4'));
  const written = JSON.stringify({ inputs: 'x.npy', labels: 'y.npy', ...descriptor });
  const dataPath = files.write('d.dataset.json', written);
  const result = await analyseFiles({ modelPath, dataPath });
  const paths = { modelPath, dataPath, dataRoots: [], samples: null, engine: 'cpu' as const };
  const host = await jobServices.open({ ...paths, memoryBytes: 4e9 });
  open.push(() => host.close());
  return { live: await host.openLive(samples), result };
}

function detailOf({ live, result }: Awaited<ReturnType<typeof opened>>, unit: number) {
  const of = { model: result.model.sha256, data: result.dataset.sha256 };
  const replaceBy = { kind: 'constant', value: 0 } as const;
  return live.detail({ unit, replaceBy, of }, () => Promise.resolve());
}

function cardOf(result: ResultFile, unit: number) {
  const rows = unitRows(result, 'zero');
  return { rows, row: rows[unit] };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const entropy = (z: number, t: number) => Math.log1p(Math.exp(t === 1 ? -z : z));
// Float32 on the way, float64 here.
const digits = 4;

describe('a network that tells several labels, looked at closely', () => {
  const network = new PlainNetwork(3);
  const random = new Random(7);
  /** What the network answers, but for one label in ten. */
  const targets = network
    .answers(-1)
    .flatMap((row) => row.map((z) => Number(z > 0 !== random.uniform() < 0.1)));
  const names = ['sun', 'rain', 'wind'];
  const held = (row: readonly number[]) => names.filter((_, k) => row[k] > 0);
  const truth = (i: number) => targets.slice(3 * i, 3 * i + 3);
  const isRight = (row: readonly number[], i: number) => held(row).join() === held(truth(i)).join();

  it('counts live what a result counts, whatever is deleted', async () => {
    const { live, result } = await opened(network, targets, { classes: names });
    expect(live.facts).toMatchObject({ task: 'multi-label', outputNames: names, targets: { width: 3 } });
    expect(Array.from(live.facts.targets!.values)).toEqual(targets);
    expect(live.facts.baseline.correct).toBe(result.baseline.correct);
    expect(live.facts.baseline.loss).toBeCloseTo(result.baseline.loss!, digits);
    const { correct, loss } = result.layers[0].units.ablation!['zero'];
    for (let unit = 0; unit < hidden; unit++) {
      const answer = await live.answer({ deleted: [unit], replacement: 'zero' });
      expect(answer).toMatchObject({ samples, correct: correct[unit], correctPerClass: [correct[unit]] });
      expect(answer.loss).toBeCloseTo(loss![unit]!, digits);
    }
    const { scores } = await live.look(5, { deleted: [2], replacement: 'zero' });
    network.answers(2)[5].forEach((z, k) => expect(scores[k]).toBeCloseTo(z, digits));
  });

  it('tells of a unit which labels each sample is given with it and without', async () => {
    const there = await opened(network, targets, { classes: names });
    const unit = there.result.layers[0].units.ablation!['zero'].turnedWrong.findIndex((count) => count! > 2);
    const detail = await detailOf(there, unit);
    const [before, after] = [network.answers(-1), network.answers(unit)];
    const named = (numbers: Int32Array) => Array.from(numbers, (number) => detail.labelSets![number]);
    expect(named(detail.expected)).toEqual(before.map((_, i) => held(truth(i))));
    expect(named(detail.before)).toEqual(before.map(held));
    expect(named(detail.after)).toEqual(after.map(held));
    detail.confidenceAfter.forEach((confidence, i) =>
      expect(confidence).toBeCloseTo(
        Math.exp(-mean(after[i].map((z, k) => entropy(z, truth(i)[k])))),
        digits,
      ),
    );
    const { rows, row } = cardOf(there.result, unit);
    const [wrong] = cardGalleries(there.result, row, detail);
    const turned = before.flatMap((z, i) => (isRight(z, i) && !isRight(after[i], i) ? [i] : []));
    expect(wrong.title).toBe('Turned wrong');
    expect(wrong.tiles.map(({ sample }) => sample).sort((a, b) => a - b)).toEqual(turned);
    const [{ sample, words }] = wrong.tiles;
    const said = (row: readonly number[]) => (held(row).length === 0 ? 'none' : held(row).join(', '));
    expect(words).toBe(
      `sample ${sample}, labelled ${said(truth(sample))}: answered ${said(before[sample])} intact, ${said(after[sample])} without the unit`,
    );
    const card = unitCard(there.result, row, 'zero', detail);
    expect(card.rows.map(({ name, lost }) => [name, lost])).toEqual([['all samples', row.lost?.count]]);
    expect(unitStanding(there.result, rows, row)).toContain('by samples lost');
  });
});

describe('a network of one logit, looked at closely', () => {
  const network = new PlainNetwork(1);
  const random = new Random(12);
  const labels = network.answers(-1).map(([z]) => Number(z > 0 !== random.uniform() < 0.1));

  it('counts live what a result counts, and tells the class of each sample with a unit and without', async () => {
    const there = await opened(network, labels, { classes: ['off', 'on'] });
    const { live, result } = there;
    expect(live.facts).toMatchObject({ task: 'binary', targets: null, outputNames: ['off', 'on'] });
    const { correct, loss } = result.layers[0].units.ablation!['zero'];
    for (let unit = 0; unit < hidden; unit++) {
      const answer = await live.answer({ deleted: [unit], replacement: 'zero' });
      expect(answer.correct).toBe(correct[unit]);
      expect(answer.loss).toBeCloseTo(loss![unit]!, digits);
    }
    const detail = await detailOf(there, 1);
    const answered = (deleted: number) => network.answers(deleted).map(([z]) => Number(z > 0));
    expect([...detail.expected]).toEqual(labels);
    expect([...detail.before]).toEqual(answered(-1));
    expect([...detail.after]).toEqual(answered(1));
    network
      .answers(1)
      .forEach(([z], i) =>
        expect(detail.confidenceAfter[i]).toBeCloseTo(Math.exp(-entropy(z, labels[i])), digits),
      );
  });
});

describe('a network that gives numbers, looked at closely', () => {
  const error = (network: PlainNetwork, targets: readonly number[], deleted: number, i: number) =>
    mean(network.answers(deleted)[i].map((y, k) => (y - targets[network.outputs * i + k]) ** 2));

  it.each([1, 2])('measures live what a result measures (%i numbers)', async (outputs) => {
    const network = new PlainNetwork(outputs);
    const targets = new Random(8).normals(samples * outputs, 1).map(Math.fround);
    const { live, result } = await opened(network, targets);
    expect(live.facts).toMatchObject({ task: 'regression', outputNames: null });
    const { loss } = result.layers[0].units.ablation!['zero'];
    for (let unit = 0; unit < hidden; unit++) {
      const answer = await live.answer({ deleted: [unit], replacement: 'zero' });
      expect(answer).toMatchObject({ samples, correct: 0 });
      expect(answer.loss).toBeCloseTo(loss![unit]!, digits);
    }
  });

  it('tells of a unit what each sample is given with it and without, those first that it harms', async () => {
    const network = new PlainNetwork(2);
    const targets = new Random(8).normals(samples * 2, 1).map(Math.fround);
    const there = await opened(network, targets);
    const { rows, row } = cardOf(there.result, 4);
    const detail = await detailOf(there, 4);
    const { width, targets: known, before, after } = detail.numbers!;
    expect([width, [...known]]).toEqual([2, targets]);
    network
      .answers(-1)
      .flat()
      .forEach((y, i) => expect(before[i]).toBeCloseTo(y, digits));
    network
      .answers(4)
      .flat()
      .forEach((y, i) => expect(after[i]).toBeCloseTo(y, digits));
    const rise = (i: number) => error(network, targets, 4, i) - error(network, targets, -1, i);
    const [harmed, helped] = cardGalleries(there.result, row, detail);
    const ranked = Array.from({ length: samples }, (_, i) => i).sort((a, b) => rise(b) - rise(a));
    expect([harmed.title, helped.title]).toEqual(['Error rises most', 'Error falls most']);
    expect(harmed.tiles[0].sample).toBe(ranked[0]);
    expect(helped.tiles[0].sample).toBe(ranked[samples - 1]);
    const card = unitCard(there.result, row, 'zero', detail);
    expect(card.has.lost).toBe(false);
    const costs = rows.map(({ importance }) => importance!.lossRise!);
    const place = costs.filter((cost) => cost > costs[4]).length + 1;
    expect(unitStanding(there.result, rows, row)).toBe(`Rank ${place} of 6 by the rise in error.`);
    expect(unitKeyNumbers(there.result, row)[0].label).toMatch(/(more|less) mean squared error without it/);
    const [first] = unitsThatStandOut(there.result, rows);
    expect(first.importance!.lossRise).toBe(Math.max(...costs));
  });
});
