import picomatch from 'picomatch/posix.js';
import { InputError } from '../inputError.js';
import type { ResultFile, ResultLayer } from '../results/schema.js';
import { ablate } from './ablations.js';
import { addInto, emptyActivity, mergeActivity, type ActivityTable } from './activity.js';
import {
  ablationColumns,
  activityColumns,
  finite,
  selectivityColumns,
  sum,
  type AblationTable,
} from './columns.js';
import {
  measureCurve,
  passesOfCurve,
  planCurves,
  type Curve,
  type CurvePlan,
  type Rankings,
} from './curves.js';
import { checkGroups, deleteGroups, passesOfGroups } from './groups.js';
import type { UnitLayer } from './network.js';
import { measureNoise, passesOfNoise } from './noise.js';
import { ablateOptimally, optimalSweeps } from './optimalConstants.js';
import { derangement } from './orders.js';
import {
  byConstants,
  byOtherSamples,
  passesOf,
  planAblation,
  planActivity,
  planInformation,
  type PlanFacts,
} from './plan.js';
import { scopesOf } from './scopes.js';
import type { AnalysisSettings, Replacement } from './settings.js';
import { checkSettings } from './settingsCheck.js';
import type { Range, Shard, ShardRunner } from './shards.js';
import { runShards, type Sweep } from './sweep.js';

/** What an analysis is made on: facts of the network and its data, no files. */
export interface AnalysisSubject {
  readonly layers: readonly UnitLayer[];
  /** Per layer, L1 norms of the units' incoming weights; null where there are none. */
  readonly incomingNorms: readonly (Float64Array | null)[];
  readonly classCount: number;
  readonly labels: Int32Array;
  readonly facts: PlanFacts;
}

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
  Partial<Pick<ResultFile, 'curves' | 'noise' | 'groups'>>;

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
  const { chosen, ranges, units, sweeps } = plan;
  const sweep: Sweep = { facts, ranges, units, classCount, loss: settings.loss, runner, signal };
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
      columns.ablation = ablationColumns(layer, ablations, classCount, facts.samples, settings.loss);
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
  };

  const constants = constantReplacements(settings, activity, tables);
  if (plan.curves.length > 0) {
    const rankings = rankingsOf(
      resultLayers,
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

/** What an analysis is going to do, and how much work that is. */
function planAnalysis({ layers, facts }: AnalysisSubject, settings: AnalysisSettings) {
  const chosen = chosenLayers(layers, settings.layers);
  const ranges = chosen.map(({ firstUnit, unitCount }): Range => ({ first: firstUnit, count: unitCount }));
  const units = layers.reduce((count, { unitCount }) => count + unitCount, 0);
  const scopes = scopesOf(chosen, settings.curves.scopes);
  const drawsCurves = settings.measures.includes('curves');
  const curves = drawsCurves ? planCurves(settings.curves, scopes, units, settings.seed) : [];
  const noiseScopes = settings.measures.includes('noise') ? scopes : [];
  const groups = checkGroups(settings.groups, units);
  const ranks = (by: readonly string[]) => curves.some((curve) => by.includes(curve.by));
  const informs = settings.measures.includes('selectivity') || ranks(['selectivity', 'information']);
  const sweeps = ablationSweeps(
    settings,
    ranks(['importance', 'accuracy']),
    curves.length + groups.length > 0,
  );
  checkSettings(settings, facts.samples, ranges, curves, groups);
  const activityShards = planActivity(facts);
  const informationShards = informs ? planInformation(facts, ranges) : [];
  // The amount of work does not depend on what units are clamped to, which is not known yet.
  const draft = planAblation(facts, ranges, byConstants(new Float32Array(units)), settings.loss);
  const work = (shards: readonly Shard[]) =>
    shards.reduce((all, shard) => all + passesOf(shard, facts.samples), 0);
  const statistics = work(activityShards) + work(informationShards);
  const rounds = sweeps.reduce(
    (all, replacement) => all + (replacement === 'optimal' ? optimalSweeps : 1),
    0,
  );
  const deleting = rounds * work(draft);
  const constants = settings.replacements.filter((replacement) => replacement !== 'resample').length;
  const drawing = curves.reduce(
    (all, curve) => all + (isRotation(curve) ? 1 : constants) * passesOfCurve(curve, facts.samples),
    0,
  );
  const noising = passesOfNoise(settings.noise, noiseScopes, facts.samples);
  const grouping = passesOfGroups({ facts, loss: settings.loss }, groups);
  const passes = statistics + deleting + drawing + noising + grouping;
  const deletions = rounds * ranges.reduce((count, range) => count + range.count, 0);
  const shards = { activityShards, informationShards };
  return {
    chosen,
    ranges,
    units,
    ...shards,
    informs,
    sweeps,
    curves,
    noiseScopes,
    groups,
    statistics,
    deleting,
    deletions,
    passes,
  };
}

/** Units deleted when so much work is done. */
function deletionsAt(
  {
    statistics,
    deleting,
    deletions,
  }: { readonly statistics: number; readonly deleting: number; readonly deletions: number },
  done: number,
): { done: number; total: number } {
  return {
    done: Math.min(deletions, Math.floor((deletions * (done - statistics)) / deleting)),
    total: deletions,
  };
}

/** An axis is taken out, whatever units are replaced by: such a curve is measured once. */
function isRotation({ control }: CurvePlan): boolean {
  return control === 'rotation';
}

/** The replacement values that every unit is deleted with, those first that others need. */
function ablationSweeps(settings: AnalysisSettings, ranks: boolean, removes: boolean): Replacement[] {
  const wanted = new Set<Replacement>(settings.measures.includes('importance') ? settings.replacements : []);
  if (ranks) wanted.add('zero');
  if (removes && settings.replacements.includes('optimal')) wanted.add('optimal');
  if (wanted.has('optimal')) wanted.add('zero').add('mean');
  return (['zero', 'mean', 'resample', 'optimal'] as const).filter((replacement) => wanted.has(replacement));
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
      return ablate(sweep, byOtherSamples(derangement(sweep.facts.samples, settings.seed)), zeros);
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
    importance: all.map((unit) => (table ? finite(table.lossSum[unit]) : null)),
    accuracy: all.map((unit) =>
      table ? -sum(table.correctPerClass.subarray(unit * classes, (unit + 1) * classes)) : null,
    ),
  };
}

/**
 * The layers that ids or globs ask for, in forward order.
 * @throws InputError where one matches no layer.
 */
export function chosenLayers(layers: readonly UnitLayer[], wanted: readonly string[] | null): UnitLayer[] {
  if (wanted === null) return [...layers];
  const matchers = wanted.map((pattern) => {
    const matches = picomatch(pattern);
    const test = (id: string) => id === pattern || matches(id);
    if (!layers.some(({ id }) => test(id))) {
      const ids = layers
        .slice(0, 12)
        .map(({ id }) => id)
        .join(', ');
      throw new InputError(
        `No hidden layer is called "${pattern}"; the layers are ${ids}${layers.length > 12 ? ', ... (see inspect)' : ''}.`,
      );
    }
    return test;
  });
  return layers.filter(({ id }) => matchers.some((test) => test(id)));
}

/** Samples of each class. */
export function countClasses(labels: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = counts[label] + 1;
  return counts;
}
