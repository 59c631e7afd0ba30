import * as l10n from '@vscode/l10n';
import type { ComparedNetwork } from './comparison.js';
import { plural } from './nouns.js';
import { formatCounted, formatCountedOblique, formatShare } from './numberFormat.js';

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
      .map(({ name }) => l10n.t('{0} holds estimates from a part of its samples.', name)),
  ];
}

/** What a network's data are: accuracies on data of another kind are on another scale. */
function kindOf({ noun, classes, task }: ComparedNetwork): string {
  if (task === 'multi-label') {
    return l10n.t({
      message: '{0} that may bear several labels',
      args: [plural(noun)],
      comment: 'as in "images that may bear several labels"',
    });
  }
  if (task === 'regression') {
    return l10n.t({
      message: '{0} with numbers to be predicted',
      args: [plural(noun)],
      comment: 'as in "samples with numbers to be predicted"',
    });
  }
  return l10n.t({
    message: '{0} of {1}',
    args: [plural(noun), formatCountedOblique(classes, 'class')],
    comment: 'as in "images of 10 classes"',
  });
}

/** Whether the networks were measured on data of one kind. */
export function areOfOneKind(networks: readonly ComparedNetwork[]): boolean {
  return new Set(networks.map(kindOf)).size < 2;
}

function kindNote(networks: readonly ComparedNetwork[]): string[] {
  if (areOfOneKind(networks)) return [];
  const kinds = networks.map(kindOf);
  const told = networks
    .map(({ name }, i) =>
      l10n.t({
        message: '{0} of {1}',
        args: [name, kinds[i]],
        comment: 'a network, and its data as in "images of 10 classes"',
      }),
    )
    .join(', ');
  return [l10n.t('The data differ in kind, so accuracies and AUCs are not on one scale: {0}.', told)];
}

/** From here on a difference in intact accuracy is told: AUC contains it. */
const tellingDifference = 0.05;

function accuracyNote(all: readonly ComparedNetwork[]): string[] {
  const networks = all.filter(({ task }) => task !== 'regression');
  if (networks.length === 0) return [];
  const shares = networks.map(({ correct, samples }) => (samples === 0 ? 0 : correct / samples));
  if (Math.max(...shares) - Math.min(...shares) < tellingDifference) return [];
  const told = networks
    .map(({ name, correct, samples }) => `${name} ${formatShare(correct, samples)}`)
    .join(', ');
  return [l10n.t('The intact accuracies differ, and every AUC starts from its own: {0}.', told)];
}

function partNotes(networks: readonly ComparedNetwork[]): string[] {
  return networks.flatMap(({ name, units, curves }) => {
    const part = curves.find(({ scope, by, size }) => scope === 'network' && by !== 'given' && size < units);
    return part
      ? [
          l10n.t(
            'The curves of {0} remove {1} of its {2}: it was analysed by layers.',
            name,
            part.size,
            formatCounted(units, 'unit'),
          ),
        ]
      : [];
  });
}
