import type { ResultFile, ResultLayer } from '../../schema.js';
import { layerFacts } from '../layerFacts.js';
import { trustNotes } from '../trustNotes.js';
import type { UnitRow } from '../unitRows.js';
import { unitsOpening } from '../unitsOpening.js';
import { inShort } from './answerNumbers.js';
import { askedRows } from './askedFor.js';
import { freeDeletions } from './freeDeletions.js';
import { measurementCautions, measurementOf, type FilesStanding, type Measurement } from './measurement.js';

/** A result as a whole: its layers in a line each, and what can be said of them. */
export interface ResultAnswer extends Measurement {
  /** In forward order. */
  readonly layers: readonly LayerLine[];
  readonly sentences: readonly string[];
}

/** `null` stands where nothing was measured. */
export interface LayerLine {
  readonly layer: string;
  readonly kind: string;
  readonly units: number;
  readonly deadUnits: number | null;
  /** By deleting one unit. */
  readonly meanSamplesLost: number | null;
  readonly standardDeviationSamplesLost: number | null;
  readonly mostSamplesLost: number | null;
  readonly costliestUnit: string | null;
  readonly unitsBeyondChance: number | null;
  readonly unitsWhoseDeletionChangesNoAnswer: number | null;
  readonly meanSelectivity: number | null;
  readonly standardDeviationSelectivity: number | null;
}

/**
 * @param replacement what deleted units are replaced by in the numbers; `null` is the first of the file.
 * @throws InputError where the result has no such replacement value.
 */
export function resultAnswer(
  result: ResultFile,
  files: FilesStanding,
  asked: { readonly replacement: string | null },
): ResultAnswer {
  const { replacement, replacements, rows } = askedRows(result, asked.replacement);
  const opening = unitsOpening(result, rows, replacement);
  return {
    ...measurementOf(result, files, replacement, replacements),
    layers: result.layers.map((layer) => layerLine(result, layer, rowsOf(rows, layer))),
    sentences: [
      ...measurementCautions(result, files, replacement),
      ...(opening === null ? [] : [`${opening.answer}. ${opening.evidence}`]),
      ...trustNotes(result, rows, replacement),
    ],
  };
}

function layerLine(result: ResultFile, layer: ResultLayer, rows: readonly UnitRow[]): LayerLine {
  const facts = layerFacts(rows);
  const deleted = rows.some(({ lost }) => lost !== null);
  return {
    layer: layer.id,
    kind: layer.kind,
    units: layer.unitCount,
    deadUnits: layer.units.silentSamples === undefined ? null : facts.dead,
    meanSamplesLost: inShort(facts.lost?.mean ?? null),
    standardDeviationSamplesLost: inShort(facts.lost?.deviation ?? null),
    mostSamplesLost: facts.lost?.highest ?? null,
    costliestUnit: facts.costliest.at(0)?.name ?? null,
    unitsBeyondChance: deleted && result.exact ? rows.filter((row) => row.beyondChance).length : null,
    unitsWhoseDeletionChangesNoAnswer: freeDeletions(rows)?.changingNoAnswer.count ?? null,
    meanSelectivity: inShort(facts.selectivity?.mean ?? null),
    standardDeviationSelectivity: inShort(facts.selectivity?.deviation ?? null),
  };
}

/** The rows of a layer, in order. */
export function rowsOf(rows: readonly UnitRow[], layer: ResultLayer): UnitRow[] {
  return rows.filter(({ unit }) => unit.layer === layer);
}
