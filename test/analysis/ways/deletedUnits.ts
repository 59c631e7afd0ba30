import { expect } from 'vitest';
import type { Network } from '../../../src/analysis/network.js';
import { scoreBatch } from '../../../src/analysis/scores.js';
import type { AblationResult } from '../../../src/analysis/shards.js';
import { Tally } from '../../../src/analysis/tally.js';
import type { IntactBlock, LayerDeleter, Replacements } from '../../../src/analysis/ways/layerDeleter.js';

/** Samples with their labels, on which units are deleted. */
export interface DeletionData {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
}

export interface Deletion {
  /** Flat indexes. */
  readonly units: Int32Array;
  /** Of all samples. */
  readonly replacements: Replacements;
  readonly loss: boolean;
  /** Samples of a block. */
  readonly blockSize: number;
}

/** Deletes units one way, block by block. */
export async function deleteUnits(
  network: Network,
  deleter: LayerDeleter,
  data: DeletionData,
  { units, replacements, loss, blockSize }: Deletion,
): Promise<AblationResult> {
  const { classCount, sampleSize } = network;
  const samples = data.labels.length;
  const tally = new Tally(units.length, classCount, loss);
  for (let first = 0; first < samples; first += blockSize) {
    const count = Math.min(blockSize, samples - first);
    const inputs = data.inputs.subarray(first * sampleSize, (first + count) * sampleSize);
    const labels = data.labels.subarray(first, first + count);
    const { scores, tensors } = await network.intact(inputs, deleter.needs);
    const probabilities = network.givesProbabilities;
    const intact = scoreBatch(scores, labels, classCount, { loss, probabilities });
    const ranking = Uint8Array.from(labels, (_, i) => (first + i) % 2);
    const expected = labels;
    const block: IntactBlock = { samples: count, inputs, labels, expected, ranking, tensors, scores, intact };
    const size = replacements.values.length / samples;
    const own: Replacements =
      replacements.kind === 'constants'
        ? replacements
        : { kind: 'outputs', values: replacements.values.subarray(first * size, (first + count) * size) };
    tally.addIntact(block);
    let passes = 0;
    await deleter.delete(block, units, own, tally, 0, async (done) => void (passes += done));
    expect(passes).toBe(count * units.length);
  }
  return tally.result();
}

/** For each unit, how many samples have two best logits that rounding may swap once it is held at a constant. */
export async function nearTies(
  network: Network,
  { inputs, labels }: DeletionData,
  { units, replacements }: Deletion,
): Promise<number[]> {
  const classes = network.classCount;
  const counts: number[] = [];
  for (const [i, unit] of units.entries()) {
    const clamps = replacements.kind === 'constants' ? [{ unit, value: replacements.values[i] }] : [];
    let ties = 0;
    for (let first = 0; first < labels.length; first += network.batchSize) {
      const part = inputs.subarray(
        first * network.sampleSize,
        Math.min(labels.length, first + network.batchSize) * network.sampleSize,
      );
      const { scores } = await network.run(part, clamps, []);
      for (let row = 0; row < scores.length; row += classes) {
        const [best, second] = [...scores.subarray(row, row + classes)].sort((a, b) => b - a);
        if (best - second < 1e-5) ties++;
      }
    }
    counts.push(ties);
  }
  return counts;
}

/**
 * Counts alike but for near-ties, and losses alike to what single precision leaves of the mean.
 * @param ties of each unit; asked for only where counts are apart.
 */
export async function expectSameResult(
  found: AblationResult,
  expected: AblationResult,
  samples: number,
  ties: () => Promise<readonly number[]>,
): Promise<void> {
  const units = expected.lossSum.length;
  const allowed = countsOf(found) === countsOf(expected) ? new Array<number>(units).fill(0) : await ties();
  for (const column of ['correctPerClass', 'correctHalf', 'turnedWrong', 'turnedRight'] as const) {
    const width = expected[column].length / units;
    expected[column].forEach((count, at) => {
      const off = Math.abs(found[column][at] - count);
      const most = allowed[Math.floor(at / width)];
      expect(off, `${column} ${at}: ${found[column][at]} instead of ${count}`).toBeLessThanOrEqual(most);
    });
  }
  expected.lossSum.forEach((sum, unit) => {
    // Logits below 100 are rounded by up to 4e-6, of which most evens out over samples.
    const tolerance = 1e-6 * Math.abs(sum) + 1e-6 * samples;
    expect(Math.abs(found.lossSum[unit] - sum), `loss of ${unit}`).toBeLessThanOrEqual(tolerance);
  });
}

function countsOf({ correctPerClass, correctHalf, turnedWrong, turnedRight }: AblationResult): string {
  return [correctPerClass, correctHalf, turnedWrong, turnedRight].join(' ');
}
