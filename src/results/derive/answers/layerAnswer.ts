import type { ResultFile } from '../../schema.js';
import { layerFacts } from '../layerFacts.js';
import type { UnitRow } from '../unitRows.js';
import { spreadAnswer, unitsAnswer, type SpreadAnswer, type UnitsAnswer } from './answerNumbers.js';
import { askedLayer, askedRows } from './askedFor.js';
import { freeDeletions, freeRemoval, type FreeDeletions, type FreeRemoval } from './freeDeletions.js';
import { layerSentences } from './layerSentences.js';
import { measurementCautions, measurementOf, type FilesStanding, type Measurement } from './measurement.js';
import { rowsOf } from './resultAnswer.js';
import { unitLine, type UnitLine } from './unitLine.js';

/** How many units a layer's answer names at either end, unless asked. */
export const unitsNamed = 5;

/** A layer's numbers, from which can be told whether it may be smaller. `null` stands where nothing was measured. */
export interface LayerAnswer extends Measurement {
  readonly layer: {
    readonly id: string;
    /** Among the hidden layers in forward order, from 1. */
    readonly place: number;
    readonly ofLayers: number;
    readonly kind: string;
    readonly operator: string;
    readonly activation: string | null;
    /** Of one sample. */
    readonly outputShape: readonly (number | null)[];
    readonly units: number;
  };
  /** Zero on every sample. */
  readonly deadUnits: UnitsAnswer | null;
  /** By deleting one unit, over those that were deleted; net. */
  readonly samplesLost: SpreadAnswer | null;
  /** Over the units where it is defined. */
  readonly selectivity: SpreadAnswer | null;
  readonly unitsBeyondChance: number | null;
  readonly deletableOneAtATime: FreeDeletions | null;
  /** `null` where no units of the layer were removed together. */
  readonly removableTogetherWithoutLoss: FreeRemoval | null;
  /** The costliest first; none that loses nothing. */
  readonly unitsThatMatterMost: readonly UnitLine[];
  /** The cheapest first. */
  readonly unitsThatMatterLeast: readonly UnitLine[];
  readonly sentences: readonly string[];
}

export interface AskedLayer {
  readonly layer: string;
  /** `null` is the first of the file. */
  readonly replacement: string | null;
  /** How many units are named at either end. */
  readonly units: number;
}

/** @throws InputError where there is no such layer or replacement value. */
export function layerAnswer(result: ResultFile, files: FilesStanding, asked: AskedLayer): LayerAnswer {
  const { replacement, replacements, rows } = askedRows(result, asked.replacement);
  const layer = askedLayer(result, asked.layer);
  const own = rowsOf(rows, layer);
  const facts = layerFacts(own);
  const removal = freeRemoval(result, layer, replacement);
  const byCost = own.filter(({ lost }) => lost !== null).sort(costliestFirst);
  return {
    ...measurementOf(result, files, replacement, replacements),
    layer: {
      id: layer.id,
      place: result.layers.indexOf(layer) + 1,
      ofLayers: result.layers.length,
      kind: layer.kind,
      operator: layer.operator,
      activation: layer.activation,
      outputShape: layer.shape,
      units: layer.unitCount,
    },
    deadUnits:
      layer.units.silentSamples === undefined
        ? null
        : unitsAnswer(own.filter(({ dead }) => dead).map(({ unit }) => unit.index)),
    samplesLost: spreadAnswer(facts.lost),
    selectivity: spreadAnswer(facts.selectivity),
    unitsBeyondChance:
      byCost.length === 0 || !result.exact ? null : own.filter((row) => row.beyondChance).length,
    deletableOneAtATime: freeDeletions(own),
    removableTogetherWithoutLoss: removal,
    unitsThatMatterMost: byCost
      .filter((row) => costOf(row) > 0)
      .slice(0, asked.units)
      .map((row) => unitLine(result, row)),
    unitsThatMatterLeast: byCost
      .slice(-asked.units)
      .reverse()
      .map((row) => unitLine(result, row)),
    sentences: [
      ...measurementCautions(result, files, replacement),
      ...layerSentences(result, layer, own, facts, replacement, removal),
    ],
  };
}

function costOf({ lost }: UnitRow): number {
  return lost?.count ?? 0;
}

/** Units that lose equally many samples are told apart by the loss. */
function costliestFirst(a: UnitRow, b: UnitRow): number {
  const rise = ({ importance }: UnitRow): number => importance?.lossRise ?? 0;
  return costOf(b) - costOf(a) || rise(b) - rise(a) || a.unit.index - b.unit.index;
}
