import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../../schema.js';
import { largestClassShare } from '../curveFamilies.js';
import { formatCounted } from '../numberFormat.js';
import { scaleWords } from '../noiseOpening.js';
import { noiseLevels, type NoiseLevel } from '../noiseLevels.js';
import { nearChanceHint } from '../sentences.js';
import { writeDecimal, writeShare } from '../typographicNumbers.js';
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
  return {
    kind: 'noise',
    claim: claimOf(breaking, levels),
    evidence: levelSentence(told, samples, intact),
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

function levelSentence({ scale, correct }: NoiseLevel, samples: number, intact: number): string {
  const level = writeShare(correct.mean / samples);
  if (correct.count === 1) {
    return l10n.t(
      'With {0} of noise on every unit it is right on {1}, without on {2}.',
      ...[scaleWords(scale), level, writeShare(intact)],
    );
  }
  const [lowest, highest] = [correct.lowest, correct.highest].map((count) => writeShare(count / samples));
  return l10n.t(
    'With {0} of noise on every unit it is right on {1} ({2} to {3} over {4}), without on {5}.',
    ...[scaleWords(scale), level, lowest, highest, formatCounted(correct.count, 'draw'), writeShare(intact)],
  );
}

function claimOf(breaking: NoiseLevel | undefined, levels: readonly NoiseLevel[]): string {
  if (breaking === undefined) {
    return l10n.t(
      'It bears noise of up to {0}, as far as was measured.',
      scaleWords(levels[levels.length - 1].scale),
    );
  }
  return breaking === levels[0]
    ? l10n.t('The least noise that was measured breaks it.')
    : l10n.t(
        'It bears noise of {0}, not of {1}.',
        scaleWords(levels[levels.indexOf(breaking) - 1].scale),
        writeDecimal(breaking.scale),
      );
}
