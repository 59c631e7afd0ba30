import * as l10n from '@vscode/l10n';
import { noiseCurves, type NoiseCurve } from '../../results/derive/noiseCurves.js';
import { formatCounted } from '../../results/derive/numberFormat.js';
import { writeDecimal, writeShare } from '../../results/derive/typographicNumbers.js';
import type { ResultFile } from '../../results/schema.js';
import { floorOf, floorsOf } from '../lines/floors.js';
import type { Axis, Line, LineChart, LinePoint } from '../lines/lineChart.js';
import { quantityAxis, shortLoss, type Quantity } from '../lines/quantityAxis.js';
import { networkPaints } from '../networkPaints.js';
import { shortNames } from '../shortNames.js';

/** A network under the name that it is told by. */
export interface NoisyNetwork {
  readonly name: string;
  readonly result: ResultFile;
}

/** Networks as noise grows in one scope; those that were not tried there are left out. */
export function noiseChart(networks: readonly NoisyNetwork[], scope: string, quantity: Quantity): LineChart {
  const tried = networks.flatMap(({ name, result }) => {
    const curve = noiseCurves(result).find((one) => one.scope === scope);
    const points = curve === undefined ? null : pointsOf(curve, quantity);
    return points === null ? [] : [{ name, result, points }];
  });
  const last = (points: readonly LinePoint[]): LinePoint => points[points.length - 1];
  const isBetter = quantity === 'loss' ? -1 : 1;
  tried.sort((a, b) => isBetter * (last(b.points).mean - last(a.points).mean));
  const paints = networkPaints(tried.map(({ result }) => result));
  const short = shortNames(tried.map(({ name }) => name));
  const lines = tried.map(({ name, points }, i): Line => {
    const { mean } = last(points);
    return {
      ...{ name, shortName: short[i], points, dots: 'circle', paint: paints[i] },
      place: { at: mean, text: quantity === 'loss' ? shortLoss(mean) : writeShare(mean) },
    };
  });
  const results = tried.map(({ result }) => result);
  const highestFloor = Math.max(0, ...results.map((result) => floorOf(result, quantity)));
  return {
    label:
      quantity === 'loss'
        ? l10n.t('Loss as noise grows, {0}', formatCounted(lines.length, 'network'))
        : l10n.t('Accuracy as noise grows, {0}', formatCounted(lines.length, 'network')),
    lines,
    floors: floorsOf(results, quantity),
    x: scaleAxis(lines),
    y: quantityAxis(quantity, lines, highestFloor),
    namesTitle: [l10n.t('at the largest noise'), l10n.t('at the end')],
  };
}

function pointsOf({ points }: NoiseCurve, quantity: Quantity): LinePoint[] | null {
  const drawn = points.flatMap((point): LinePoint[] => {
    const spread = quantity === 'loss' ? point.loss : point.accuracy;
    if (spread === null) return [];
    const { mean, lowest, highest } = spread;
    return [{ x: point.scale, mean, lowest, highest }];
  });
  return drawn.length === points.length ? drawn : null;
}

/** A root axis: noise is tried on scales that double, and no noise is one of them. */
function scaleAxis(lines: readonly Line[]): Axis {
  const tried = lines.flatMap(({ points }) => points.map(({ x }) => x));
  const scales = [...new Set([0, ...tried])].sort((a, b) => a - b);
  return {
    ...{ title: l10n.t('noise, in standard deviations of each unit'), scale: 'root' },
    domain: [0, Math.max(...scales) || 1],
    ticks: scales.map((at) => ({ at, text: at === 0 ? l10n.t('none') : writeDecimal(at) })),
    write: (scale) => (scale === 0 ? l10n.t('no noise') : l10n.t('noise {0}', writeDecimal(scale))),
  };
}
