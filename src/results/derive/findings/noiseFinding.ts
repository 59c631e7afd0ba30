import type { ResultFile } from '../../schema.js';
import { largestClassShare } from '../curveFamilies.js';
import { formatCounted } from '../numberFormat.js';
import { noiseLevels, type NoiseLevel } from '../noiseLevels.js';
import { nearChanceHint } from '../sentences.js';
import { writeShare } from '../typographicNumbers.js';
import type { Finding } from './finding.js';

/** How the network bears noise on all units at once; `null` where that was not measured. */
export function noiseFinding(result: ResultFile): Finding | null {
  const { samples } = result.dataset;
  const levels = noiseLevels(result)
    .filter(({ scope }) => scope === 'network')
    .sort((a, b) => a.scale - b.scale);
  if (levels.length === 0 || samples === 0 || nearChanceHint(result) !== null) return null;
  const intact = result.baseline.correct / samples;
  const floor = largestClassShare(result);
  const share = ({ correct }: NoiseLevel): number => correct.mean / samples;
  const breaking = levels.find((level) => share(level) <= (intact + floor) / 2);
  const told = breaking ?? levels[levels.length - 1];
  const draws =
    told.correct.count === 1
      ? ''
      : ` (${writeShare(told.correct.lowest / samples)} to ${writeShare(told.correct.highest / samples)} over ${formatCounted(told.correct.count, 'draw')})`;
  return {
    kind: 'noise',
    claim: claimOf(breaking, levels),
    evidence:
      `With ${deviations(told.scale)} of noise on every unit it is right on ${writeShare(share(told))}${draws}, ` +
      `without on ${writeShare(intact)}.`,
    plot: {
      kind: 'fall',
      points: [
        { x: 0, y: intact },
        // Scales are chosen as steps, most often each about twice the last.
        ...levels.map((level, i) => ({ x: (i + 1) / levels.length, y: share(level) })),
      ],
      floor,
    },
  };
}

function claimOf(breaking: NoiseLevel | undefined, levels: readonly NoiseLevel[]): string {
  if (breaking === undefined) {
    return `It bears noise of up to ${deviations(levels[levels.length - 1].scale)}, as far as was measured.`;
  }
  return breaking === levels[0]
    ? 'The least noise that was measured breaks it.'
    : `It bears noise of ${deviations(levels[levels.indexOf(breaking) - 1].scale)}, not of ${breaking.scale}.`;
}

/** `1 standard deviation` */
function deviations(scale: number): string {
  return `${scale} standard ${scale === 1 ? 'deviation' : 'deviations'}`;
}
