import type { Ablation } from '../results/schema.js';
import { finite, sum, type AblationTable } from './columns.js';
import type { UnitLayer } from './unitLayers.js';

/**
 * What deleting each unit by itself has done so far. Shards take some units, or some samples, one after the other:
 * only units that were deleted on the same samples are told of, so that their counts can be compared, and these
 * are the ones that were deleted on most. Once all units have been on the same, they are told of till they are again.
 */
export class AblationSoFar {
  readonly #table: AblationTable;
  readonly #classes: number;
  /** Samples that each unit was deleted on, by flat index. */
  readonly #samples: Float64Array;
  /** The intact network's loss, summed over these samples. */
  readonly #intactLoss: Float64Array;
  /** Units that are deleted. */
  readonly #units: number;
  #most = 0;
  #unitsWithMost = 0;
  #even: UnitCounts | null = null;

  /** @param table grows while units are deleted. */
  constructor(table: AblationTable, classes: number, units: number) {
    this.#table = table;
    this.#classes = classes;
    this.#units = units;
    this.#samples = new Float64Array(table.turnedWrong.length);
    this.#intactLoss = new Float64Array(table.turnedWrong.length);
  }

  /**
   * To be called once what these units did to so many more samples has come into the table.
   * @param intactLoss the intact network's loss, summed over these samples.
   */
  added(units: Int32Array, samples: number, intactLoss: number): void {
    for (const unit of units) {
      this.#intactLoss[unit] += intactLoss;
      const seen = (this.#samples[unit] += samples);
      if (seen > this.#most) {
        this.#most = seen;
        this.#unitsWithMost = 0;
      }
      if (seen === this.#most) this.#unitsWithMost++;
    }
    if (this.#unitsWithMost === this.#units) this.#even = this.#snapshot();
  }

  /**
   * A layer's columns. Matrices, and what needs all samples, are left out.
   * @param loss whether losses are kept.
   */
  columns(layer: UnitLayer, loss: boolean): Ablation {
    const now = { samples: this.#samples, intactLoss: this.#intactLoss, correct: null };
    const counts = this.#even ?? { ...this.#table, ...now };
    const isTold = (unit: number) => this.#even !== null || this.#samples[unit] === this.#most;
    const column = (values: Float64Array) => units.map((unit) => (isTold(unit) ? values[unit] : 0));
    const units = Array.from({ length: layer.unitCount }, (_, unit) => layer.firstUnit + unit);
    return {
      samples: column(counts.samples),
      correct: units.map((unit) => (isTold(unit) ? (counts.correct?.[unit] ?? this.#correct(unit)) : 0)),
      turnedWrong: column(counts.turnedWrong),
      turnedRight: column(counts.turnedRight),
      ...(loss && {
        lossRise: units.map((unit) => {
          const rise = counts.lossSum[unit] - counts.intactLoss[unit];
          return isTold(unit) ? finite(rise / counts.samples[unit]) : null;
        }),
      }),
    };
  }

  #correct(unit: number): number {
    return sum(this.#table.correctPerClass.subarray(unit * this.#classes, (unit + 1) * this.#classes));
  }

  #snapshot(): UnitCounts {
    const { turnedWrong, turnedRight, lossSum } = this.#table;
    return {
      samples: this.#samples.slice(),
      intactLoss: this.#intactLoss.slice(),
      correct: turnedWrong.map((_, unit) => this.#correct(unit)),
      turnedWrong: turnedWrong.slice(),
      turnedRight: turnedRight.slice(),
      lossSum: lossSum.slice(),
    };
  }
}

/** One entry a unit, by flat index. */
interface UnitCounts {
  readonly samples: Float64Array;
  readonly correct: Float64Array;
  readonly turnedWrong: Float64Array;
  readonly turnedRight: Float64Array;
  readonly lossSum: Float64Array;
  readonly intactLoss: Float64Array;
}
