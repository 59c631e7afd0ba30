import * as l10n from '@vscode/l10n';
import { noiseChart } from '../../figures/noise/noiseChart.js';
import { noiseCurves } from '../../results/derive/noiseCurves.js';
import { noiseNote } from '../../results/derive/noiseNotes.js';
import { noiseOpening } from '../../results/derive/noiseOpening.js';
import { chartFigure } from '../chartFigure.js';
import type { ReportSection } from '../section.js';

/** How accuracy falls as noise on every unit grows. */
export const noiseSection: ReportSection = {
  id: 'noise',
  title: l10n.t('Noise'),
  build({ result }) {
    const [first] = noiseCurves(result);
    if (first === undefined) return null;
    const networks = [{ name: result.model.file.split(/[\\/]/).at(-1) ?? '', result }];
    const chart = noiseChart(networks, first.scope, 'accuracy');
    return {
      opening: noiseOpening(result, first.scope, networks),
      figures: [chartFigure('noise', l10n.t('Accuracy as noise grows'), chart, l10n.t('Network'))],
      tables: [],
      notes: [noiseNote(result, first.scope, 0)].filter((note) => note !== ''),
    };
  },
};
