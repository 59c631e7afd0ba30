import type { Ablation } from '../results/schema.js';
import { finite, sum, type AblationTable } from './columns.js';
import type { UnitLayer } from './network.js';

/**
 * What deleting each unit by itself has done to the samples that were read so far. Samples come range by
 * range, each for all units in turn: what is told is the state in which every unit was deleted on the same
 * samples, and before there is one, of the units that were deleted on the first range.
 */
export class AblationSoFar {
  readonly #table: AblationTable;
  readonly #classes: number;
  /** Samples that each unit was deleted on, by flat index. */
  readonly #samples: Float64Array;
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
  }

  /** To be called once what these units did to so many more samples has come into the table. */
  added(units: Int32Array, samples: number): void {
    for (const unit of units) {
      const seen = (this.#samples[unit] += samples);
      if (seen > this.#most) {
        this.#most = seen;
        this.#unitsWithMost = 0;
      }
      if (seen === this.#most) this.#unitsWithMost++;
    }
    if (this.#unitsWithMost === this.#units) this.#even = this.#counts();
  }

  /**
   * A layer's columns. Matrices, and what needs all samples, are left out.
   * @param intactLoss the intact network's loss, summed over the first so many samples; null where it isn't known.
   */
  columns(layer: UnitLayer, intactLoss: (samples: number) => number | null): Ablation {
    const counts = this.#even ?? this.#counts();
    const units = Array.from({ length: layer.unitCount }, (_, unit) => layer.firstUnit + unit);
    const column = (values: Float64Array) => units.map((unit) => values[unit]);
    return {
      samples: column(counts.samples),
      correct: column(counts.correct),
      turnedWrong: column(counts.turnedWrong),
      turnedRight: column(counts.turnedRight),
      lossRise: units.map((unit) => {
        const samples = counts.samples[unit];
        const intact = samples === 0 ? null : intactLoss(samples);
        return intact === null ? null : finite((counts.lossSum[unit] - intact) / samples);
      }),
    };
  }

  #counts(): UnitCounts {
    const { correctPerClass, turnedWrong, turnedRight, lossSum } = this.#table;
    return {
      samples: this.#samples.slice(),
      correct: turnedWrong.map((_, unit) =>
        sum(correctPerClass.subarray(unit * this.#classes, (unit + 1) * this.#classes)),
      ),
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
}
