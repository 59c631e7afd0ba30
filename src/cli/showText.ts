import type { LayerAnswer } from '../results/derive/answers/layerAnswer.js';
import type { Measurement } from '../results/derive/answers/measurement.js';
import type { ResultAnswer } from '../results/derive/answers/resultAnswer.js';
import type { UnitAnswer } from '../results/derive/answers/unitAnswer.js';
import type { UnitLine } from '../results/derive/answers/unitLine.js';
import { formatCount, formatCounted, formatIndex, formatLossRise } from '../results/derive/numberFormat.js';
import { beyondChanceTest } from '../results/derive/sentences.js';
import { countOr, counts, factLines, indexOr, numberOr, numbers, page } from './answerPage.js';
import { tableLines } from './block.js';
import { formatShape } from './inspectTable.js';
import type { Style } from './io.js';
import { layOut, type Table } from './table.js';

/** A result in a terminal: what it is of, its layers, and what can be said of them. */
export function resultText(answer: ResultAnswer, width: number, style: Style): string {
  const { layers } = answer;
  const table = layOut(
    [
      { header: 'layer', align: 'left', cells: layers.map(({ layer }) => layer), shrinks: true },
      counts(
        'units',
        layers.map(({ units }) => units),
      ),
      counts(
        'dead',
        layers.map(({ deadUnits }) => deadUnits),
      ),
      numbers(
        'mean\nlost',
        layers.map(({ meanSamplesLost }) => meanSamplesLost),
      ),
      counts(
        'most\nlost',
        layers.map(({ mostSamplesLost }) => mostSamplesLost),
      ),
      {
        header: 'costliest\nunit',
        align: 'left',
        cells: layers.map(({ costliestUnit }) => costliestUnit ?? '-'),
        dispensable: 3,
      },
      counts(
        'beyond\nchance',
        layers.map(({ unitsBeyondChance }) => unitsBeyondChance),
        1,
      ),
      counts(
        'changing\nnothing',
        layers.map((layer) => layer.unitsWhoseDeletionChangesNoAnswer),
        2,
      ),
      numbers(
        'mean\nselectivity',
        layers.map(({ meanSelectivity }) => meanSelectivity),
      ),
    ],
    width,
  );
  return page(answer, [tableLines(table, style)], width, style);
}

/** A layer in a terminal: its numbers, and its units that matter most and least. */
export function layerText(answer: LayerAnswer, width: number, style: Style): string {
  const { layer, deadUnits, samplesLost, selectivity, deletableOneAtATime } = answer;
  const { sampleNoun } = answer.measured;
  const spread = (of: LayerAnswer['samplesLost'], ends: (value: number) => string): string =>
    of === null
      ? '-'
      : `${formatIndex(of.mean)} ± ${formatIndex(of.standardDeviation)}, from ${ends(of.lowest)} to ${ends(of.highest)}`;
  const units = (of: LayerAnswer['deadUnits']): string =>
    of === null ? '-' : of.count === 0 ? 'none' : `${formatCount(of.count)} (${of.indexes})`;
  const facts = [
    [
      'layer',
      `${layer.id}, ${layer.place} of ${layer.ofLayers}: ${[layer.operator, layer.activation].filter((part) => part !== null).join(', ')}, ${formatShape(layer.outputShape)}`,
    ],
    ['units', formatCount(layer.units)],
    ['dead', units(deadUnits)],
    [`${sampleNoun}s lost`, spread(samplesLost, formatCount)],
    ['selectivity', spread(selectivity, formatIndex)],
    ['beyond chance', countOr(answer.unitsBeyondChance)],
    ['changing nothing', units(deletableOneAtATime?.changingNoAnswer ?? null)],
    [`losing no ${sampleNoun}`, units(deletableOneAtATime?.losingNoSample ?? null)],
  ] as const;
  const tables = [
    ['The units that matter most', answer.unitsThatMatterMost],
    ['The units that matter least', answer.unitsThatMatterLeast],
  ] as const;
  const listed = tables
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [style('bold', title), ...tableLines(unitLines(lines, answer, width), style)]);
  const marked = tables.flatMap(([, lines]) => lines);
  return page(answer, [factLines(facts, width), ...listed], width, style, markNote(marked));
}

/** A unit in a terminal: its numbers, and class by class. */
export function unitText(answer: UnitAnswer, width: number, style: Style): string {
  const { unit, classes, classesLeftOut, measured, samplesLostByReplacement } = answer;
  const others = Object.entries(samplesLostByReplacement).filter(([name]) => name !== answer.replacement);
  const { activity } = unit;
  const facts = [
    ['unit', `${unit.unit}, flat index ${unit.flatIndex}${unit.dead ? ', dead' : ''}`],
    [`${measured.sampleNoun}s lost`, lostWords(unit)],
    ...others.map(([name, lost]) => [`replaced by ${name}`, formatCount(lost)] as const),
    ['loss rise', unit.lossRiseNats === null ? '-' : `${formatLossRise(unit.lossRiseNats)} nats`],
    ['selectivity', indexOr(unit.selectivity)],
    ['preferred class', unit.preferredClass ?? '-'],
    [
      'information',
      unit.mutualInformationBits === null ? '-' : `${formatIndex(unit.mutualInformationBits)} bit`,
    ],
    [
      'silent',
      unit.silentSamples === null ? '-' : `on ${formatCounted(unit.silentSamples, measured.sampleNoun)}`,
    ],
    [
      'activity',
      activity.mean === null ? '-' : [activity.mean, activity.standardDeviation].map(numberOr).join(' ± '),
    ],
  ] as const;
  const table = layOut(
    [
      { header: 'class', align: 'left', cells: classes.map((line) => line.class), shrinks: true },
      counts(
        `${measured.sampleNoun}s`,
        classes.map(({ samples }) => samples),
      ),
      numbers(
        'mean\nactivity',
        classes.map(({ meanActivity }) => meanActivity),
      ),
      counts(
        'lost',
        classes.map(({ samplesLost }) => samplesLost),
      ),
    ],
    width,
  );
  const left = classesLeftOut === 0 ? [] : [`and ${formatCounted(classesLeftOut, 'class')} more`];
  const blocks = [factLines(facts, width), [...tableLines(table, style), ...left]];
  return page(answer, blocks, width, style, markNote([unit]));
}

function unitLines(lines: readonly UnitLine[], answer: Measurement, width: number): Table {
  return layOut(
    [
      { header: 'unit', align: 'left', cells: lines.map(({ unit }) => unit), shrinks: true },
      { header: `${answer.measured.sampleNoun}s\nlost`, align: 'right', cells: lines.map(lostWords) },
      counts(
        'turned\nwrong',
        lines.map(({ turnedWrong }) => turnedWrong),
        2,
      ),
      counts(
        '\nright',
        lines.map(({ turnedRight }) => turnedRight),
        2,
      ),
      {
        header: 'loss\nrise',
        align: 'right',
        cells: lines.map(({ lossRiseNats }) => (lossRiseNats === null ? '-' : formatLossRise(lossRiseNats))),
        dispensable: 3,
      },
      numbers(
        'selec-\ntivity',
        lines.map(({ selectivity }) => selectivity),
      ),
      {
        header: 'preferred\nclass',
        align: 'left',
        cells: lines.map(({ preferredClass, dead }) => preferredClass ?? (dead ? 'dead' : '-')),
        dispensable: 1,
      },
    ],
    width,
  );
}

/** What the star means, where there is one. */
function markNote(lines: readonly UnitLine[]): readonly string[] {
  return lines.some(({ beyondChance }) => beyondChance === true) ? [beyondChanceTest] : [];
}

/** `36*` where that is beyond chance, `31 (12 to 55)` of an estimate. */
function lostWords({ samplesLost, samplesLostInterval99Percent, beyondChance }: UnitLine): string {
  if (samplesLost === null) return '-';
  const interval = samplesLostInterval99Percent?.map(formatCount).join(' to ');
  return `${formatCount(samplesLost)}${interval === undefined ? '' : ` (${interval})`}${beyondChance === true ? '*' : ''}`;
}
