import { noiseChart } from '../../figures/noise/noiseChart.js';
import { noiseCurves } from '../../results/derive/noiseCurves.js';
import { noiseNote } from '../../results/derive/noiseNotes.js';
import { noiseOpening } from '../../results/derive/noiseOpening.js';
import { chartFigure } from '../chartFigure.js';
import type { ReportSection } from '../section.js';

/** How accuracy falls as noise on every unit grows. */
export const noiseSection: ReportSection = {
  id: 'noise',
  title: 'Noise',
  build({ result }) {
    const [first] = noiseCurves(result);
    if (first === undefined) return null;
    const networks = [{ name: result.model.file.split(/[\\/]/).at(-1) ?? '', result }];
    const chart = noiseChart(networks, first.scope, 'accuracy');
    return {
      opening: noiseOpening(result, first.scope, networks),
      figures: [chartFigure('noise', 'Accuracy as noise grows', chart, 'Network')],
      tables: [],
      notes: [noiseNote(result, first.scope, 0)].filter((note) => note !== ''),
    };
  },
};
