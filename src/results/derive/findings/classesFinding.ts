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
  const next =
    hurt[second] === 0
      ? ''
      : `; the next are ${samplesOfClass(result, second)}, with ${formatCount(hurt[second])}`;
  return {
    kind: 'classes',
    claim: `One class is hurt most: ${samplesOfClass(result, first)}.`,
    evidence:
      `Of the ${formatCounted(moved.length, 'unit')} whose deletion costs a class ${telling} ${noun}s or more, ` +
      `${formatCount(hurt[first])} cost it most${next}.`,
    plot: { kind: 'bars', heights: hurt, marked: [first] },
  };
}
