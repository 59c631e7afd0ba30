import * as l10n from '@vscode/l10n';
import type { CurveFamily } from '../../results/derive/curveFamilies.js';
import { formatCounted } from '../../results/derive/numberFormat.js';
import type { ResultFile } from '../../results/schema.js';
import type { Line, LineChart } from '../lines/lineChart.js';
import { floorOf, floorsOf } from '../lines/floors.js';
import { quantityAxis } from '../lines/quantityAxis.js';
import { networkPaints } from '../networkPaints.js';
import { shortNames } from '../shortNames.js';
import type { CurveLook } from './curveLook.js';
import { familyLine, namesTitleOf } from './familyLine.js';
import { removedAxis } from './removedAxis.js';

/** A network's random orders under the name that it is told by. */
export interface DrawnNetwork {
  readonly name: string;
  readonly result: ResultFile;
  readonly random: CurveFamily;
}

/** Several networks under random deletion, from the one that holds out longest to the one that breaks first. */
export function networkChart(networks: readonly DrawnNetwork[], look: CurveLook): LineChart {
  const ranked = [...networks].sort((a, b) => (b.random.auc?.mean ?? 0) - (a.random.auc?.mean ?? 0));
  const paints = networkPaints(ranked.map(({ result }) => result));
  const short = shortNames(ranked.map(({ name }) => name));
  const drawn = ranked.flatMap(({ name, result, random }, i) => {
    const named = { name, shortName: short[i], paint: paints[i] };
    const line = familyLine(random, result.dataset.samples, look, named);
    return line === null ? [] : [{ line, result, random }];
  });
  const lines = drawn.map(({ line }): Line => line);
  const results = drawn.map(({ result }) => result);
  const floors = floorsOf(results, look.quantity);
  const highestFloor = Math.max(0, ...results.map((result) => floorOf(result, look.quantity)));
  return {
    label:
      look.quantity === 'loss'
        ? l10n.t('Loss under random deletion, {0}', formatCounted(lines.length, 'network'))
        : l10n.t('Accuracy under random deletion, {0}', formatCounted(lines.length, 'network')),
    lines,
    floors,
    x: removedAxis(
      look.axis,
      drawn.map(({ random }) => random.size),
      'units',
    ),
    y: quantityAxis(look.quantity, lines, highestFloor),
    namesTitle: namesTitleOf(look.quantity),
  };
}
