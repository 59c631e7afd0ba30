import * as l10n from '@vscode/l10n';
import { basisOf, lostRange } from '../../results/derive/lostSamples.js';
import { plural } from '../../results/derive/nouns.js';
import { writeCount, writeFraction } from '../../results/derive/typographicNumbers.js';
import type { Cell, FigureTable, TableColumn } from '../figure.js';
import type { ScatterData, ScatterPoint } from './scatterData.js';

/** The plot's units in numbers: what is drawn, and nothing else. */
export function scatterTable({ points }: ScatterData, noun: string): FigureTable {
  const columns: (readonly [TableColumn, (point: ScatterPoint) => Cell])[] = [
    [{ name: l10n.t('unit') }, ({ row }) => row.name],
    [{ name: l10n.t('layer') }, ({ row }) => row.unit.layer.id],
    [{ name: l10n.t('class selectivity'), write: writeFraction }, ({ selectivity }) => selectivity],
    [{ name: l10n.t('{0} lost', plural(noun)), write: writeCount }, ({ samplesLost }) => samplesLost],
  ];
  if (basisOf(points.map(({ row }) => row)) === 'estimate') {
    const end =
      (side: 'low' | 'high') =>
      ({ row }: ScatterPoint) =>
        row.lost && lostRange(row.lost)[side];
    columns.push(
      [{ name: l10n.t('at least'), write: writeCount }, end('low')],
      [{ name: l10n.t('at most'), write: writeCount }, end('high')],
    );
  }
  if (points.some(({ expected }) => expected !== null)) {
    columns.push([
      { name: l10n.t('{0} lost if so', plural(noun)), write: writeCount },
      ({ expected }) => expected,
    ]);
  }
  return {
    title: l10n.t('Class selectivity and {0} lost', plural(noun)),
    columns: columns.map(([column]) => column),
    rows: points.map((point) => columns.map(([, value]) => value(point))),
  };
}
