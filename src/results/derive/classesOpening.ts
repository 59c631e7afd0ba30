import type { ResultFile } from '../schema.js';
import { leastChange, type ClassMap, type MapUnit } from './classMap.js';
import type { Opening } from './importanceSentence.js';
import { formatCount, formatCounted } from './numberFormat.js';
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
  const labels = labelKind === 'true' ? null : `Labels: ${writeWords(labelKind)}.`;
  if (map.classes.length === 1) {
    return {
      answer: 'There is one class only: what a unit costs, it costs that class',
      evidence: sentences(`${countedUnits(hurting.length, units.length)} it ${least} or more.`, labels),
    };
  }
  if (hurting.length === 0) {
    return {
      answer: `No unit costs a class ${least} or more`,
      evidence: sentences(`Deleted one at a time: ${formatCounted(units.length, 'unit')}.`, labels),
    };
  }
  const [first, second] = mostHurtClasses(map, hurting);
  const name = nameOf(result, map, first.row);
  const counted =
    `${countedUnits(hurting.length, units.length)} a class ${least} or more; ` +
    (first.units === hurting.length
      ? `${hurting.length === 1 ? 'that class is' : 'of all of them that is'} ${name}.`
      : `${formatCount(first.units)} of them ${first.units === 1 ? 'hurts' : 'hurt'} ${name} most` +
        (second === undefined ? '.' : `, ${formatCount(second.units)} ${nameOf(result, map, second.row)}.`));
  return {
    answer:
      hurting.length === 1
        ? `One unit hurts a class: ${hurting[0].name} costs ${name} most`
        : 2 * first.units > hurting.length
          ? `Most units that hurt a class hurt ${name} most`
          : 'Different units hurt different classes most',
    evidence: sentences(counted, hiddenSentence(units, noun), labels),
  };
}

function countedUnits(some: number, all: number): string {
  return `${formatCount(some)} of ${formatCounted(all, 'unit')} ${some === 1 ? 'costs' : 'cost'}`;
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
  return members.length === 1 ? samplesOfClass(result, members[0]) : `the ${name}`;
}

function hiddenSentence(units: readonly MapUnit[], noun: string): string | null {
  const hidden = units.filter(
    ({ largest, net }) => largest >= hiddenLoss && Math.abs(net) <= nearZero,
  ).length;
  if (hidden === 0) return null;
  const loss = formatCounted(hiddenLoss, noun);
  return hidden === 1
    ? `1 unit hides behind a sum near 0: it costs one class ${loss} or more and wins them back in others.`
    : `${formatCount(hidden)} units hide behind a sum near 0: they cost one class ${loss} or more and win them back in others.`;
}

function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}
