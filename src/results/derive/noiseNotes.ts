import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { noiseCurves } from './noiseCurves.js';
import { eachSample } from './nouns.js';
import { formatCount, formatCountedOblique } from './numberFormat.js';

/**
 * How to read the curve of one scope.
 * @param absent how many networks could not be drawn, as no noise was added there.
 */
export function noiseNote(result: ResultFile, scope: string, absent: number): string {
  const points = noiseCurves(result).find((curve) => curve.scope === scope)?.points ?? [];
  const draws = Math.max(0, ...points.filter(({ scale }) => scale > 0).map(({ accuracy }) => accuracy.count));
  const { noun } = result.dataset;
  const sentences = [
    draws < 2
      ? l10n.t('Line: one draw.')
      : l10n.t('Line: mean of {0}; band: lowest to highest.', formatCountedOblique(draws, 'draw')),
    scope === 'network'
      ? l10n.t(
          'Noise is added to every unit behind its activation, as large as the stated part of the unit’s own standard deviation, and drawn anew for {0} and position.',
          eachSample(noun),
        )
      : l10n.t(
          'Noise is added to every unit of {1} behind its activation, as large as the stated part of the unit’s own standard deviation, and drawn anew for {0} and position.',
          eachSample(noun),
          scope,
        ),
    l10n.t('It tests directions at random, not the units’ own. Root scale.'),
    absent === 0
      ? null
      : absent === 1
        ? l10n.t('1 network more holds no noise of this kind.')
        : l10n.t('{0} networks more hold no noise of this kind.', formatCount(absent)),
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** How to read the layers side by side. */
export const noiseLayersNote = l10n.t(
  'Noise of one size in each layer alone: mean and the band over draws. A layer whose units vary much gets much noise.',
);
