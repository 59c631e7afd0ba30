import type { Task } from '../../dataset/task.js';
import type { ResultFile } from '../schema.js';
import { beyondChance } from './beyondChance.js';
import {
  accuracyAt,
  curveFamilies,
  familyKey,
  largestClassShare,
  lossAt,
  type CurveFamily,
} from './curveFamilies.js';
import { statisticsSamples } from './exactness.js';
import { replacementsOf } from './flatUnits.js';
import { unitImportances } from './importance.js';
import { layerSummaries } from './layerSummary.js';
import { noiseLevels } from './noiseLevels.js';
import type { Spread } from './spread.js';

/** A result under the name by which it is told from the others. */
export interface NamedResult {
  readonly name: string;
  readonly result: ResultFile;
}

/** Fractions of removed units at which curves are laid side by side. */
export const comparedFractions = [0, 0.25, 0.5, 0.75, 1] as const;

/** What networks are compared by. Accuracies are shares of the samples, since their numbers may differ. */
export interface ComparedNetwork {
  readonly name: string;
  readonly model: string;
  readonly data: string;
  readonly noun: string;
  readonly labelKind: string;
  readonly samples: number;
  readonly classes: number;
  /** What the network is trained for: of a regression there are errors alone, and every count of right answers is 0. */
  readonly task: Task;
  readonly exact: boolean;
  readonly correct: number;
  /** Mean cross-entropy in nats, or mean squared error. */
  readonly loss: number | null;
  /** The share of the largest class; 0 where samples have no class. */
  readonly floor: number;
  readonly units: number;
  readonly dead: number | null;
  readonly alwaysOn: number | null;
  /** Units beyond chance among those deleted with the first replacement value; `null` where none were. */
  readonly beyondChance: { readonly replacement: string; readonly units: number; readonly of: number } | null;
  /** Over all units whose selectivity is defined. */
  readonly meanSelectivity: number | null;
  readonly layers: readonly ComparedLayer[];
  readonly curves: readonly ComparedCurve[];
  readonly noise: readonly ComparedNoise[];
}

export interface ComparedLayer {
  readonly id: string;
  readonly units: number;
  readonly dead: number | null;
  readonly meanSelectivity: number | null;
}

/** Curves that differ in the draw alone. Those of several networks compare where `key` is the same. */
export interface ComparedCurve extends Pick<
  CurveFamily,
  'by' | 'direction' | 'mode' | 'scope' | 'control' | 'replacement'
> {
  readonly key: string;
  readonly orders: number;
  /** Units in scope. */
  readonly size: number;
  readonly auc: Spread | null;
  /** Accuracy at each of `comparedFractions`. */
  readonly accuracy: readonly (Spread | null)[];
  /** Mean loss likewise. */
  readonly loss: readonly (Spread | null)[];
}

export interface ComparedNoise {
  readonly scope: string;
  readonly scale: number;
  readonly draws: number;
  readonly accuracy: Pick<Spread, 'mean' | 'lowest' | 'highest'>;
  /** `null` where no losses were kept. */
  readonly loss: Pick<Spread, 'mean' | 'lowest' | 'highest'> | null;
}

/** What two or more results say of their networks, in the order given. */
export function compareNetworks(results: readonly NamedResult[]): ComparedNetwork[] {
  return results.map(comparedNetwork);
}

function comparedNetwork({ name, result }: NamedResult): ComparedNetwork {
  const { dataset, baseline } = result;
  const layers = layerSummaries(result, null);
  const selectivities = result.layers.flatMap(({ units }) => units.selectivity ?? []);
  const defined = selectivities.filter((value) => value !== null);
  const total = (values: readonly (number | null)[]): number | null =>
    values.every((value) => value === null) ? null : values.reduce<number>((sum, v) => sum + (v ?? 0), 0);
  return {
    name,
    model: result.model.file.split('/').at(-1) ?? '',
    data: dataset.name,
    noun: dataset.noun,
    labelKind: dataset.labelKind,
    samples: statisticsSamples(result),
    classes: dataset.classes.length,
    task: dataset.task ?? 'classification',
    exact: result.exact,
    correct: baseline.correct,
    loss: baseline.loss ?? null,
    floor: largestClassShare(result),
    units: result.layers.reduce((sum, { unitCount }) => sum + unitCount, 0),
    dead: total(layers.map(({ dead }) => dead)),
    alwaysOn: total(layers.map(({ alwaysOn }) => alwaysOn)),
    beyondChance: discoveries(result),
    meanSelectivity: defined.length === 0 ? null : defined.reduce((sum, v) => sum + v, 0) / defined.length,
    layers: layers.map(({ layer, units, dead, meanSelectivity }) => ({
      id: layer.id,
      units,
      dead,
      meanSelectivity,
    })),
    curves: curveFamilies(result).map((family) => comparedCurve(family, dataset.samples)),
    noise: noiseLevels(result).map(({ scope, scale, correct, loss }) => ({
      scope,
      scale,
      draws: correct.count,
      accuracy: {
        mean: correct.mean / dataset.samples,
        lowest: correct.lowest / dataset.samples,
        highest: correct.highest / dataset.samples,
      },
      loss: loss && { mean: loss.mean, lowest: loss.lowest, highest: loss.highest },
    })),
  };
}

function discoveries(result: ResultFile): ComparedNetwork['beyondChance'] {
  const replacement = replacementsOf(result).at(0);
  if (replacement === undefined) return null;
  if (!result.exact) return null;
  const beyond = beyondChance(unitImportances(result, replacement));
  return { replacement, units: beyond.filter(Boolean).length, of: beyond.length };
}

function comparedCurve(family: CurveFamily, samples: number): ComparedCurve {
  const { by, direction, mode, scope, control, replacement, size, auc, curves } = family;
  return {
    key: familyKey(family),
    ...{ by, direction, mode, scope, control, replacement },
    orders: curves.length,
    size,
    auc,
    accuracy: comparedFractions.map((fraction) => accuracyAt(family, fraction, samples)),
    loss: comparedFractions.map((fraction) => lossAt(family, fraction)),
  };
}
