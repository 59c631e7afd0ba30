import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import type { DepthMeasure } from './depthMeasures.js';
import { formatCounted, formatCountedOblique } from './numberFormat.js';
import { writeShare } from './typographicNumbers.js';

/** How the figures by layer are read; only what they show. */
export function depthNote(result: ResultFile, measures: readonly DepthMeasure[]): string {
  const { samples, noun } = result.dataset;
  const layers = measures.at(0)?.layers ?? [];
  const band = measures.find(({ id }) => id === 'lost')?.band ?? null;
  const widths = new Set(layers.map(({ layer }) => layer.unitCount));
  return [
    layers.some(({ layer }) => layer.kind === 'residual')
      ? l10n.t('+ is the sum after a residual block.')
      : null,
    band === null || band === 0
      ? null
      : l10n.t(
          'Grey band: what luck does to the median unit, {0} either way.',
          formatCounted(Math.round(band), noun),
        ),
    samples > 0 && samples < 1000
      ? l10n.t('One of {0} is {1}.', formatCountedOblique(samples, noun), writeShare(1 / samples))
      : null,
    measures.some(({ id }) => id === 'information')
      ? l10n.t(
          'Dashed: the information that a unit knowing nothing of the class would show, by its bins and the number of samples.',
        )
      : null,
    widths.size > 1
      ? l10n.t(
          'Layers with more units share the work among more, so medians are not comparable between layers of different width.',
        )
      : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}
