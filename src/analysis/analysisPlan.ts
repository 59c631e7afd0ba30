import picomatch from 'picomatch/posix.js';
import { hasClasses, type Task } from '../dataset/task.js';
import { InputError } from '../inputError.js';
import { activityBytes } from './activityColumns.js';
import { passesOfCurve, planCurves, type CurvePlan } from './curves.js';
import { deletedUnits } from './deletedUnits.js';
import { checkGroups, passesOfGroups } from './groups.js';
import type { UnitLayer } from './unitLayers.js';
import { passesOfNoise } from './noise.js';
import { optimalSweeps } from './optimalConstants.js';
import {
  passesOf,
  planActivity,
  planInformation,
  deletionRanges,
  sampleRanges,
  type PlanFacts,
} from './plan.js';
import { byConstants, planAblation } from './planAblation.js';
import { scopesOf } from './scopes.js';
import type { AnalysisSettings, Replacement } from './settings.js';
import { checkSettings, checkTask } from './settingsCheck.js';
import type { Range, Shard } from './shards.js';

import { timingsFor } from './ways/chooseWays.js';
import type { NetworkWays } from './ways/planWays.js';

/** What an analysis is made on: facts of the network and its data, no files. */
export interface AnalysisSubject {
  readonly layers: readonly UnitLayer[];
  /** Per layer, L1 norms of the units' incoming weights; null where there are none. */
  readonly incomingNorms: readonly (Float64Array | null)[];
  readonly classCount: number;
  readonly labels: Int32Array;
  /** `classification` where nothing is said. */
  readonly task?: Task;
  readonly facts: PlanFacts;
  /** How units can be deleted, and what that takes. */
  readonly ways: NetworkWays;
}

/**
 * Where deleting all units takes no more than so many passes of the whole network, statistics of their activity come
 * from the same runs of the intact one: more would let a person wait too long for the first numbers.
 */
const mostPassesToShare = 8;

/**
 * What an analysis is going to do, and how much work that is.
 * @param countsAnew whether it goes on from nothing that was counted before.
 */
export function planAnalysis(
  { layers, facts, ways, task = 'classification' }: AnalysisSubject,
  settings: AnalysisSettings,
  countsAnew: boolean,
) {
  const chosen = chosenLayers(layers, settings.layers);
  const ranges = chosen.map(({ firstUnit, unitCount }): Range => ({ first: firstUnit, count: unitCount }));
  const units = layers.reduce((count, { unitCount }) => count + unitCount, 0);
  const scopes = scopesOf(chosen, settings.curves.scopes);
  const drawsCurves = settings.measures.includes('curves');
  const curves = drawsCurves ? planCurves(settings.curves, scopes, units, settings.seed) : [];
  const noiseScopes = settings.measures.includes('noise') ? scopes : [];
  const groups = checkGroups(settings.groups, units);
  const ranks = (by: readonly string[]) => curves.some((curve) => by.includes(curve.by));
  const tellsClasses = settings.measures.includes('selectivity') || ranks(['selectivity', 'information']);
  const informs = hasClasses(task) && tellsClasses;
  const sweeps = ablationSweeps(
    settings,
    ranks(['importance', 'accuracy']),
    curves.length + groups.length > 0,
  );
  checkTask(settings, curves, task);
  checkSettings(settings, facts.samples, ranges, curves, groups);
  const activityShards = planActivity(facts);
  const informationShards = informs ? planInformation(facts, ranges, activityBytes(chosen)) : [];
  const deletions = deletedUnits(layers, chosen, settings.units);
  const counts = layers.map((_, i) => deletions.find(({ layer }) => layer === i)?.units.length ?? 0);
  const samples = { first: 0, count: facts.samples };
  const timingShards = sweeps.length > 0 ? timingsFor(ways, counts, samples) : [];
  // The amount of work does not depend on what units are clamped to, which is not known yet.
  const efforts = ways.layers.map((layer) => layer.ways[0].work / ways.work);
  const drafted = deletions.map((part) => ({ ...part, effort: efforts[part.layer] }));
  const draft = planAblation(facts, drafted, byConstants(new Float32Array(units)), settings.loss, []);
  const work = (shards: readonly Shard[]) =>
    shards.reduce((all, shard) => all + passesOf(shard, facts.samples), 0);
  const passesOfSweep = drafted.reduce((all, { units, effort }) => all + units.length * effort, 0);
  const isShort = draft.length > 0 && passesOfSweep <= mostPassesToShare;
  const sharesIntact = countsAnew && sweeps[0] === 'zero' && isShort && haveSameRanges(facts);
  const rounds = sweeps.reduce(
    (all, replacement) => all + (replacement === 'optimal' ? optimalSweeps : 1),
    0,
  );
  const intact = work(activityShards);
  const deleting = rounds * work(draft) + (sharesIntact ? intact : 0);
  const constants = settings.replacements.filter((replacement) => replacement !== 'resample').length;
  const drawing = curves.reduce(
    (all, curve) => all + (isRotation(curve) ? 1 : constants) * passesOfCurve(curve, facts.samples),
    0,
  );
  const noising = passesOfNoise(settings.noise, noiseScopes, facts.samples);
  const grouping = passesOfGroups({ facts, loss: settings.loss }, groups);
  const statistics = work(informationShards) + (sharesIntact ? 0 : intact);
  const passes = statistics + deleting + drawing + noising + grouping;
  const shards = { activityShards, informationShards, timingShards };
  return {
    chosen,
    units,
    ...shards,
    informs,
    sweeps,
    curves,
    noiseScopes,
    groups,
    sharesIntact,
    deleting,
    deletions,
    deletionCount: rounds * deletions.reduce((count, part) => count + part.units.length, 0),
    passes,
  };
}

/**
 * Units deleted when so much work of deleting them is done.
 * @param done passes.
 */
export function deletionsAt(
  { deleting, deletionCount }: { readonly deleting: number; readonly deletionCount: number },
  done: number,
): { done: number; total: number } {
  return {
    done: Math.min(deletionCount, Math.floor((deletionCount * done) / deleting)),
    total: deletionCount,
  };
}

/** An axis is taken out, whatever units are replaced by: such a curve is measured once. */
export function isRotation({ control }: CurvePlan): boolean {
  return control === 'rotation';
}

/** Whether deletions are cut into the same ranges of samples as statistics, and so give the same sums. */
function haveSameRanges(facts: PlanFacts): boolean {
  return deletionRanges(facts)[0].count === sampleRanges(facts)[0].count;
}

/** The replacement values that every unit is deleted with, those first that others need. */
function ablationSweeps(settings: AnalysisSettings, ranks: boolean, removes: boolean): Replacement[] {
  const wanted = new Set<Replacement>(settings.measures.includes('importance') ? settings.replacements : []);
  if (ranks) wanted.add('zero');
  if (removes && settings.replacements.includes('optimal')) wanted.add('optimal');
  if (wanted.has('optimal')) wanted.add('zero').add('mean');
  return (['zero', 'mean', 'resample', 'optimal'] as const).filter((replacement) => wanted.has(replacement));
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
