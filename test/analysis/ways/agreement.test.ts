import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../../src/analysis/network.js';
import type { AblationResult, AblationShard, Way } from '../../../src/analysis/shards.js';
import { cutOf } from '../../../src/analysis/ways/cuts.js';
import { Deleters } from '../../../src/analysis/ways/deleters.js';
import { MaskDeleter } from '../../../src/analysis/ways/masks.js';
import { planWays } from '../../../src/analysis/ways/planWays.js';
import { onnxRuntime } from '../../../src/engine/onnxRuntime.js';
import { openInputs } from '../../../src/jobs/openInputs.js';
import { temporaryFolder } from '../../dataset/temporaryFolder.js';
import { Random } from '../../twin/random.js';
import { randomNetworks } from '../../twin/randomNetworks.js';
import { fixedBatch } from '../fixedBatch.js';
import { openExperiment, type OpenExperiment } from '../measuredExperiment.js';
import { opened } from '../openedNetwork.js';
import { describeReferenceData, referenceData, referenceModel, shared } from '../referenceFiles.js';
import { deleteUnits, expectSameResult, nearTies, type Deletion, type DeletionData } from './deletedUnits.js';

/** Deletes every unit of a layer by itself. */
async function deleteEach(
  { network, dataset, run }: OpenExperiment,
  layer: number,
  way: Way,
  replaceBy: (units: Int32Array) => AblationShard['replaceBy'],
): Promise<AblationResult> {
  const { firstUnit, unitCount } = network.layers[layer];
  const units = Int32Array.from({ length: unitCount }, (_, i) => firstUnit + i);
  const result = await run({
    kind: 'ablation',
    units,
    replaceBy: replaceBy(units),
    samples: { first: 0, count: dataset.labels.length },
    loss: true,
    ways: network.layers.map(() => way),
  });
  if (result.kind !== 'ablation') throw new Error('another result');
  return result;
}

const replacements: Record<string, (units: Int32Array) => AblationShard['replaceBy']> = {
  zero: (units) => ({ kind: 'constants', values: new Float32Array(units.length) }),
  'a constant': (units) => ({
    kind: 'constants',
    values: Float32Array.from(units, (unit) => 0.3 - 0.1 * (unit % 7)),
  }),
  'another sample': () => ({ kind: 'otherSamples', seed: 3 }),
};

/** All but the one whose weights are in another file, which is the same to every way. */
const networks = Object.entries(randomNetworks).filter(([name]) => !name.includes('another file'));

describe.each(networks)('of %s', (_, make) => {
  it.each(['suffix', 'delta'] as const)('deleting by %s gives the counts of masks', async (way) => {
    const open = await openExperiment(make());
    try {
      for (const layer of open.network.layers.keys()) {
        if (!cutOf(open.network, layer, way)) continue;
        for (const replaceBy of Object.values(replacements)) {
          const plain = await deleteEach(open, layer, 'masks', replaceBy);
          const fast = await deleteEach(open, layer, way, replaceBy);
          const { lossSum, intactLossSum, ...counts } = fast;
          const { lossSum: expected, intactLossSum: intact, ...plainCounts } = plain;
          expect(counts).toEqual(plainCounts);
          expect(intactLossSum).toBeCloseTo(intact, 3);
          for (const [i, loss] of lossSum.entries()) expect(loss).toBeCloseTo(expected[i], 3);
        }
      }
    } finally {
      await open.close();
    }
  });
});

/**
 * Deletes units of each layer, by each way that is offered for it.
 * @param every so many units of a layer, of which one is taken.
 * @returns for each layer, the ways that were checked.
 */
async function expectMasks(network: Network, data: DeletionData, every: number): Promise<Way[][]> {
  const deleters = new Deleters(network, Infinity);
  const checked: Way[][] = [];
  for (const [layer, { ways }] of planWays(network).layers.entries()) {
    const { firstUnit, unitCount } = network.layers[layer];
    const all = Int32Array.from({ length: unitCount }, (_, i) => firstUnit + i);
    const units = all.filter((_, i) => i % every === 0);
    const masks = new MaskDeleter(network, layer);
    const offered = ways.map(({ way }) => way).filter((way) => way !== 'masks');
    for (const replacement of [0, 0.25]) {
      const values = new Float32Array(units.length).fill(replacement);
      const deletion: Deletion = {
        units,
        replacements: { kind: 'constants', values },
        loss: true,
        blockSize: 8 * network.batchSize,
      };
      const expected = await deleteUnits(network, masks, data, deletion);
      for (const way of offered) {
        const [deleter] = await deleters.get([{ layer, way }]);
        expect(deleter).not.toBeInstanceOf(MaskDeleter);
        const found = await deleteUnits(network, deleter, data, deletion);
        await expectSameResult(found, expected, data.labels.length, () => nearTies(network, data, deletion));
      }
    }
    checked.push(offered);
  }
  await deleters.release();
  return checked;
}

interface Trained {
  readonly modelPath: string;
  readonly dataPath: string;
  readonly dataRoots?: readonly string[];
  readonly samples: number;
  readonly every: number;
}

async function expectTrained({
  modelPath,
  dataPath,
  dataRoots = [],
  samples,
  every,
}: Trained): Promise<void> {
  const inputs = { modelPath, dataPath, dataRoots, samples, engine: 'cpu' as const, memoryBytes: 4e9 };
  const open = await openInputs(onnxRuntime, inputs);
  const { network, dataset } = open;
  const pixels = new Float32Array(samples * network.sampleSize);
  await dataset.read(0, pixels);
  const checked = await expectMasks(network, { inputs: pixels, labels: dataset.labels }, every);
  // Only what comes after the layer runs, and mostly what comes after the next sums.
  expect(checked.every((ways) => ways.includes('suffix'))).toBe(true);
  const fast = checked.filter((ways) => ways.includes('delta') || ways.includes('tail'));
  expect(fast.length).toBeGreaterThan(checked.length / 2);
  await open.close();
}

const examples = join(import.meta.dirname, '../../../examples/digits');

describe('every way that is offered agrees with masks', () => {
  it.each(['digits', 'digits-memorised'])('on the sample network %s', (name) =>
    expectTrained({
      modelPath: join(examples, `${name}.onnx`),
      dataPath: join(examples, 'test.dataset.json'),
      samples: 100,
      every: 1,
    }),
  );

  it('on a network whose batch is fixed by what it computes', () =>
    opened(fixedBatch.lines, fixedBatch.facts, async (network) => {
      const random = new Random(7);
      // The last of the batches is not full.
      const samples = 4 * 8 + 3;
      const inputs = Float32Array.from({ length: samples * network.sampleSize }, () => random.normal());
      const labels = Int32Array.from({ length: samples }, () => random.below(3));
      expect(await expectMasks(network, { inputs, labels }, 1)).toEqual([[], ['tail']]);
    }));

  const folder = temporaryFolder();

  describe.skipIf(!existsSync(join(shared, 'models')))('on trained networks', () => {
    it.each([
      ['mnist_mlp_c000.test2000', 48, 20],
      ['cifar_conv_nobn.test500', 24, 20],
      ['f_ort_mnist.test2000', 48, 5],
    ])('%s', async (name, samples, every) => {
      const dataPath = await describeReferenceData(folder.path, name, samples);
      await expectTrained({
        modelPath: referenceModel(name),
        dataPath,
        dataRoots: [referenceData],
        samples,
        every,
      });
    });

    it('resnet20', () => {
      const data = {
        inputs: join(referenceData, 'cifar10_test_846.bin'),
        scale: 1 / 255,
        mean: [0.485, 0.456, 0.406],
        std: [0.229, 0.224, 0.225],
      };
      return expectTrained({
        modelPath: join(shared, 'models/resnet20/resnet20.onnx'),
        dataPath: folder.write('cifar.dataset.json', JSON.stringify(data)),
        dataRoots: [referenceData],
        samples: 24,
        every: 32,
      });
    });
  });
});
