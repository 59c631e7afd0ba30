import { describe, expect, it } from 'vitest';
import { jobServices } from '../../src/jobs/onnxServices.js';
import { defaultMemory, type DataCheck } from '../../src/jobs/protocol.js';
import { checkText, checkJson } from '../../src/cli/checkText.js';
import { checkedTiles } from '../../src/results/derive/checkedTiles.js';
import { dataFacts } from '../../src/results/derive/dataCheckWords.js';
import { dataVerdict } from '../../src/results/derive/dataVerdict.js';
import { analyseFiles } from '../analysis/analyseFiles.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { modelBytes } from '../model/graphText.js';
import { npyBytes } from '../dataset/writers.js';
import { writeNpy } from '../twin/npy.js';
import { Random } from '../twin/random.js';

const files = temporaryFolder();
const [inputs, hidden, samples] = [20, 8, 100];

/** Bytes; a network that takes them as shares of 255, in plain loops. */
function network(outputs: number) {
  const random = new Random(21);
  const draw = (count: number, scale: number) => random.normals(count, scale).map(Math.fround);
  const values = {
    w: draw(inputs * hidden, 1),
    b: draw(hidden, 0.3),
    v: draw(hidden * outputs, 1),
    c: new Array<number>(outputs).fill(0),
  };
  const pixels = Array.from({ length: samples * inputs }, () => random.below(256));
  const answers = (scale: number): number[][] =>
    Array.from({ length: samples }, (_, i) => {
      const units = values.b.map((bias, u) => {
        let sum = bias;
        for (let k = 0; k < inputs; k++) sum += pixels[i * inputs + k] * scale * values.w[k * hidden + u];
        return Math.max(0, sum);
      });
      return values.c.map((bias, o) =>
        units.reduce((sum, value, u) => sum + value * values.v[u * outputs + o], bias),
      );
    });
  // Outputs about half of which are above 0.
  const middle = (o: number): number => {
    const ranked = answers(1 / 255)
      .map((row) => row[o])
      .sort((a, b) => a - b);
    return (ranked[samples / 2 - 1] + ranked[samples / 2]) / 2;
  };
  values.c = values.c.map((_, o) => -Math.fround(middle(o)));
  const lines = [`h = Gemm(x, w[${inputs},${hidden}], b[${hidden}])`, 'a = Relu(h)'];
  lines.push(`y = Gemm(a, v[${hidden},${outputs}], c[${outputs}])`);
  const bytes = modelBytes(lines, { input: ['batch', inputs], outputShape: ['batch', outputs], values });
  const modelPath = files.write('m.onnx', bytes);
  files.write('x.npy', npyBytes('|u1', [samples, inputs], Uint8Array.from(pixels)));
  return { modelPath, answers };
}

function described(labels: readonly number[], dims: number[], descriptor: object): string {
  files.write('y.npy', writeNpy(dims, [...labels], '<f4'));
  return files.write('d.dataset.json', JSON.stringify({ inputs: 'x.npy', labels: 'y.npy', ...descriptor }));
}

function check(modelPath: string, dataPath: string): Promise<DataCheck> {
  const paths = { modelPath, dataPath, dataRoots: [], samples: null, engine: 'cpu' as const };
  const request = { inputs: paths, labels: null, memory: defaultMemory };
  return jobServices.check(request, new AbortController().signal, () => {});
}

const plain = (_: unknown, text: string): string => text;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a check of data whose labels may hold side by side', () => {
  it('counts samples with all labels right, and proposes the scaling that the network was trained with', async () => {
    const { modelPath, answers } = network(3);
    const truths = answers(1 / 255).map((row) => row.map((z) => Number(z > 0)));
    const dataPath = described(truths.flat(), [samples, 3], { classes: ['sun', 'rain', 'wind'] });
    const found = await check(modelPath, dataPath);
    const asStored = answers(1).filter((row, i) =>
      row.every((z, k) => Number(z > 0) === truths[i][k]),
    ).length;
    expect(found.data.task).toBe('multi-label');
    expect(found.tried[0].correct).toBe(asStored);
    const { baseline } = await analyseFiles({ modelPath, dataPath });
    expect(baseline.correct).toBe(asStored);
    expect(found.tried[0].loss).toBeCloseTo(baseline.loss ?? NaN, 6);
    const verdict = dataVerdict(found);
    const sets = new Map<string, number>();
    for (const row of truths) sets.set(row.join(), (sets.get(row.join()) ?? 0) + 1);
    expect(verdict.chance).toBe(Math.max(...sets.values()));
    const best = found.tried[verdict.proposal ?? 0];
    expect(best).toMatchObject({ kind: 'unit', correct: samples });
    expect(dataFacts(found.data)).toContain('3 labels, any number of which may hold, each of 50 samples');
    const names = ['sun', 'rain', 'wind'];
    const [tile] = checkedTiles(found, best);
    const held = names.filter((_, k) => truths[0][k] === 1).join(', ');
    expect(tile).toMatchObject({ isRight: true, caption: `${held === '' ? 'none' : held} ✓` });
    const told = JSON.parse(checkJson('m.onnx', found)) as {
      labels: number[][];
      tried: { answers: number[][] }[];
    };
    expect(told.labels).toEqual(truths.map((row) => row.flatMap((value, k) => (value === 1 ? [k] : []))));
    expect(told.tried[verdict.proposal ?? 0].answers).toEqual(told.labels);
    expect(checkText('m.onnx', found, 'd.dataset.json', 100, plain as never)).toContain(
      'Labels: sun, rain, wind.',
    );
  });
});

describe("a check of a regression's data", () => {
  const noise = new Random(3).normals(samples, 0.05);

  it('tells the error beside that of the mean, and proposes the scaling with less', async () => {
    const { modelPath, answers } = network(1);
    const targets = answers(1 / 255).map(([y], i) => Math.fround(y + noise[i]));
    const found = await check(modelPath, described(targets, [samples], {}));
    const errorAt = (scale: number) => mean(answers(scale).map(([y], i) => (y - targets[i]) ** 2));
    const ofMean = mean(targets.map((target) => (target - mean(targets)) ** 2));
    expect(found.data).toMatchObject({ task: 'regression', classCounts: [], samples });
    // Float32 on the way, of thousands; float64 here.
    expect(found.tried[0].loss / errorAt(1)).toBeCloseTo(1, 5);
    const verdict = dataVerdict(found);
    expect(verdict.chance).toBeCloseTo(ofMean, 9);
    expect(verdict.beyondChance[0]).toBe(false);
    const best = found.tried[verdict.proposal ?? 0];
    expect(best.kind).toBe('unit');
    expect(best.loss).toBeCloseTo(errorAt(1 / 255), 5);
    const text = checkText('m.onnx', found, 'd.dataset.json', 200, plain);
    expect(text).toContain('Not clearly better than that: is the scaling right?');
    expect(text).toContain(`Better: scaled to 0 to 1, with a mean squared error of ${best.loss.toFixed(4)}.`);
    expect(text).not.toContain('right of');
    const told = JSON.parse(checkJson('m.onnx', found)) as { labels: number[][] };
    expect(told.labels).toEqual(targets.map((target) => [target]));
  });

  it('says that it can tell nothing where all targets are the same', async () => {
    const { modelPath } = network(2);
    const found = await check(
      modelPath,
      described(new Array<number>(2 * samples).fill(0.5), [samples, 2], { task: 'regression' }),
    );
    expect(dataVerdict(found)).toMatchObject({ chance: 0, proposal: null });
    expect(checkText('m.onnx', found, 'd', 200, plain as never)).toContain(
      'All of these targets are the same',
    );
  });
});

describe('a check of data for one logit', () => {
  it('counts logits above 0 as class 1', async () => {
    const { modelPath, answers } = network(1);
    const truths = answers(1 / 255).map(([z]) => Number(z > 0));
    const found = await check(modelPath, described(truths, [samples], { classes: ['off', 'on'] }));
    expect(found.data).toMatchObject({ task: 'binary', classCounts: [50, 50] });
    expect(found.tried[0].correct).toBe(answers(1).filter(([z], i) => Number(z > 0) === truths[i]).length);
    const verdict = dataVerdict(found);
    expect(found.tried[verdict.proposal ?? 0]).toMatchObject({ kind: 'unit', correct: samples });
  });
});

describe('a check of data for a model that takes pictures of any size', () => {
  it.each([2, 3])('takes the size of the data (outputs: %i)', async (outputs) => {
    const random = new Random(8);
    const values = {
      k: random.normals(4 * 9, 1).map(Math.fround),
      v: random.normals(4 * outputs, 1).map(Math.fround),
    };
    const lines = [
      'h = Conv(x, k[4,1,3,3]; pads=1,1,1,1)',
      'a = Relu(h)',
      'p = GlobalAveragePool(a)',
      'f = Flatten(p)',
      `y = Gemm(f, v[4,${outputs}])`,
    ];
    const model = modelBytes(lines, {
      input: ['batch', 1, 'height', 'width'],
      outputShape: ['batch', outputs],
      values,
    });
    const modelPath = files.write('open.onnx', model);
    const pixels = Array.from({ length: 40 * 7 * 5 }, () => random.below(256));
    files.write('x.npy', npyBytes('|u1', [40, 7, 5], Uint8Array.from(pixels)));
    const dataPath = described(
      Array.from({ length: 40 }, (_, i) => i % outputs),
      [40],
      { labels: 'y.npy' },
    );
    const found = await check(modelPath, dataPath);
    expect(found.data.fedShape).toEqual([1, 7, 5]);
    const { baseline } = await analyseFiles({ modelPath, dataPath });
    expect(found.tried[0].correct).toBe(baseline.correct);
  });
});
