import * as l10n from '@vscode/l10n';
import type { CurveFamily } from '../../results/derive/curveFamilies.js';
import { orderPhrase } from '../../results/derive/curveWords.js';
import { formatCounted } from '../../results/derive/numberFormat.js';
import type { ResultFile } from '../../results/schema.js';
import { floorOf, floorsOf } from '../lines/floors.js';
import type { Line, LineChart } from '../lines/lineChart.js';
import { quantityAxis } from '../lines/quantityAxis.js';
import type { Paint } from '../paint.js';
import type { CurveLook } from './curveLook.js';
import { familyLine, namesTitleOf } from './familyLine.js';
import { removedAxis } from './removedAxis.js';

/** One network, its units deleted in each of the orders that were measured. */
export function orderChart(result: ResultFile, families: readonly CurveFamily[], look: CurveLook): LineChart {
  const { samples, noun } = result.dataset;
  const drawn = families.flatMap((family) => {
    const [name, shortName] = orderPhrase(family, noun);
    const line = familyLine(family, samples, look, { name, shortName, ...orderLook(family) });
    return line === null ? [] : [{ line, size: family.size }];
  });
  const lines = drawn.map(({ line }): Line => line);
  return {
    label:
      look.quantity === 'loss'
        ? l10n.t('Loss as units are deleted, in {0}', formatCounted(lines.length, 'order'))
        : l10n.t('Accuracy as units are deleted, in {0}', formatCounted(lines.length, 'order')),
    lines,
    floors: floorsOf([result], look.quantity),
    x: removedAxis(
      look.axis,
      drawn.map(({ size }) => size),
      'units',
    ),
    y: quantityAxis(look.quantity, lines, floorOf(result, look.quantity)),
    namesTitle: namesTitleOf(look.quantity),
  };
}

/** What ranks the units has a colour; the lowest first is dashed; what costs samples is told from loss by its dots. */
function orderLook({ by, direction, control }: CurveFamily): { paint: Paint; dash?: readonly number[] } {
  if (control !== null) return { paint: 'quiet', dash: [6, 3] };
  const paints: Readonly<Record<string, Paint>> = {
    random: 'quiet',
    selectivity: 'selectivity',
    information: 'information',
    importance: 'lost',
    accuracy: 'lost',
  };
  const paint = paints[by] ?? 'text';
  const isLowestFirst = direction === 'asc';
  if (by === 'accuracy') return { paint, dash: isLowestFirst ? [6, 3, 2, 3] : [2, 2] };
  return isLowestFirst ? { paint, dash: [6, 3] } : { paint };
}
