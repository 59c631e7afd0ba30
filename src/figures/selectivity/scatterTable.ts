import { basisOf, lostRange } from '../../results/derive/lostSamples.js';
import { writeCount, writeFraction } from '../../results/derive/typographicNumbers.js';
import type { Cell, FigureTable, TableColumn } from '../figure.js';
import type { ScatterData, ScatterPoint } from './scatterData.js';

/** The plot's units in numbers: what is drawn, and nothing else. */
export function scatterTable({ points }: ScatterData, noun: string): FigureTable {
  const columns: (readonly [TableColumn, (point: ScatterPoint) => Cell])[] = [
    [{ name: 'unit' }, ({ row }) => row.name],
    [{ name: 'layer' }, ({ row }) => row.unit.layer.id],
    [{ name: 'class selectivity', write: writeFraction }, ({ selectivity }) => selectivity],
    [{ name: `${noun}s lost`, write: writeCount }, ({ samplesLost }) => samplesLost],
  ];
  if (basisOf(points.map(({ row }) => row)) === 'estimate') {
    const end =
      (side: 'low' | 'high') =>
      ({ row }: ScatterPoint) =>
        row.lost && lostRange(row.lost)[side];
    columns.push(
      [{ name: 'at least', write: writeCount }, end('low')],
      [{ name: 'at most', write: writeCount }, end('high')],
    );
  }
  if (points.some(({ expected }) => expected !== null)) {
    columns.push([{ name: `${noun}s lost if so`, write: writeCount }, ({ expected }) => expected]);
  }
  return {
    title: `Class selectivity and ${noun}s lost`,
    columns: columns.map(([column]) => column),
    rows: points.map((point) => columns.map(([, value]) => value(point))),
  };
}
