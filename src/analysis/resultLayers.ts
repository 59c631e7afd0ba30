import type { Ablation, ResultLayer } from '../results/schema.js';
import type { ActivityTable } from './activity.js';
import { activityColumns, selectivityColumns } from './columns.js';
import type { UnitLayer } from './unitLayers.js';

/** Mutual information of every unit with the class, by flat index, in bits. */
export interface InformationTable {
  readonly bits: Float64Array;
  readonly bins: Float64Array;
}

/**
 * The layers as a result file has them, with the statistics of their units' activity and nothing that deletions
 * did. Those that are not among the chosen ones have no columns.
 * @param norms L1 norms of the units' incoming weights, by layer.
 * @param classCounts samples of each class.
 * @param selective whether the class that each unit prefers is told, and how selectively.
 * @param information null where it was not measured.
 */
export function layerStatistics(
  layers: readonly UnitLayer[],
  chosen: readonly UnitLayer[],
  activity: ActivityTable,
  norms: readonly (Float64Array | null)[],
  classCounts: readonly number[],
  selective: boolean,
  information: InformationTable | null,
): ResultLayer[] {
  return layers.map((layer, i): ResultLayer => {
    const { id, kind, operator, activation, shape, unitCount, firstUnit } = layer;
    const head = { id, kind, operator, activation, shape: [...shape], unitCount };
    if (!chosen.includes(layer)) return { ...head, units: {} };
    const columns = activityColumns(layer, activity, classCounts, norms[i] ?? null);
    const at = (column: Float64Array) => [...column.subarray(firstUnit, firstUnit + unitCount)];
    if (selective) Object.assign(columns, selectivityColumns(columns));
    if (information !== null) {
      Object.assign(columns, { mutualInformation: at(information.bits), bins: at(information.bins) });
    }
    return { ...head, units: columns };
  });
}

/**
 * The layers that have columns with what deleting their units did beside their statistics.
 * @param ablationOf by the layer's place, by replacement value.
 */
export function withAblations(
  layers: readonly ResultLayer[],
  ablationOf: (place: number) => Record<string, Ablation>,
): ResultLayer[] {
  return layers.map((layer, i) =>
    Object.keys(layer.units).length === 0
      ? layer
      : { ...layer, units: { ...layer.units, ablation: ablationOf(i) } },
  );
}

/** A partial result is shown and gone: larger matrices would hold up what they tell of. */
const entriesOfPartials = 1_000_000;

/** The layers without their matrices where these have more than a million entries together. */
export function withoutLargeMatrices(layers: readonly ResultLayer[]): ResultLayer[] {
  const entries = layers.reduce((all, { units, unitCount }) => {
    return all + unitCount * (units.classMeans?.[0]?.length ?? 0);
  }, 0);
  if (entries <= entriesOfPartials) return [...layers];
  return layers.map((layer) => {
    const units = { ...layer.units };
    delete units.classMeans;
    return { ...layer, units };
  });
}
