import * as l10n from '@vscode/l10n';
import { curveFamilies, familyKey } from '../../results/derive/curveFamilies.js';
import type { NetworkFacts } from '../../results/derive/networkFacts.js';
import { countsAnswers } from '../../results/derive/task.js';
import { familyLine, namesTitleOf } from '../curves/familyLine.js';
import { removedAxis } from '../curves/removedAxis.js';
import { floorOf, floorsOf } from '../lines/floors.js';
import type { Line, LineChart } from '../lines/lineChart.js';
import { quantityAxis } from '../lines/quantityAxis.js';
import { networkPaint } from './networkPaint.js';

/**
 * Random deletion of each network on one axis, under its letter.
 * @returns `null` where no network has such curves, or one counts no right answers.
 */
export function comparedCurves(networks: readonly NetworkFacts[]): LineChart | null {
  if (!networks.every(({ result }) => countsAnswers(result))) return null;
  const look = { quantity: 'accuracy', axis: 'share' } as const;
  const drawn = networks.flatMap((facts) => {
    const { result, randomCurve, letter, compared } = facts;
    const family = curveFamilies(result).find((one) => familyKey(one) === randomCurve?.key);
    if (family === undefined) return [];
    const paint = networkPaint(facts, networks);
    const name = `${letter} ${compared.model.replace(/\.onnx$/, '')}`;
    const line = familyLine(family, result.dataset.samples, look, { name, shortName: letter, paint });
    return line === null ? [] : [{ line, result, size: family.size }];
  });
  if (drawn.length === 0) return null;
  const lines = drawn.map(({ line }): Line => line);
  const results = drawn.map(({ result }) => result);
  return {
    label: l10n.t('Accuracy of each network while its units are deleted at random'),
    lines,
    floors: floorsOf(results, 'accuracy'),
    x: removedAxis(
      'share',
      drawn.map(({ size }) => size),
      'units',
    ),
    y: quantityAxis('accuracy', lines, Math.max(...results.map((result) => floorOf(result, 'accuracy')))),
    namesTitle: namesTitleOf('accuracy'),
  };
}
