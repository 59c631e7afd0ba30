import type { Ablation } from '../results/schema.js';
import { addCounts } from './ablations.js';
import { ablationColumns, emptyAblation, finite, sum, type AblationTable } from './columns.js';
import type { UnitLayer } from './unitLayers.js';
import { openUnits, type EstimateGoal } from './openUnits.js';
import { drawnRanges } from './plan.js';
import { planAblation } from './planAblation.js';
import type { Replacement } from './settings.js';
import type { AblationShard } from './shards.js';
import { deletedUnits, runShards, type Sweep } from './sweep.js';

/** How the intact network did on the first so many drawn samples. */
interface IntactSums {
  readonly correct: number;
  /** In nats. */
  readonly loss: number;
}

/** How far an estimate has come. */
export interface EstimateStep {
  /** Work since the last step, in passes of one sample through the network. */
  readonly passes: number;
  /** Units that are still being deleted, and how many samples they have been counted on. */
  readonly open: number;
  readonly drawn: number;
  /** About how much work is left. */
  readonly passesLeft: number;
}

type CountedTable = AblationTable & { readonly samples: Float64Array };
type Looked = Pick<CountedTable, 'samples' | 'turnedWrong' | 'turnedRight' | 'lossSum'>;

/** Every unit of a sweep deleted by itself, each on as many of the first samples of a random order as it takes. */
export class EstimatedAblations {
  readonly table: CountedTable;
  readonly #intact = new Map<number, IntactSums>();
  /** The counts at the last look, when all open units had been deleted on the same samples. */
  #looked: Looked;

  constructor(
    private readonly sweep: Sweep,
    private readonly replaceBy: (units: Int32Array) => AblationShard['replaceBy'],
    values: Float32Array,
  ) {
    const { units, classCount } = sweep;
    this.table = { ...emptyAblation(units, classCount, values), samples: new Float64Array(units) };
    this.#looked = this.#snapshot();
  }

  /**
   * Draws samples until every unit is settled.
   * @param looks numbers of samples at which units are looked at, ascending; the last is all.
   */
  async *run(looks: readonly number[], draw: number, goal: EstimateGoal): AsyncGenerator<EstimateStep, void> {
    const { sweep, table } = this;
    const { facts, loss, chosen, deletions } = sweep;
    const all = deletions.flatMap(({ units }) => [...units]);
    let open = all;
    let left = all.length * looks[0];
    let drawn = 0;
    let intact: IntactSums = { correct: 0, loss: 0 };
    for (const look of looks) {
      if (open.length === 0) return;
      const isOpen = new Set(open);
      const layers = deletions.map(({ layer, units }) => {
        return { units: units.filter((unit) => isOpen.has(unit)), effort: chosen.efforts[layer] };
      });
      const ranges = drawnRanges(facts, draw, drawn, look);
      const shards = planAblation(facts, layers, this.replaceBy, loss, chosen.ways, ranges);
      const seen = new Set<number>();
      const run = runShards(sweep, shards, (result, shard) => {
        addCounts(table, result, shard.units);
        // Each range of samples comes with several lists of units.
        if (seen.has(shard.samples.first)) return;
        seen.add(shard.samples.first);
        const { correct, loss: before } = intact;
        intact = { correct: correct + sum(result.intactPerClass), loss: before + result.intactLossSum };
      });
      for await (const passes of run) {
        left = Math.max(0, left - passes);
        yield { passes, open: open.length, drawn, passesLeft: left };
      }
      for (const unit of open) table.samples[unit] = look;
      this.#intact.set(look, intact);
      this.#looked = this.#snapshot();
      drawn = look;
      const found = openUnits(open, all, table, goal);
      open = found.units;
      left = sum(found.needed) - open.length * drawn;
    }
  }

  /** A layer's columns, as the result file has them. */
  columns(layer: UnitLayer, replacement: Replacement): Ablation {
    const { sweep, table } = this;
    const ablations = new Map([[replacement, table]]);
    const isDeleted = deletedUnits(sweep);
    const { classCount, facts, loss } = sweep;
    const columns = ablationColumns(layer, isDeleted, ablations, classCount, facts.samples, loss);
    return { ...columns[replacement], ...this.#lossRises(layer) };
  }

  /** A layer's columns as of the last look. Matrices, and what needs all samples, are left out. */
  columnsSoFar(layer: UnitLayer): Ablation {
    const { samples, turnedWrong, turnedRight } = this.#looked;
    const { firstUnit, unitCount } = layer;
    const column = (values: Float64Array) => [...values.subarray(firstUnit, firstUnit + unitCount)];
    const correct = turnedWrong.map((wrong, unit) => {
      return (this.#intact.get(samples[unit])?.correct ?? 0) - wrong + turnedRight[unit];
    });
    return {
      samples: column(samples),
      correct: column(correct),
      turnedWrong: column(turnedWrong),
      turnedRight: column(turnedRight),
      ...this.#lossRises(layer),
    };
  }

  /** The mean rise of the loss over each unit's own samples: the intact network's mean loss is of other ones. */
  #lossRises({ firstUnit, unitCount }: UnitLayer): Pick<Ablation, 'lossRise'> {
    if (!this.sweep.loss) return {};
    const { samples, lossSum } = this.#looked;
    const lossRise = Array.from({ length: unitCount }, (_, i) => {
      const unit = firstUnit + i;
      const intact = this.#intact.get(samples[unit])?.loss;
      return intact === undefined ? null : finite((lossSum[unit] - intact) / samples[unit]);
    });
    return { lossRise };
  }

  #snapshot(): Looked {
    const { samples, turnedWrong, turnedRight, lossSum } = this.table;
    return {
      samples: samples.slice(),
      turnedWrong: turnedWrong.slice(),
      turnedRight: turnedRight.slice(),
      lossSum: lossSum.slice(),
    };
  }
}
