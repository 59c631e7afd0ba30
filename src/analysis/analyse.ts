import type { ResultFile, ResultLayer } from '../results/schema.js';
import { ablate } from './ablations.js';
import { addInto, emptyActivity, mergeActivity, type ActivityTable } from './activity.js';
import { deletionsAt, isRotation, planAnalysis, type AnalysisSubject } from './analysisPlan.js';
import {
  ablationColumns,
  activityColumns,
  finite,
  selectivityColumns,
  sum,
  type AblationTable,
} from './columns.js';
import { measureCurve, type Curve, type Rankings } from './curves.js';
import { deleteGroups } from './groups.js';
import { measureNoise } from './noise.js';
import { ablateOptimally } from './optimalConstants.js';
import { byConstants, byOtherSamples } from './plan.js';
import type { AnalysisSettings, Replacement } from './settings.js';
import type { ShardRunner, Way } from './shards.js';
import { runShards, type Sweep } from './sweep.js';
import { chooseWays, timingKey } from './ways/chooseWays.js';

/** Work in passes of one sample through the network. */
export interface AnalysisProgress {
  readonly phase: 'statistics' | 'ablation' | 'curves' | 'noise' | 'groups';
  readonly done: number;
  readonly total: number;
  /** Units deleted so far and in all, each replacement value counted; only while units are deleted. */
  readonly deletions?: { readonly done: number; readonly total: number };
}

/** The part of a result file that is measured. */
export type Measured = Pick<ResultFile, 'baseline' | 'layers'> &
  Partial<Pick<ResultFile, 'curves' | 'noise' | 'groups'>> & {
    /** By layer id, the way in which its units were deleted. */
    readonly ways: Readonly<Record<string, Way>>;
  };

/**
 * Measures a network: statistics of the units' activity first, then each unit deleted by itself, then curves,
 * groups and noise. Yields its progress, and returns what it measured. The result is the same to the byte for
 * any runner.
 * @throws InputError where a wanted layer, unit or order does not exist; the signal's reason once it is aborted.
 */
export async function* analyse(
  subject: AnalysisSubject,
  settings: AnalysisSettings,
  runner: ShardRunner,
  signal: AbortSignal,
): AsyncGenerator<AnalysisProgress, Measured> {
  const { layers, classCount, facts } = subject;
  const plan = planAnalysis(subject, settings);
  const { chosen, deletions, units, sweeps } = plan;
  const { loss } = settings;
  const estimated = chooseWays(subject.ways, new Map());
  const timed: Sweep = { facts, deletions, units, classCount, loss, chosen: estimated, runner, signal };
  const total = plan.passes;
  let done = 0;
  /** Runs a part of the work, and passes its progress on. */
  async function* during<Result>(
    phase: AnalysisProgress['phase'],
    work: AsyncGenerator<number, Result>,
  ): AsyncGenerator<AnalysisProgress, Result> {
    for (let step = await work.next(); ; step = await work.next()) {
      if (step.done) return step.value;
      done += step.value;
      const progress = { phase, done, total };
      if (phase !== 'ablation') yield progress;
      else yield { ...progress, deletions: deletionsAt(plan, done) };
    }
  }

  const milliseconds = new Map<string, number>();
  const timing = runShards(timed, plan.timingShards, (result, { layer, way }) => {
    milliseconds.set(timingKey(layer, way), result.milliseconds);
  });
  yield* during('statistics', timing);
  const sweep: Sweep = { ...timed, chosen: chooseWays(subject.ways, milliseconds) };

  const activity = emptyActivity(units, classCount);
  const baseline = { correctPerClass: new Float64Array(classCount), correctHalf: 0, lossSum: 0 };
  const activityRun = runShards(sweep, plan.activityShards, (result) => {
    mergeActivity(activity, result);
    addInto(baseline.correctPerClass, result.correctPerClass);
    baseline.correctHalf += result.correctHalf;
    baseline.lossSum += result.lossSum;
  });
  yield* during('statistics', activityRun);

  const information = { bits: new Float64Array(units), bins: new Float64Array(units) };
  const informationRun = runShards(sweep, plan.informationShards, (result, shard) => {
    information.bits.set(result.mutualInformation, shard.units.first);
    information.bins.set(result.bins, shard.units.first);
  });
  yield* during('statistics', informationRun);

  const tables = new Map<Replacement, AblationTable>();
  for (const replacement of sweeps) {
    tables.set(
      replacement,
      yield* during('ablation', ablateBy(replacement, sweep, settings, activity, tables)),
    );
  }
  const wanted = settings.measures.includes('importance') ? settings.replacements : sweeps;
  const ablations = new Map([...tables].filter(([replacement]) => wanted.includes(replacement)));

  const isDeleted = new Uint8Array(units);
  for (const part of deletions) for (const unit of part.units) isDeleted[unit] = 1;
  const classCounts = countClasses(subject.labels, classCount);
  const resultLayers = layers.map((layer, i): ResultLayer => {
    const { id, kind, operator, activation, shape, unitCount } = layer;
    const head = { id, kind, operator, activation, shape: [...shape], unitCount };
    if (!chosen.includes(layer)) return { ...head, units: {} };
    const columns = activityColumns(layer, activity, classCounts, subject.incomingNorms[i] ?? null);
    const at = (column: Float64Array) => [...column.subarray(layer.firstUnit, layer.firstUnit + unitCount)];
    if (plan.informs) {
      Object.assign(columns, selectivityColumns(columns));
      Object.assign(columns, { mutualInformation: at(information.bits), bins: at(information.bins) });
    }
    if (ablations.size > 0)
      columns.ablation = ablationColumns(
        layer,
        isDeleted,
        ablations,
        classCount,
        facts.samples,
        settings.loss,
      );
    return { ...head, units: columns };
  });
  const measured: Measured = {
    baseline: {
      correct: sum(baseline.correctPerClass),
      ...(settings.loss ? { loss: finite(baseline.lossSum / facts.samples) } : {}),
      correctPerClass: [...baseline.correctPerClass],
      correctHalf: baseline.correctHalf,
    },
    layers: resultLayers,
    ways: Object.fromEntries(
      tables.size === 0 ? [] : deletions.map(({ layer }) => [layers[layer].id, sweep.chosen.ways[layer]]),
    ),
  };

  const constants = constantReplacements(settings, activity, tables);
  if (plan.curves.length > 0) {
    const rankings = rankingsOf(
      resultLayers,
      isDeleted,
      tables.get('zero') ?? [...tables.values()][0],
      classCount,
      units,
    );
    const curves: Curve[] = [];
    for (const [i, [replacement, values]] of constants.entries()) {
      for (const curve of plan.curves.filter((each) => i === 0 || !isRotation(each))) {
        const run = measureCurve(sweep, curve, settings.curves.mode, rankings, replacement, values, layers);
        curves.push(yield* during('curves', run));
      }
    }
    measured.curves = curves;
  }
  if (plan.noiseScopes.length > 0) {
    const run = measureNoise(sweep, settings.noise, plan.noiseScopes, activity, settings.seed);
    measured.noise = yield* during('noise', run);
  }
  if (plan.groups.length > 0) {
    const [[, values]] = constants;
    measured.groups = yield* during('groups', deleteGroups(sweep, plan.groups, values));
  }
  return measured;
}

function ablateBy(
  replacement: Replacement,
  sweep: Sweep,
  settings: AnalysisSettings,
  activity: ActivityTable,
  earlier: ReadonlyMap<Replacement, AblationTable>,
): AsyncGenerator<number, AblationTable> {
  const means = Float32Array.from(activity.mean);
  const zeros = new Float32Array(sweep.units);
  switch (replacement) {
    case 'zero':
      return ablate(sweep, byConstants(zeros), zeros);
    case 'mean':
      return ablate(sweep, byConstants(means), means);
    case 'resample':
      return ablate(sweep, byOtherSamples(settings.seed), zeros);
    case 'optimal': {
      const [zero, mean] = [earlier.get('zero'), earlier.get('mean')];
      if (!zero || !mean) throw new TypeError('The optimal constants are sought from zero and mean on.');
      return ablateOptimally(sweep, activity, zero, mean);
    }
  }
}

/** The replacement values that are constants, with each unit's. */
function constantReplacements(
  { replacements }: AnalysisSettings,
  activity: ActivityTable,
  tables: ReadonlyMap<Replacement, AblationTable>,
): [Replacement, Float32Array][] {
  return replacements
    .filter((replacement) => replacement !== 'resample')
    .map((replacement) => {
      const zeros = new Float32Array(activity.mean.length);
      const means = () => Float32Array.from(activity.mean);
      return [replacement, tables.get(replacement)?.values ?? (replacement === 'mean' ? means() : zeros)];
    });
}

/** What units can be ranked by, by flat index; nulls where it was not measured. */
function rankingsOf(
  layers: readonly ResultLayer[],
  isDeleted: Uint8Array,
  table: AblationTable | undefined,
  classes: number,
  units: number,
): Rankings {
  const column = (name: 'selectivity' | 'mutualInformation') =>
    layers.flatMap(({ units: columns, unitCount }) => columns[name] ?? new Array<null>(unitCount).fill(null));
  const all = Array.from({ length: units }, (_, unit) => unit);
  return {
    selectivity: column('selectivity'),
    information: column('mutualInformation'),
    // The rise in loss and the loss itself rank alike, and so do samples lost and correct, turned around.
    importance: all.map((unit) => (table && isDeleted[unit] === 1 ? finite(table.lossSum[unit]) : null)),
    accuracy: all.map((unit) =>
      table && isDeleted[unit] === 1
        ? -sum(table.correctPerClass.subarray(unit * classes, (unit + 1) * classes))
        : null,
    ),
  };
}

/** Samples of each class. */
export function countClasses(labels: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = counts[label] + 1;
  return counts;
}
