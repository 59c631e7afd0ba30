import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseResult } from '../../src/results/schema.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { bruteForce, type Experiment } from '../twin/bruteForce.js';
import { forward } from '../twin/forward.js';
import { writeNpy } from '../twin/npy.js';
import { writeOnnx } from '../twin/onnxWriter.js';
import { sizeOf, tensor } from '../twin/tensor.js';
import { writeCompressedNpz, writeNpyWithHoles, type MostlyZeroArray } from './largeArrays.js';
import { largeImageNet } from './networks.js';
import { runProgram } from './program.js';

const folder = temporaryFolder();

/** Of memory that a process may write to and shares with no other: what `RLIMIT_DATA` bounds. */
const limit = 320 * 2 ** 20;
const underLimit = ['prlimit', `--data=${limit}`];
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

const side = 128;

describe.skipIf(!hasPrlimit)('data of four times the memory a process may take (needs prlimit)', () => {
  it('could not be held in memory', () => {
    const hold = `new Uint8Array(${limit}).fill(1)`;
    expect(() =>
      execFileSync('prlimit', [`--data=${limit}`, process.execPath, '-e', hold], { stdio: 'pipe' }),
    ).toThrow('Array buffer allocation failed');
  });

  it.each([
    ['a .npy file', 'x.npy', 'x.npy', writeNpyWithHoles],
    ['a compressed .npz file', 'x.npz', 'x.npz#x', writeCompressedNpz],
  ])(
    'in %s gives the counts of brute force',
    async (_, file, inputs, write) => {
      const { experiment, array, weights, labels } = mostlyZeroSamples();
      const path = folder.write(file, '');
      expect(await write(path, array)).toBeGreaterThanOrEqual(4 * limit);
      folder.write('model.onnx', writeOnnx(experiment.network).model);
      folder.write('y.npy', writeNpy([labels.length], labels, '<i8'));
      folder.write('data.dataset.json', JSON.stringify({ inputs, labels: 'y.npy', layout: 'NCHW' }));

      const files = ['model.onnx', '--data', 'data.dataset.json'];
      const args = ['analyse', ...files, '--json', '--workers', '1', '--memory', `${limit / 2 ** 20}MiB`];
      const { status, stdout, said } = await runProgram(args, { cwd: folder.path, under: underLimit });
      rmSync(path);
      expect(said).toEqual([]);
      expect(status).toBe(0);
      const result = parseResult(JSON.parse(stdout), 'standard output');

      const truth = bruteForce(experiment);
      const count = (of: readonly boolean[], label?: number): number =>
        weights.reduce((sum, weight, i) => {
          const counts = of[i] && (label === undefined || experiment.labels[i] === label);
          return counts ? sum + weight : sum;
        }, 0);
      const classes = Array.from({ length: experiment.classCount }, (_, c) => c);
      const intact = truth.baseline.right;
      expect(result.dataset.samples).toBe(array.rows);
      expect(result.baseline.correctPerClass).toEqual(classes.map((c) => count(intact, c)));
      expect(result.layers.map(({ units }) => units.ablation?.['zero'])).toMatchObject(
        truth.units.map((units) => {
          const right = units.map(({ ablation }) => ablation.zero.answers.right);
          return {
            correctPerClass: right.map((of) => classes.map((c) => count(of, c))),
            turnedWrong: right.map((of) => count(of.map((hit, i) => intact[i] && !hit))),
            turnedRight: right.map((of) => count(of.map((hit, i) => !intact[i] && hit))),
          };
        }),
      );
    },
    120_000,
  );
});

/**
 * The samples of a random network, spread over as many zero ones as fill the array, whose label is what the network
 * answers. The experiment holds each different sample once; `weights` says how many of it there are.
 */
function mostlyZeroSamples(): {
  experiment: Experiment;
  array: MostlyZeroArray;
  weights: readonly number[];
  labels: readonly number[];
} {
  const drawn = largeImageNet(side);
  const [count, ...shape] = drawn.samples.dims;
  const size = sizeOf(shape);
  const rows = Math.ceil(limit / size);
  const zeros = new Float64Array(size);
  const answer = forward(drawn.network, tensor([1, ...shape], zeros), [drawn.logits]).get(drawn.logits)!.data;
  const zeroLabel = answer.indexOf(Math.max(...answer));

  const labels = new Array<number>(rows).fill(zeroLabel);
  const filled = new Map<number, Float32Array>();
  for (const [i, label] of drawn.labels.entries()) {
    const row = Math.floor((i * (rows - 1)) / (count - 1));
    labels[row] = label;
    filled.set(row, Float32Array.from(drawn.samples.data.subarray(i * size, (i + 1) * size)));
  }
  const data = new Float64Array((count + 1) * size);
  data.set(drawn.samples.data);
  return {
    experiment: {
      ...drawn,
      samples: { dims: [count + 1, ...shape], data },
      labels: [...drawn.labels, zeroLabel],
    },
    array: { rows, shape, filled },
    weights: [...drawn.labels.map(() => 1), rows - count],
    labels,
  };
}
