import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../../schema.js';
import { classDrops } from '../classDrops.js';
import { formatCount, formatCounted } from '../numberFormat.js';
import { rank } from '../ranking.js';
import { samplesOfClass } from '../unitPhrases.js';
import type { Finding } from './finding.js';

/** Samples of one class from which on a unit counts: one sample falls or rises with hardly any change. */
const telling = 2;
/** Of fewer units nothing is said. */
const fewestUnits = 10;

/**
 * Whether one class is hurt most by most deletions.
 * @returns `null` where it is not, where counts per class were not kept, and of two classes, since one of them always is.
 */
export function classesFinding(result: ResultFile, replacement: string | null): Finding | null {
  const { classes, noun } = result.dataset;
  if (replacement === null || classes.length < 3) return null;
  const moved = classDrops(result, replacement).filter(({ largest }) => largest >= telling);
  const hurt = classes.map((_, c) => moved.filter(({ mostHurt }) => mostHurt === c).length);
  const [first, second] = rank(hurt, 'desc');
  if (moved.length < fewestUnits || 2 * hurt[first] <= moved.length) return null;
  const told = [formatCounted(moved.length, 'unit'), formatCounted(telling, noun), formatCount(hurt[first])];
  return {
    kind: 'classes',
    claim: l10n.t('One class is hurt most: {0}.', samplesOfClass(result, first)),
    evidence:
      hurt[second] === 0
        ? l10n.t('Of the {0} whose deletion costs a class {1} or more, {2} cost it most.', ...told)
        : l10n.t(
            'Of the {0} whose deletion costs a class {1} or more, {2} cost it most; the next are {3}, with {4}.',
            ...[...told, samplesOfClass(result, second), formatCount(hurt[second])],
          ),
    plot: { kind: 'bars', heights: hurt, marked: [first] },
  };
}
