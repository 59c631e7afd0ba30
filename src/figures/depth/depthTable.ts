import type { DepthMeasure } from '../../results/derive/depthMeasures.js';
import type { FigureTable } from '../figure.js';
import { writeDepthValue } from './depthScale.js';

/** A measure by layer in numbers: the quartiles, and the ends. */
export function depthTable({ id, title, layers }: DepthMeasure): FigureTable {
  const write = (value: number): string => writeDepthValue(id, value);
  const name = { name: 'layer' };
  if (id === 'dead') {
    const rows = layers.map(({ layer, share }) => [layer.id, layer.kind, layer.unitCount, share]);
    return {
      title,
      columns: [name, { name: 'kind' }, { name: 'units' }, { name: 'share dead', write }],
      rows,
    };
  }
  const numbers = ['lowest', 'lower quartile', 'median', 'upper quartile', 'highest'];
  const hasChance = layers.some(({ chance }) => chance !== null);
  return {
    title,
    columns: [
      name,
      { name: 'kind' },
      { name: 'units measured' },
      ...numbers.map((column) => ({ name: column, write })),
      ...(hasChance ? [{ name: 'by chance', write }] : []),
    ],
    rows: layers.map(({ layer, units, quartiles, chance }) => {
      const [least, most] = ends(units);
      const inner = [quartiles?.lower ?? null, quartiles?.median ?? null, quartiles?.upper ?? null];
      return [layer.id, layer.kind, units.length, least, ...inner, most, ...(hasChance ? [chance] : [])];
    }),
  };
}

function ends(units: readonly { readonly value: number }[]): [number | null, number | null] {
  let least: number | null = null;
  let most: number | null = null;
  for (const { value } of units) {
    if (least === null || value < least) least = value;
    if (most === null || value > most) most = value;
  }
  return [least, most];
}
