import * as l10n from '@vscode/l10n';
import type { LayerRelation } from '../../results/derive/selectivityRelation.js';
import type { Interval } from '../../results/derive/spearmanInterval.js';
import { writeFraction, writeInterval } from '../../results/derive/typographicNumbers.js';
import type { Figure, FigureTable, Mark, Room } from '../figure.js';
import { fitText } from '../fitText.js';
import { layerShape } from '../layerShape.js';

/** With more layers, each takes little room. */
const mostWithIntervals = 6;
const rowHeight = 20;
const gap = 22;
const nameLook = { font: 'code', size: 12 } as const;

/** Which mark is of which layer, and each layer's rank correlation; in rows, as many as fit. */
export function layerKeyFigure(
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[],
  layers: number,
  told: boolean,
  { width, measure }: Room,
): Figure {
  const marks: Mark[] = [];
  const isMany = relations.length > mostWithIntervals;
  const title = !told
    ? l10n.t('Layers')
    : isMany
      ? l10n.t('Rank correlation')
      : l10n.t('Rank correlation (95 % interval)');
  marks.push({ kind: 'text', x: 0, y: 14, text: title, fill: 'quietText' });
  let [x, y] = [measure(title) + gap, 0];
  relations.forEach(({ layer, layerIndex, rho }, i) => {
    const interval = isMany ? null : (intervals.at(i) ?? null);
    const range = interval === null ? '' : ` (${writeInterval(interval.low, interval.high)})`;
    const words = told ? `${rho === null ? '\u2013' : writeFraction(rho)}${range}` : '';
    const name = fitText(layer.id, width - 30 - measure(words), measure, nameLook);
    const names = 14 + measure(name, nameLook) + 6;
    const needed = names + measure(words);
    if (x > 0 && x + needed > width) [x, y] = [0, y + rowHeight];
    const paint = { layer: layerIndex, of: layers };
    const shape = layerShape(layerIndex);
    const radius = shape === 'circle' ? 4 : 5;
    marks.push(
      { kind: 'dots', x: [x + 5], y: [y + 10], shape, radius, fill: paint },
      { kind: 'text', x: x + 14, y: y + 14, text: name, ...nameLook },
      { kind: 'text', x: x + names, y: y + 14, text: words, fill: 'quietText' },
    );
    x += needed + gap;
  });
  return { width, height: y + rowHeight, label: l10n.t('{0}, by layer', title), marks, targets: [] };
}

/** The same in numbers. */
export function layerKeyTable(
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[],
): FigureTable {
  return {
    title: l10n.t('Rank correlation of selectivity and samples lost, by layer'),
    columns: [
      { name: l10n.t('layer') },
      { name: l10n.t('rank correlation'), write: writeFraction },
      { name: l10n.t('at least'), write: writeFraction },
      { name: l10n.t('at most'), write: writeFraction },
      { name: l10n.t('units') },
    ],
    rows: relations.map(({ layer, rho, n }, i) => [
      layer.id,
      rho,
      intervals.at(i)?.low ?? null,
      intervals.at(i)?.high ?? null,
      n,
    ]),
  };
}
