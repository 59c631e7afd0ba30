import { beyondChance } from '../results/derive/beyondChance.js';
import { replacementsOf } from '../results/derive/flatUnits.js';
import { unitImportances, type UnitImportance } from '../results/derive/importance.js';
import { layerSummaries, type LayerSummary } from '../results/derive/layerSummary.js';
import type { ResultFile } from '../results/schema.js';

/** What tree and messages say of a result, computed once a result. */
export interface ResultDigest {
  /** By layer id. */
  readonly layers: ReadonlyMap<string, LayerSummary>;
  /** By flat index; units that were not deleted are missing. */
  readonly units: ReadonlyMap<number, UnitImportance>;
  /** Flat indexes of the units that stand out from chance. */
  readonly beyondChance: ReadonlySet<number>;
}

const digests = new WeakMap<ResultFile, ResultDigest>();

/** The digest of a result; importance is that under its first replacement value. */
export function digestOf(result: ResultFile): ResultDigest {
  let digest = digests.get(result);
  if (!digest) {
    const [replacement = null] = replacementsOf(result);
    const units = replacement === null ? [] : unitImportances(result, replacement);
    const standsOut = beyondChance(units);
    digest = {
      layers: new Map(layerSummaries(result, replacement).map((summary) => [summary.layer.id, summary])),
      units: new Map(units.map((unit) => [unit.unit.flat, unit])),
      beyondChance: new Set(units.filter((_, i) => standsOut[i]).map(({ unit }) => unit.flat)),
    };
    digests.set(result, digest);
  }
  return digest;
}
