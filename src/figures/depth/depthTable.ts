import * as l10n from '@vscode/l10n';
import type { DepthMeasure } from '../../results/derive/depthMeasures.js';
import type { FigureTable } from '../figure.js';
import { writeDepthValue } from './depthScale.js';

/** A measure by layer in numbers: the quartiles, and the ends. */
export function depthTable({ id, title, layers }: DepthMeasure): FigureTable {
  const write = (value: number): string => writeDepthValue(id, value);
  const name = { name: l10n.t('layer') };
  if (id === 'dead') {
    const rows = layers.map(({ layer, share }) => [layer.id, layer.kind, layer.unitCount, share]);
    return {
      title,
      columns: [
        name,
        { name: l10n.t('kind') },
        { name: l10n.t('units') },
        { name: l10n.t('share dead'), write },
      ],
      rows,
    };
  }
  const numbers = [
    l10n.t('lowest'),
    l10n.t('lower quartile'),
    l10n.t('median'),
    l10n.t('upper quartile'),
    l10n.t('highest'),
  ];
  const hasChance = layers.some(({ chance }) => chance !== null);
  return {
    title,
    columns: [
      name,
      { name: l10n.t('kind') },
      { name: l10n.t('units measured') },
      ...numbers.map((column) => ({ name: column, write })),
      ...(hasChance ? [{ name: l10n.t('by chance'), write }] : []),
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
