import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { leastChange, type ClassMap, type MapUnit } from './classMap.js';
import { labelKindName } from './dataWords.js';
import type { Opening } from './importanceSentence.js';
import { formatCount, formatCounted, formatCountedOblique } from './numberFormat.js';
import { writeWords } from './typographicNumbers.js';
import { samplesOfClass } from './unitPhrases.js';

/** A loss that hides in a sum near 0: of one class at least so many, over all at most so many either way. */
const hiddenLoss = 3;
const nearZero = 1;

/** Which classes units serve: the one that most of them hurt most, and what hides in their sums. */
export function classesOpening(result: ResultFile, map: ClassMap): Opening {
  const { noun, labelKind } = result.dataset;
  const units = map.layers.flatMap((layer) => layer.units);
  const hurting = units.filter(({ largest }) => largest >= leastChange);
  const least = formatCounted(leastChange, noun);
  const allUnits = formatCountedOblique(units.length, 'unit');
  const labels = labelKind === 'true' ? null : l10n.t('Labels: {0}.', writeWords(labelKindName(labelKind)));
  if (map.classes.length === 1) {
    return {
      answer: l10n.t('There is one class only: what a unit costs, it costs that class'),
      evidence: sentences(
        hurting.length === 1
          ? l10n.t('{0} of {1} costs it {2} or more.', '1', allUnits, least)
          : l10n.t('{0} of {1} cost it {2} or more.', formatCount(hurting.length), allUnits, least),
        labels,
      ),
    };
  }
  if (hurting.length === 0) {
    return {
      answer: l10n.t('No unit costs a class {0} or more', least),
      evidence: sentences(l10n.t('Deleted one at a time: {0}.', formatCounted(units.length, 'unit')), labels),
    };
  }
  const [first, second] = mostHurtClasses(map, hurting);
  const name = nameOf(result, map, first.row);
  const some = formatCount(hurting.length);
  const most = formatCount(first.units);
  const next = second === undefined ? null : [formatCount(second.units), nameOf(result, map, second.row)];
  const counted =
    hurting.length === 1
      ? l10n.t('{0} of {1} costs a class {2} or more; that class is {3}.', some, allUnits, least, name)
      : first.units === hurting.length
        ? l10n.t(
            '{0} of {1} cost a class {2} or more; of all of them that is {3}.',
            ...[some, allUnits, least, name],
          )
        : next === null
          ? l10n.t(
              '{0} of {1} cost a class {2} or more; {3} of them hurt {4} most.',
              ...[some, allUnits, least, most, name],
            )
          : first.units === 1
            ? l10n.t(
                '{0} of {1} cost a class {2} or more; {3} of them hurts {4} most, {5} {6}.',
                ...[some, allUnits, least, most, name, ...next],
              )
            : l10n.t(
                '{0} of {1} cost a class {2} or more; {3} of them hurt {4} most, {5} {6}.',
                ...[some, allUnits, least, most, name, ...next],
              );
  return {
    answer:
      hurting.length === 1
        ? l10n.t('One unit hurts a class: {0} costs {1} most', hurting[0].name, name)
        : 2 * first.units > hurting.length
          ? l10n.t('Most units that hurt a class hurt {0} most', name)
          : l10n.t('Different units hurt different classes most'),
    evidence: sentences(counted, hiddenSentence(units, noun), labels),
  };
}

interface HurtClass {
  readonly row: number;
  /** How many units hurt it most. */
  readonly units: number;
}

/** By how many units hurt a class more than any other, the most first, ties in the order of classes. */
function mostHurtClasses({ classes }: ClassMap, units: readonly MapUnit[]): HurtClass[] {
  const counts = classes.map(() => 0);
  for (const { mostHurt } of units) if (mostHurt !== null) counts[mostHurt]++;
  return counts
    .map((count, row) => ({ row, units: count }))
    .filter((one) => one.units > 0)
    .sort((a, b) => b.units - a.units || a.row - b.row);
}

function nameOf(result: ResultFile, { classes }: ClassMap, row: number): string {
  const { name, members } = classes[row];
  return members.length === 1 ? samplesOfClass(result, members[0]) : l10n.t('the {0}', name);
}

function hiddenSentence(units: readonly MapUnit[], noun: string): string | null {
  const hidden = units.filter(
    ({ largest, net }) => largest >= hiddenLoss && Math.abs(net) <= nearZero,
  ).length;
  if (hidden === 0) return null;
  const loss = formatCounted(hiddenLoss, noun);
  return hidden === 1
    ? l10n.t(
        '1 unit hides behind a sum near 0: it costs one class {0} or more and wins them back in others.',
        loss,
      )
    : l10n.t(
        '{0} units hide behind a sum near 0: they cost one class {1} or more and win them back in others.',
        formatCount(hidden),
        loss,
      );
}

function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}
