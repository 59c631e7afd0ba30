import * as l10n from '@vscode/l10n';
import { unitCost } from '../../../src/results/derive/unitCost.js';
import type { Pixels } from '../../../src/figures/figure.js';
import { labelRows, numberRows, outputRows, type OutputRow } from '../../../src/figures/delete/outputRows.js';
import type { FeatureMaps, Scene, SceneLayer } from '../../../src/figures/delete/scene.js';
import { writeMeasure } from '../../../src/results/derive/typographicNumbers.js';
import type { LiveFacts } from '../../../src/editor/messages.js';
import type { ViewData } from '../view.js';
import type { AnsweredLook, AnsweredState, WantedState } from './liveState.js';
import { heldLabels, targetRanges, truthOf } from './sampleTruths.js';

/** What the network's drawing shows. */
export function sceneOf(
  { result, rows }: ViewData,
  facts: LiveFacts | null,
  deleted: ReadonlySet<number>,
  answered: AnsweredState | null,
  picture: Pixels | null,
): Scene {
  const look = answered?.look ?? null;
  const { classes } = result.dataset;
  const costs = new Array<number | null>(result.layers.reduce((sum, layer) => sum + layer.unitCount, 0)).fill(
    null,
  );
  for (const row of rows) costs[row.unit.flat] = unitCost(row);
  let firstUnit = 0;
  const layers = result.layers.map(({ id, unitCount }, i): SceneLayer => {
    const first = firstUnit;
    firstUnit += unitCount;
    const activity =
      look === null ? null : Array.from({ length: unitCount }, (_, unit) => look.activity[first + unit]);
    return { id, unitCount, firstUnit: first, activity, maps: mapsOf(facts, i, look?.outputs[i] ?? []) };
  });
  const sample = answered?.sample ?? null;
  return {
    layers,
    connections: facts?.connections ?? [],
    deleted,
    costs,
    sample:
      sample === null || facts === null
        ? null
        : { caption: captionOf(result.dataset, facts, sample), picture },
    outputs:
      look === null || facts === null || sample === null ? [] : outputsOf(look, facts, sample, classes),
  };
}

/** What the network gives for the sample, as the task has it. */
function outputsOf(
  { scores, intactScores }: AnsweredLook,
  facts: LiveFacts,
  sample: number,
  classes: readonly string[],
): OutputRow[] {
  const { task, givesProbabilities: areProbabilities } = facts;
  const names = facts.outputNames ?? (scores.length === 1 ? [l10n.t('value')] : []);
  if (task === 'regression')
    return numberRows(scores, intactScores, { ranges: targetRanges(facts), names, write: writeMeasure });
  if (task === 'multi-label')
    return labelRows(scores, intactScores, { held: heldLabels(facts, sample), areProbabilities, names });
  return outputRows(scores, intactScores, { label: facts.labels[sample], areProbabilities, classes });
}

/** `a 3`; a label that is not what the sample shows is called one. */
function captionOf(dataset: ViewData['result']['dataset'], facts: LiveFacts, sample: number): string {
  const { labelKind } = dataset;
  const name = truthOf(dataset, facts, sample);
  if (facts.task === 'regression') return l10n.t('target {0}', name);
  if (facts.task === 'multi-label') return l10n.t('labelled {0}', name);
  if (labelKind !== 'true') return l10n.t('labelled {0}', name);
  return /^[aeiou8]/i.test(name)
    ? l10n.t({ message: 'an {0}', args: [name], comment: 'a sample of a class, as in "an 8"' })
    : l10n.t({ message: 'a {0}', args: [name], comment: 'a sample of a class, as in "a 3"' });
}

/** Two dimensions behind the samples' beside the units' make a map. */
function mapsOf(facts: LiveFacts | null, layer: number, values: ArrayLike<number>): FeatureMaps | null {
  const positions = facts?.positions[layer];
  if (facts === null || positions === undefined || values.length === 0) return null;
  const shape = facts.layers[layer].shape.map(Number);
  if (shape.length !== 3 || positions.outer * positions.inner < 2) return null;
  const unitsFirst = positions.outer === 1;
  if (!unitsFirst && positions.inner !== 1) return null;
  const [height, width] = unitsFirst ? shape.slice(1) : shape;
  return { width, height, unitsFirst, values };
}

/** Whether feature maps are shown, and so have to be asked for: where they are many, behind the answer. */
export function wantedOutputs({ layers }: LiveFacts): WantedState['outputs'] {
  if (!layers.some(({ shape, unitCount }) => shape.length === 3 && unitCount <= mostMapped)) return 'none';
  const sizeOf = (shape: readonly (number | null)[]): number =>
    shape.reduce<number>((product, dim) => product * (dim ?? 1), 1);
  const floats = layers.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return floats <= mostAtOnce ? 'at once' : 'behind';
}

/** Layers of more units are drawn in greys, one a unit. */
const mostMapped = 64;
/** Floats that travel in no time. */
const mostAtOnce = 40_000;
