import type { ResultFile, ResultLayer } from '../results/schema.js';
import { ablate, type EarlierCounts } from './ablations.js';
import type { AblationSoFar } from './ablationSoFar.js';
import type { ActivityTable } from './activity.js';
import { deletionsAt, isRotation, planAnalysis, type AnalysisSubject } from './analysisPlan.js';
import { ablationColumns, finite, sum, type AblationTable } from './columns.js';
import { measureCurves, type Rankings } from './curves.js';
import { deleteGroups } from './groups.js';
import { measureIntact, measureIntactAndAblate, type IntactActivity } from './intactActivity.js';
import { measureNoise } from './noise.js';
import { ablateOptimally } from './optimalConstants.js';
import { byConstants, byOtherSamples } from './planAblation.js';
import { layerStatistics, withAblations, withoutLargeMatrices } from './resultLayers.js';
import type { AnalysisSettings, Replacement } from './settings.js';
import type { ShardRunner, Way } from './shards.js';
import { deletedUnits, runShards, type Sweep } from './sweep.js';
import { chooseWays, timingKey } from './ways/chooseWays.js';

/** Work in passes of one sample through the network. */
export interface AnalysisProgress {
  readonly phase: 'statistics' | 'ablation' | 'curves' | 'noise' | 'groups';
  readonly done: number;
  readonly total: number;
  /** Units deleted so far and in all, each replacement value counted; only while units are deleted. */
  readonly deletions?: { readonly done: number; readonly total: number };
  /** In an estimate: how many samples the units have been counted on that are still deleted. */
  readonly drawn?: number;
  /**
   * What has been measured so far, built when it is asked for; while units are deleted, and once after. Matrices of
   * more than a million entries are left out, and so are counts per class of units.
   */
  readonly partial?: () => Measured;
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
 * @param estimated what an estimate has counted already, and need not be counted again.
 * @throws InputError where a wanted layer, unit or order does not exist; the signal's reason once it is aborted.
 */
export async function* analyse(
  subject: AnalysisSubject,
  settings: AnalysisSettings,
  runner: ShardRunner,
  signal: AbortSignal,
  estimated: ReadonlyMap<Replacement, EarlierCounts> = new Map(),
): AsyncGenerator<AnalysisProgress, Measured> {
  const { layers, classCount, facts } = subject;
  const plan = planAnalysis(subject, settings, estimated.size === 0);
  const { chosen, deletions, units, sweeps } = plan;
  const { loss } = settings;
  const untimed = chooseWays(subject.ways, new Map());
  const timed: Sweep = { facts, deletions, units, classCount, loss, chosen: untimed, runner, signal };
  const total = plan.passes;
  let done = 0;
  let deleting = 0;
  let partial: (() => Measured) | null = null;
  /** Runs a part of the work, and passes its progress on. */
  async function* during<Result>(
    phase: AnalysisProgress['phase'],
    work: AsyncGenerator<number, Result>,
  ): AsyncGenerator<AnalysisProgress, Result> {
    for (let step = await work.next(); ; step = await work.next()) {
      if (step.done) return step.value;
      done += step.value;
      if (phase === 'ablation') deleting += step.value;
      const deletions = phase === 'ablation' ? { deletions: deletionsAt(plan, deleting) } : {};
      yield { phase, done, total, ...deletions, ...(partial && { partial }) };
      // The last counts come in after the last of the work was told: they go with what is done next.
      if (phase !== 'ablation') partial = null;
    }
  }

  const milliseconds = new Map<string, number>();
  const timing = runShards(timed, plan.timingShards, (result, { layer, way }) => {
    milliseconds.set(timingKey(layer, way), result.milliseconds);
  });
  yield* during('statistics', timing);
  const sweep: Sweep = { ...timed, chosen: chooseWays(subject.ways, milliseconds) };

  const tables = new Map<Replacement, AblationTable>();
  const soFar = new Map<Replacement, AblationSoFar>();
  let intact: IntactActivity;
  if (plan.sharesIntact) {
    const started = (each: AblationSoFar) => void soFar.set('zero', each);
    const run = measureIntactAndAblate(sweep, new Float32Array(units), started);
    const both = yield* during('ablation', run);
    tables.set('zero', both.table);
    intact = both.intact;
  } else {
    intact = yield* during('statistics', measureIntact(sweep, plan.activityShards));
  }
  const { activity, baseline } = intact;

  const information = { bits: new Float64Array(units), bins: new Float64Array(units) };
  const informationRun = runShards(sweep, plan.informationShards, (result, shard) => {
    information.bits.set(result.mutualInformation, shard.units.first);
    information.bins.set(result.bins, shard.units.first);
  });
  yield* during('statistics', informationRun);

  const classCounts = countClasses(subject.labels, classCount);
  const statistics = layerStatistics(
    layers,
    chosen,
    activity,
    subject.incomingNorms,
    classCounts,
    plan.informs,
    plan.informs ? information : null,
  );
  const wanted = settings.measures.includes('importance') ? settings.replacements : sweeps;
  const partialStatistics = withoutLargeMatrices(statistics);
  const ways = Object.fromEntries(
    deletions.map(({ layer }) => [layers[layer].id, sweep.chosen.ways[layer]] as const),
  );
  const soFarOf = (): Measured => ({
    baseline,
    ways,
    layers: withAblations(partialStatistics, (i) => {
      const shown = [...soFar].filter(([replacement]) => wanted.includes(replacement));
      return Object.fromEntries(shown.map(([name, each]) => [name, each.columns(layers[i], loss)]));
    }),
  });
  // Counts that go on from an estimate's come in another order, and the estimate tells more till then.
  if (estimated.size === 0) partial = soFarOf;
  for (const replacement of sweeps) {
    if (tables.has(replacement)) continue;
    const started = (each: AblationSoFar) => void soFar.set(replacement, each);
    const run = ablateBy(replacement, sweep, settings, activity, tables, started, estimated);
    tables.set(replacement, yield* during('ablation', run));
  }
  const ablations = new Map([...tables].filter(([replacement]) => wanted.includes(replacement)));

  const isDeleted = deletedUnits(sweep);
  const resultLayers =
    ablations.size === 0
      ? statistics
      : withAblations(statistics, (i) =>
          ablationColumns(layers[i], isDeleted, ablations, classCount, facts.samples, settings.loss),
        );
  const measured: Measured = { baseline, layers: resultLayers, ways: tables.size === 0 ? {} : ways };

  const constants = constantReplacements(settings, activity, tables);
  if (plan.curves.length > 0) {
    const rankings = rankingsOf(
      resultLayers,
      isDeleted,
      tables.get('zero') ?? [...tables.values()][0],
      classCount,
      units,
    );
    const requests = constants.flatMap(([replacement, values], i) =>
      plan.curves
        .filter((curve) => i === 0 || !isRotation(curve))
        .map((curve) => ({ plan: curve, replacement, values })),
    );
    const run = measureCurves(sweep, requests, settings.curves.mode, rankings, layers);
    const drawn = yield* during('curves', run);
    // Where nothing is right or wrong there is no accuracy to take the area of.
    measured.curves = subject.task === 'regression' ? drawn.map((curve) => ({ ...curve, auc: null })) : drawn;
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
  started: (soFar: AblationSoFar) => void,
  estimated: ReadonlyMap<Replacement, EarlierCounts>,
): AsyncGenerator<number, AblationTable> {
  const means = Float32Array.from(activity.mean);
  const zeros = new Float32Array(sweep.units);
  switch (replacement) {
    case 'zero':
      return ablate(sweep, byConstants(zeros), zeros, started, estimated.get('zero'));
    case 'mean':
      return ablate(sweep, byConstants(means), means, started);
    case 'resample':
      return ablate(sweep, byOtherSamples(settings.seed), zeros, started, estimated.get('resample'));
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
