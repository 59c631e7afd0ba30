import type { ComparedNetwork } from './comparison.js';
import { formatCounted, formatShare } from './numberFormat.js';

/**
 * What keeps networks from being compared at face value, a sentence each: data of different kinds, accuracies
 * that differ before anything is removed, curves of a part of a network, estimates.
 */
export function comparisonNotes(networks: readonly ComparedNetwork[]): string[] {
  return [
    ...kindNote(networks),
    ...accuracyNote(networks),
    ...partNotes(networks),
    ...networks
      .filter(({ exact }) => !exact)
      .map(({ name }) => `${name} holds estimates from a part of its samples.`),
  ];
}

/** What a network's data are: accuracies on data of another kind are on another scale. */
function kindOf({ noun, classes }: ComparedNetwork): string {
  return `${noun}s of ${formatCounted(classes, 'class', 'classes')}`;
}

/** Whether the networks were measured on data of one kind. */
export function areOfOneKind(networks: readonly ComparedNetwork[]): boolean {
  return new Set(networks.map(kindOf)).size < 2;
}

function kindNote(networks: readonly ComparedNetwork[]): string[] {
  if (areOfOneKind(networks)) return [];
  const kinds = networks.map(kindOf);
  const told = networks.map(({ name }, i) => `${name} of ${kinds[i]}`).join(', ');
  return [`The data differ in kind, so accuracies and AUCs are not on one scale: ${told}.`];
}

/** From here on a difference in intact accuracy is told: AUC contains it. */
const tellingDifference = 0.05;

function accuracyNote(networks: readonly ComparedNetwork[]): string[] {
  const shares = networks.map(({ correct, samples }) => (samples === 0 ? 0 : correct / samples));
  if (Math.max(...shares) - Math.min(...shares) < tellingDifference) return [];
  const told = networks
    .map(({ name, correct, samples }) => `${name} ${formatShare(correct, samples)}`)
    .join(', ');
  return [`The intact accuracies differ, and every AUC starts from its own: ${told}.`];
}

function partNotes(networks: readonly ComparedNetwork[]): string[] {
  return networks.flatMap(({ name, units, curves }) => {
    const part = curves.find(({ scope, by, size }) => scope === 'network' && by !== 'given' && size < units);
    return part
      ? [
          `The curves of ${name} remove ${part.size} of its ${formatCounted(units, 'unit')}: it was analysed by layers.`,
        ]
      : [];
  });
}
