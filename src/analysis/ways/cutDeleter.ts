import type { EngineSession, EngineTensor } from '../../engine/engine.js';
import type { UnitsLie } from '../../model/reach.js';
import { sizeOf } from '../../model/tensor.js';
import { scoresOutput } from '../instrument.js';
import type { UnitLayer } from '../unitLayers.js';
import { expectedOf, scoreBatch, type ScoreWishes } from '../scores.js';
import type { Tally } from '../tally.js';
import { closeCalls, closeShare, closeSizes } from './closeCalls.js';
import type { CutModel } from './cutModel.js';
import type { IntactBlock, LayerDeleter, Replacements } from './layerDeleter.js';
import type { PlainAnswers } from './plainAnswers.js';
import {
  positionsBehind,
  positionsInLayer,
  putUnit,
  samplesThatDiffer,
  takeRows,
  takeUnit,
  type Rows,
} from './unitPositions.js';

/** What a cut is run with, beside its model. */
export interface CutFacts {
  readonly layer: UnitLayer;
  /** Values that answers are read from, for one sample. */
  readonly scoreWidth: number;
  readonly scored: Omit<ScoreWishes, 'loss'>;
  /** The most samples of one run. */
  readonly samplesPerRun: number;
  /** Answers what is too close to call. */
  readonly plain: PlainAnswers;
}

/** From this share of a block's samples on, all are run: to gather the others would cost more than it saves. */
const worthGathering = 0.85;

/** Layers behind may be rounded in any way: more than `closeShare`, of few runs that are far dearer. */
const cutShare = 16 * closeShare;

/** One run of the cut: a unit, and the samples it is deleted on. */
interface Deletion {
  readonly unit: number;
  /** Places in the block. */
  readonly samples: Int32Array;
  /** What the unit's outputs become: a constant, or its outputs in other values of the layer. */
  readonly replacement: number | Float32Array;
}

/**
 * Deletes units by running only a part of the network again: what comes after the layer, or after the next
 * linear operators. Samples on which a unit already equals its replacement keep their answers.
 */
export class CutDeleter implements LayerDeleter {
  readonly needs: readonly string[];
  readonly #buffers = new Map<string, Float32Array>();

  constructor(
    private readonly cut: CutModel,
    private readonly session: EngineSession,
    private readonly facts: CutFacts,
  ) {
    const tensors = [...cut.kept, ...cut.before].map(({ tensor }) => tensor.name);
    this.needs = [...new Set([facts.layer.tensor, ...tensors])];
  }

  async delete(
    block: IntactBlock,
    units: Int32Array,
    replacements: Replacements,
    tally: Tally,
    at: number,
    step: (passes: number) => Promise<void>,
  ): Promise<void> {
    const { layer, scoreWidth, scored, samplesPerRun, plain } = this.facts;
    const wants = { ...scored, loss: tally.loss };
    const perSample = block.expected.length / block.samples;
    // Where nothing is taken from sums that were rounded before, what runs is the network's own.
    const sizes = this.cut.before.length > 0 ? closeSizes(block.scores, scoreWidth, cutShare) : null;
    for (const [i, flat] of units.entries()) {
      const unit = flat - layer.firstUnit;
      const replacement = replacements.kind === 'constants' ? replacements.values[i] : replacements.values;
      const active = this.#active(block, unit, replacement);
      for (let first = 0; first < active.length; first += samplesPerRun) {
        const samples = active.subarray(first, first + samplesPerRun);
        const scores = await this.#run(block, { unit, samples, replacement });
        const expected = expectedOf(block.expected, perSample, samples);
        const { correct, loss } = scoreBatch(scores, expected, scoreWidth, wants);
        if (sizes) {
          const own = Float32Array.from(samples, (sample) => sizes[sample]);
          const close = closeCalls(scores, expected, scoreWidth, scored, own);
          const places = Int32Array.from(close, (k) => samples[k]);
          const settled = await plain.correct(block, places, flat, replacement);
          for (const [j, k] of close.entries()) correct[k] = settled[j];
        }
        for (let k = 0; k < samples.length; k++) {
          tally.change(block, at + i, samples[k], correct[k], loss[k]);
        }
      }
      await step(block.samples);
    }
  }

  release(): Promise<void> {
    return this.session.release();
  }

  /** The samples of a block that a deletion changes; all of them where that is nearly so. */
  #active(block: IntactBlock, unit: number, replacement: number | Float32Array): Int32Array {
    const { layer } = this.facts;
    const places = positionsInLayer(layer, unit);
    const active = samplesThatDiffer(rowsOf(block, layer.tensor), block.samples, places, replacement);
    return active.length === 0 || active.length < worthGathering * block.samples
      ? active
      : Int32Array.from({ length: block.samples }, (_, sample) => sample);
  }

  /** Scores of some samples with a unit replaced. */
  async #run(block: IntactBlock, deletion: Deletion): Promise<Float32Array> {
    const { cut } = this;
    const { samples, unit } = deletion;
    const feeds: Record<string, EngineTensor> = {};
    for (const { input, tensor } of cut.kept) {
      const data = this.#rows(block, tensor.name, input, samples);
      feeds[input] = { type: 'float32', dims: [samples.length, ...tensor.dims], data };
    }
    for (const { input, tensor, lies } of cut.before) {
      const inner = sizeOf(tensor.dims.slice(1));
      const dims = lies.kind === 'maps' ? [1, ...tensor.dims.slice(1)] : [lies.positions];
      const data = this.#buffer(input, sizeOf(dims)).subarray(0, samples.length * sizeOf(dims));
      takeUnit(rowsOf(block, tensor.name), samples, positionsBehind(lies, unit, inner), data);
      feeds[input] = { type: 'float32', dims: [samples.length, ...dims], data };
    }
    for (const { input, lies } of cut.rows) {
      const data = weightRows(lies, unit);
      feeds[input] = { type: 'int64', dims: [data.length], data };
    }
    if (cut.unit !== null) {
      feeds[cut.unit] = { type: 'int64', dims: [1], data: BigInt64Array.of(BigInt(unit)) };
    }
    if (cut.after !== null) {
      const { shape } = this.facts.layer;
      const dims = [samples.length, 1, ...shape.slice(1)];
      feeds[cut.after] = { type: 'float32', dims, data: this.#replacing(deletion, cut.after) };
    }
    if (!cut.feedsUnits) return this.#scores(feeds);
    return this.#runWithUnits(block, deletion, feeds);
  }

  /** Runs with the layer's own outputs fed, those of the unit overwritten for as long as that takes. */
  async #runWithUnits(
    block: IntactBlock,
    deletion: Deletion,
    feeds: Record<string, EngineTensor>,
  ): Promise<Float32Array> {
    const { layer } = this.facts;
    const { samples, unit } = deletion;
    const data = this.#rows(block, layer.tensor, layer.tensor, samples);
    const rows = { values: data, width: data.length / samples.length };
    const dims = [samples.length * layer.rowsPerSample, ...layer.dimsBehind];
    feeds[layer.tensor] = { type: 'float32', dims, data };
    const places = positionsInLayer(layer, unit);
    const before = this.#buffer('before', places.groups * places.length);
    takeUnit(rows, Int32Array.from(samples.keys()), places, before);
    putUnit(rows, samples.length, places, this.#replacing(deletion, 'replacing'));
    try {
      return await this.#scores(feeds);
    } finally {
      putUnit(rows, samples.length, places, before);
    }
  }

  async #scores(feeds: Readonly<Record<string, EngineTensor>>): Promise<Float32Array> {
    const results = await this.session.run(feeds, [scoresOutput]);
    return results[scoresOutput].data as Float32Array;
  }

  /** What the unit's outputs become on the samples, one sample behind the other. */
  #replacing({ unit, samples, replacement }: Deletion, name: string): Float32Array {
    const { layer } = this.facts;
    const places = positionsInLayer(layer, unit);
    const size = places.groups * places.length;
    const data = this.#buffer(name, size).subarray(0, samples.length * size);
    if (typeof replacement === 'number') data.fill(replacement);
    else takeUnit({ values: replacement, width: size * layer.unitCount }, samples, places, data);
    return data;
  }

  /** Values of a tensor on some samples: a view where they lie one behind the other, else a copy. */
  #rows(block: IntactBlock, tensor: string, input: string, samples: Int32Array): Float32Array {
    const rows = rowsOf(block, tensor);
    const { values, width } = rows;
    const [first, count] = [samples[0], samples.length];
    if (samples[count - 1] - first === count - 1) {
      return values.subarray(first * width, (first + count) * width);
    }
    const data = this.#buffer(input, width).subarray(0, count * width);
    takeRows(rows, samples, data);
    return data;
  }

  /** A buffer for the samples of a run, kept from run to run. */
  #buffer(name: string, width: number): Float32Array {
    const found = this.#buffers.get(name) ?? new Float32Array(width * this.facts.samplesPerRun);
    this.#buffers.set(name, found);
    return found;
  }
}

function rowsOf(block: IntactBlock, tensor: string): Rows {
  const values = block.tensors.get(tensor) ?? new Float32Array();
  return { values, width: values.length / block.samples };
}

/** Where a unit's weights stand among those of an operator. */
function weightRows(lies: UnitsLie, unit: number): BigInt64Array {
  const { start, length, stride } = positionsBehind(lies, unit, 1);
  return BigInt64Array.from({ length }, (_, p) => BigInt(start + p * stride));
}
