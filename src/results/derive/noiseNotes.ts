import type { ResultFile } from '../schema.js';
import { noiseCurves } from './noiseCurves.js';
import { formatCounted } from './numberFormat.js';

/**
 * How to read the curve of one scope.
 * @param absent how many networks could not be drawn, as no noise was added there.
 */
export function noiseNote(result: ResultFile, scope: string, absent: number): string {
  const points = noiseCurves(result).find((curve) => curve.scope === scope)?.points ?? [];
  const draws = Math.max(0, ...points.filter(({ scale }) => scale > 0).map(({ accuracy }) => accuracy.count));
  const where = scope === 'network' ? 'every unit' : `every unit of ${scope}`;
  const sentences = [
    draws < 2 ? 'Line: one draw.' : `Line: mean of ${formatCounted(draws, 'draw')}; band: lowest to highest.`,
    `Noise is added to ${where} behind its activation, as large as the stated part of the unit\u2019s own standard deviation, and drawn anew for each ${result.dataset.noun} and position.`,
    'It tests directions at random, not the units\u2019 own. Root scale.',
    absent === 0
      ? null
      : `${formatCounted(absent, 'network')} more ${absent === 1 ? 'holds' : 'hold'} no noise of this kind.`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** How to read the layers side by side. */
export const noiseLayersNote =
  'Noise of one size in each layer alone: mean and the band over draws. A layer whose units vary much gets much noise.';
