import type { ResultFile } from '../../schema.js';
import { classResponses, type ClassResponse } from '../classResponse.js';
import { measuredValue, type MeasuredColumn } from '../flatUnits.js';
import { capitalised } from '../capitalised.js';
import { unitCharacter } from '../unitCharacter.js';
import { importancePhrase, selectivityPhrase } from '../unitPhrases.js';
import { rowOfUnit, unitRows, type UnitRow } from '../unitRows.js';
import { unitStanding } from '../unitStanding.js';
import { lowerBoundSentence } from '../sentences.js';
import { inShort } from './answerNumbers.js';
import { askedRows, askedUnit } from './askedFor.js';
import { measurementCautions, measurementOf, type FilesStanding, type Measurement } from './measurement.js';
import { unitLine, type UnitLine } from './unitLine.js';

/** Of data with more classes, those that move the unit most or lose most stand in its answer. */
const classesNamed = 20;

/** A unit's numbers. `null` stands where something was not measured. */
export interface UnitAnswer extends Measurement {
  readonly layer: string;
  readonly unit: UnitLine & {
    /** About the class of a sample. */
    readonly mutualInformationBits: number | null;
    /** On which it is zero. */
    readonly silentSamples: number | null;
    /** Of its output, averaged over positions where it has several. */
    readonly activity: {
      readonly mean: number | null;
      readonly standardDeviation: number | null;
      readonly minimum: number | null;
      readonly maximum: number | null;
    };
    readonly incomingWeightsL1Norm: number | null;
  };
  /** Samples lost by deleting the unit, by what it is replaced by. */
  readonly samplesLostByReplacement: Readonly<Record<string, number>>;
  /** In the order of the classes. */
  readonly classes: readonly ClassLine[];
  readonly classesLeftOut: number;
  readonly sentences: readonly string[];
}

/** A unit for one class. */
export interface ClassLine {
  readonly class: string;
  readonly samples: number;
  readonly meanActivity: number | null;
  readonly samplesLost: number | null;
}

export interface AskedUnit {
  /** `fc1[93]`, or an index: within the layer, where that is given, else through all hidden layers. */
  readonly unit: string | number;
  readonly layer: string | null;
  /** `null` is the first of the file. */
  readonly replacement: string | null;
}

/** @throws InputError where there is no such unit, layer or replacement value. */
export function unitAnswer(result: ResultFile, files: FilesStanding, asked: AskedUnit): UnitAnswer {
  const { replacement, replacements, rows } = askedRows(result, asked.replacement);
  const row = askedUnit(result, rows, asked.unit, asked.layer);
  const responses = classResponses(result, row, replacement, null);
  const shown = responsesShown(responses);
  const value = (column: MeasuredColumn): number | null => inShort(measuredValue(row.unit, column));
  const variance = measuredValue(row.unit, 'variance');
  return {
    ...measurementOf(result, files, replacement, replacements),
    layer: row.unit.layer.id,
    unit: {
      ...unitLine(result, row),
      mutualInformationBits: inShort(row.information),
      silentSamples: measuredValue(row.unit, 'silentSamples'),
      activity: {
        mean: value('mean'),
        standardDeviation: variance === null ? null : inShort(Math.sqrt(variance)),
        minimum: value('minimum'),
        maximum: value('maximum'),
      },
      incomingWeightsL1Norm: value('l1Norm'),
    },
    samplesLostByReplacement: lostBy(result, row, replacements),
    classes: shown.map(({ name, samples, mean, lost }) => ({
      class: name,
      samples,
      meanActivity: inShort(mean),
      samplesLost: lost,
    })),
    classesLeftOut: responses.length - shown.length,
    sentences: [
      ...measurementCautions(result, files, replacement),
      ...unitSentences(result, rows, row, responses),
    ],
  };
}

function lostBy(
  result: ResultFile,
  { unit }: UnitRow,
  replacements: readonly string[],
): Readonly<Record<string, number>> {
  const lost = replacements.flatMap((replacement) => {
    const count = rowOfUnit(unitRows(result, replacement), unit.flat)?.lost?.count;
    return count === undefined ? [] : [[replacement, count] as const];
  });
  return Object.fromEntries(lost);
}

function responsesShown(responses: readonly ClassResponse[]): readonly ClassResponse[] {
  if (responses.length <= classesNamed) return responses;
  const highest = (valueOf: (response: ClassResponse) => number | null): ClassResponse[] =>
    responses
      .filter((response) => valueOf(response) !== null)
      .sort((a, b) => (valueOf(b) ?? 0) - (valueOf(a) ?? 0) || a.classIndex - b.classIndex)
      .slice(0, classesNamed / 2);
  const kept = new Set([...highest(({ mean }) => mean), ...highest(({ lost }) => lost)]);
  return responses.filter((response) => kept.has(response));
}

function unitSentences(
  result: ResultFile,
  rows: readonly UnitRow[],
  row: UnitRow,
  responses: readonly ClassResponse[],
): string[] {
  const phrases = [
    importancePhrase(row, result.dataset.noun),
    selectivityPhrase(row, result.dataset.classes),
  ];
  const said = phrases.filter((phrase) => phrase !== null).join('; ');
  const character = row.dead ? null : unitCharacter(result, row, responses);
  const sentences = [
    said === '' ? null : `${row.name}: ${said}.`,
    character === null ? null : `${capitalised(character)}.`,
    unitStanding(result, rows, row),
    row.importance === null ? null : lowerBoundSentence,
  ];
  return sentences.filter((sentence) => sentence !== null);
}
