import { InputError } from '../inputError.js';
import { countClasses, type AnalysisProgress, type Measured } from './analyse.js';
import { planAnalysis, type AnalysisSubject } from './analysisPlan.js';
import { EstimatedAblations } from './estimatedAblations.js';
import { measureIntact } from './intactActivity.js';
import { stoppedFor } from './openUnits.js';
import { drawOrder } from './orders.js';
import { planActivity } from './plan.js';
import { byConstants, byOtherSamples } from './planAblation.js';
import { layerStatistics, withAblations, withoutLargeMatrices } from './resultLayers.js';
import { rounds } from './rounds.js';
import type { AnalysisSettings, Replacement } from './settings.js';
import type { ShardRunner } from './shards.js';
import type { Sweep } from './sweep.js';
import { chooseWays } from './ways/chooseWays.js';

/** Statistics of the units' activity are of no fewer samples, where there are so many. */
const leastForStatistics = 1024;

/** Settings that ask for an estimate. */
export type EstimateSettings = AnalysisSettings & { readonly precision: number };

export function asksForEstimate(settings: AnalysisSettings): settings is EstimateSettings {
  return settings.precision !== null;
}

/**
 * Estimates what each unit's deletion costs, from the first samples of a random order of all: every unit on as
 * many as it takes for its interval to be narrow enough. Statistics of the units' activity, and the means that
 * replace their outputs, are of the first samples too. The result is the same to the byte for any runner.
 * @throws InputError where something is asked for that is not estimated, or a layer does not exist; the signal's
 * reason once it is aborted.
 */
export async function* estimate(
  subject: AnalysisSubject,
  settings: EstimateSettings,
  runner: ShardRunner,
  signal: AbortSignal,
): AsyncGenerator<AnalysisProgress, Measured> {
  refuseOthers(settings);
  const { layers, classCount, facts } = subject;
  const { precision, top, loss, seed: draw } = settings;
  const plan = planAnalysis(subject, settings, false);
  const { deletions, units, sweeps } = plan;
  const chosen = chooseWays(subject.ways, new Map());
  const sweep: Sweep = { facts, deletions, units, classCount, loss, chosen, runner, signal };
  const looks = rounds(precision, facts.samples, stoppedFor(top), facts.batchSize);
  const samples = Math.min(facts.samples, Math.max(leastForStatistics, looks[0]));
  let done = 0;
  const deleted = deletions.reduce((count, part) => count + part.units.length, 0);

  const shards = planActivity({ ...facts, samples }).map((shard) => {
    return { ...shard, samples: { ...shard.samples, draw } };
  });
  const intactRun = measureIntact(sweep, shards);
  let step = await intactRun.next();
  for (; !step.done; step = await intactRun.next()) {
    done += step.value;
    yield { phase: 'statistics', done, total: samples + sweeps.length * deleted * looks[0] };
  }
  const { activity, baseline } = step.value;
  const drawn = drawOrder(facts.samples, draw).subarray(0, samples);
  const statistics = layerStatistics(
    layers,
    plan.chosen,
    activity,
    subject.incomingNorms,
    countClasses(
      drawn.map((sample) => subject.labels[sample]),
      classCount,
    ),
    settings.measures.includes('selectivity'),
    null,
  );
  const known = {
    baseline: { samples, ...baseline },
    ways: Object.fromEntries(deletions.map(({ layer }) => [layers[layer].id, chosen.ways[layer]])),
  };

  const estimates = new Map<Replacement, EstimatedAblations>();
  const small = withoutLargeMatrices(statistics);
  const partial = (): Measured => ({
    ...known,
    layers: withAblations(small, (i) =>
      Object.fromEntries([...estimates].map(([name, found]) => [name, found.columnsSoFar(layers[i])])),
    ),
  });
  const zeros = new Float32Array(units);
  const means = Float32Array.from(activity.mean);
  for (const [i, replacement] of sweeps.entries()) {
    const values = replacement === 'mean' ? means : zeros;
    const replaceBy = replacement === 'resample' ? byOtherSamples(draw) : byConstants(values);
    const found = new EstimatedAblations(sweep, replaceBy, values);
    estimates.set(replacement, found);
    for await (const now of found.run(looks, draw, { precision, top, population: facts.samples })) {
      done += now.passes;
      // The replacement values that are to come may take as much work as this one.
      const later = (sweeps.length - 1 - i) * deleted * looks[0];
      const settled = (i + 1) * deleted - now.open;
      yield {
        phase: 'ablation',
        done,
        total: done + now.passesLeft + later,
        deletions: { done: settled, total: sweeps.length * deleted },
        drawn: now.drawn,
        partial,
      };
    }
  }
  return {
    ...known,
    layers: withAblations(statistics, (i) =>
      Object.fromEntries([...estimates].map(([name, found]) => [name, found.columns(layers[i], name)])),
    ),
  };
}

/** @throws InputError where a setting asks for what is not estimated. */
function refuseOthers({ measures, groups, replacements }: AnalysisSettings): void {
  const asked = [
    ...measures.filter((measure) => measure === 'curves' || measure === 'noise'),
    ...(groups.length > 0 ? ['groups'] : []),
    ...(replacements.includes('optimal') ? ['--replacement optimal'] : []),
  ];
  if (asked.length > 0) {
    const named = asked.length === 1 ? asked[0] : `${asked.slice(0, -1).join(', ')} and ${asked.at(-1)}`;
    throw new InputError(
      `--precision estimates what single deletions cost, and ${named} can't be estimated: leave --precision out to measure them.`,
    );
  }
  if (!measures.includes('importance')) {
    throw new InputError(
      '--precision estimates what deletions cost, and --measures leaves importance out: add it, or leave --precision out.',
    );
  }
}
