import type { ResultFile } from '../../schema.js';
import { accuracyAt, largestClassShare, type CurveFamily } from '../curveFamilies.js';
import { formatCounted } from '../numberFormat.js';
import { randomDeletion } from '../randomDeletion.js';
import { nearChanceHint } from '../sentences.js';
import { writeFraction, writeShare } from '../typographicNumbers.js';
import { capitalised } from './capitalised.js';
import type { Finding, PlotPoint } from './finding.js';

/** It takes many deletions where half of the units may go and more than half of what is known stays. */
const many = 0.5;
const few = 0.25;

/** How the network bears the deletion of more and more units at random; `null` where that was not measured. */
export function deletionFinding(result: ResultFile, replacement: string | null): Finding | null {
  const family = randomDeletion(result, replacement);
  const { samples } = result.dataset;
  if (family === null || samples === 0) return null;
  const points = family.points.map(({ fraction, correct }) => ({ x: fraction, y: correct.mean / samples }));
  const at = (fraction: number): string | null => {
    const accuracy = accuracyAt(family, fraction, samples);
    return accuracy === null ? null : writeShare(accuracy.mean);
  };
  const [half, threeQuarters] = [at(0.5), at(0.75)];
  const gone = [
    half === null ? null : `with half of the units gone at random it is right on ${half}`,
    threeQuarters === null ? null : `with three quarters gone on ${threeQuarters}`,
  ].filter((part) => part !== null);
  const replaced =
    family.replacement === replacement ? '' : ` Deleted units were replaced by ${family.replacement} here.`;
  const evidence = [gone.length === 0 ? '' : `${capitalised(gone.join(', '))}.`, areaWords(family)];
  return {
    kind: 'deletion',
    claim: claimOf(result, points),
    evidence: evidence.filter((part) => part !== '').join(' ') + replaced,
    plot: { kind: 'fall', points, floor: largestClassShare(result) },
  };
}

function claimOf(result: ResultFile, points: readonly PlotPoint[]): string {
  if (nearChanceHint(result) !== null)
    return 'There is little to break: intact, it is near guessing already.';
  const halfway = crossing(points, (points[0].y + largestClassShare(result)) / 2);
  if (halfway === null) return 'No share of deletions that was measured breaks it.';
  if (halfway >= many) return 'It takes many deletions to break it.';
  return halfway <= few ? 'A few deletions break it.' : 'It weakens deletion by deletion.';
}

/** Where the points first fall to a height, on the straight lines between them; `null` where they stay above it. */
export function crossing(points: readonly PlotPoint[], height: number): number | null {
  const next = points.findIndex(({ y }) => y <= height);
  if (next < 0) return null;
  if (next === 0) return points[0].x;
  const [before, after] = [points[next - 1], points[next]];
  return before.x + ((before.y - height) / (before.y - after.y)) * (after.x - before.x);
}

function areaWords({ auc }: CurveFamily): string {
  if (auc === null) return '';
  const range =
    auc.count === 1
      ? 'of one order'
      : `from ${writeFraction(auc.lowest)} to ${writeFraction(auc.highest)} over ${formatCounted(auc.count, 'order')}`;
  return `Area under the curve ${writeFraction(auc.mean)}, ${range}.`;
}
