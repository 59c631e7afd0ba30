import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../../schema.js';
import { accuracyAt, largestClassShare, type CurveFamily } from '../curveFamilies.js';
import { replacementName } from '../dataWords.js';
import { formatCounted } from '../numberFormat.js';
import { randomDeletion } from '../randomDeletion.js';
import { nearChanceHint } from '../sentences.js';
import { writeFraction, writeShare } from '../typographicNumbers.js';
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
  const evidence = [
    levelsSentence(half, threeQuarters),
    areaWords(family),
    family.replacement === replacement
      ? ''
      : l10n.t('Deleted units were replaced by {0} here.', replacementName(family.replacement)),
  ];
  return {
    kind: 'deletion',
    claim: claimOf(result, points),
    evidence: evidence.filter((part) => part !== '').join(' '),
    plot: { kind: 'fall', points, floor: largestClassShare(result) },
  };
}

/** What it is right on with half and with three quarters of the units gone; empty where neither is known. */
function levelsSentence(half: string | null, threeQuarters: string | null): string {
  if (half === null) {
    return threeQuarters === null ? '' : l10n.t('With three quarters gone on {0}.', threeQuarters);
  }
  return threeQuarters === null
    ? l10n.t('With half of the units gone at random it is right on {0}.', half)
    : l10n.t(
        'With half of the units gone at random it is right on {0}, with three quarters gone on {1}.',
        ...[half, threeQuarters],
      );
}

function claimOf(result: ResultFile, points: readonly PlotPoint[]): string {
  if (nearChanceHint(result) !== null)
    return l10n.t('There is little to break: intact, it is near guessing already.');
  const halfway = crossing(points, (points[0].y + largestClassShare(result)) / 2);
  if (halfway === null) return l10n.t('No share of deletions that was measured breaks it.');
  if (halfway >= many) return l10n.t('It takes many deletions to break it.');
  return halfway <= few ? l10n.t('A few deletions break it.') : l10n.t('It weakens deletion by deletion.');
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
  const area = writeFraction(auc.mean);
  if (auc.count === 1) return l10n.t('Area under the curve {0}, of one order.', area);
  return l10n.t(
    'Area under the curve {0}, from {1} to {2} over {3}.',
    ...[area, writeFraction(auc.lowest), writeFraction(auc.highest), formatCounted(auc.count, 'order')],
  );
}
