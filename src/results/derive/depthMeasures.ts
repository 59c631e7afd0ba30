import * as l10n from '@vscode/l10n';
import type { ResultFile, ResultLayer } from '../schema.js';
import { chanceBand } from './chanceBand.js';
import { measuredValue } from './flatUnits.js';
import { unitInformationChance } from './information.js';
import { lostCount } from './lostSamples.js';
import { plural } from './nouns.js';
import { quartilesOf, type Quartiles } from './quartiles.js';
import type { UnitRow } from './unitRows.js';

export const depthMeasureIds = [
  'lost',
  'lossRise',
  'selectivity',
  'information',
  'activity',
  'dead',
] as const;
export type DepthMeasureId = (typeof depthMeasureIds)[number];

/** One measure of all units, layer by layer from input to output. */
export interface DepthMeasure {
  readonly id: DepthMeasureId;
  /** `images lost when deleted` */
  readonly title: string;
  /** One entry a hidden layer that was measured. */
  readonly layers: readonly DepthLayer[];
  /** How far to either side of zero is luck, in the measure's own unit; `null` where nothing is told of that. */
  readonly band: number | null;
}

export interface DepthLayer {
  readonly layer: ResultLayer;
  /** The layer's place among the hidden layers. */
  readonly layerIndex: number;
  /** Units with a value, in flat order; of the share of dead units none. */
  readonly units: readonly { readonly flat: number; readonly value: number }[];
  readonly quartiles: Quartiles | null;
  /** What one number tells of the layer: the share of dead units; `null` of the other measures. */
  readonly share: number | null;
  /** What the measure would be by chance, on average over the layer's living units; `null` where that is not told. */
  readonly chance: number | null;
}

/**
 * Every measure that the result holds, by layer.
 * @param rows all units of the result, under the replacement value that is looked at.
 */
export function depthMeasures(result: ResultFile, rows: readonly UnitRow[]): DepthMeasure[] {
  const { noun } = result.dataset;
  const titles: Readonly<Record<DepthMeasureId, string>> = {
    lost: l10n.t('{0} lost when deleted', plural(noun)),
    lossRise: l10n.t('rise in loss when deleted, nats'),
    selectivity: l10n.t('class selectivity'),
    information: l10n.t('information about the class, bits'),
    activity: l10n.t('mean activity'),
    dead: l10n.t('share of dead units'),
  };
  const layers = layersOf(rows);
  const importances = rows.flatMap(({ importance }) => importance ?? []);
  return depthMeasureIds
    .map((id): DepthMeasure => {
      const read = readers[id];
      return {
        id,
        title: titles[id],
        layers: layers.map((ofLayer) => depthLayer(result, ofLayer, id, read)),
        band: id === 'lost' && result.exact && importances.length > 0 ? chanceBand(importances) : null,
      };
    })
    .filter((measure) => measure.layers.some(({ units, share }) => units.length > 0 || share !== null));
}

const readers: Readonly<Record<DepthMeasureId, (row: UnitRow) => number | null>> = {
  lost: lostCount,
  lossRise: ({ importance }) => importance?.lossRise ?? null,
  selectivity: ({ selectivity }) => selectivity,
  information: ({ information, dead }) => (dead ? null : information),
  activity: ({ unit }) => measuredValue(unit, 'mean'),
  dead: () => null,
};

function depthLayer(
  result: ResultFile,
  rows: readonly UnitRow[],
  id: DepthMeasureId,
  read: (row: UnitRow) => number | null,
): DepthLayer {
  const units = rows.flatMap((row) => {
    const value = read(row);
    return value === null ? [] : [{ flat: row.unit.flat, value }];
  });
  const { layer } = rows[0].unit;
  const tellsDead = id === 'dead' && layer.units.silentSamples !== undefined;
  const chances =
    id === 'information'
      ? rows.flatMap((row) => (row.dead ? [] : (unitInformationChance(result, row.unit) ?? [])))
      : [];
  return {
    layer,
    layerIndex: rows[0].layerIndex,
    units,
    quartiles: quartilesOf(units.map(({ value }) => value)),
    share: tellsDead ? rows.filter(({ dead }) => dead).length / rows.length : null,
    chance: chances.length === 0 ? null : chances.reduce((sum, chance) => sum + chance, 0) / chances.length,
  };
}

function layersOf(rows: readonly UnitRow[]): UnitRow[][] {
  const layers = new Map<number, UnitRow[]>();
  for (const row of rows) {
    const ofLayer = layers.get(row.layerIndex);
    if (ofLayer === undefined) layers.set(row.layerIndex, [row]);
    else ofLayer.push(row);
  }
  return [...layers.values()];
}
