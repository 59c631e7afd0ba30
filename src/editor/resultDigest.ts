import { soFarWords } from '../results/derive/exactness.js';
import { replacementsOf } from '../results/derive/flatUnits.js';
import { layerSummaries, type LayerSummary } from '../results/derive/layerSummary.js';
import { unitRows, type UnitRow } from '../results/derive/unitRows.js';
import type { ResultFile } from '../results/schema.js';

/** What the tree says of a result, computed once a result; importance is that under its first replacement value. */
export interface ResultDigest {
  /** By layer id. */
  readonly layers: ReadonlyMap<string, LayerSummary>;
  /** By flat index; units of layers that were not measured are missing. */
  readonly units: ReadonlyMap<number, UnitRow>;
  /** Samples that the costliest unit of the network loses; 0 where none was deleted. */
  readonly mostLost: number;
  /** How much of the work is in the numbers; null where nothing of it is missing. */
  readonly soFar: string | null;
}

const digests = new WeakMap<ResultFile, ResultDigest>();

export function digestOf(result: ResultFile): ResultDigest {
  let digest = digests.get(result);
  if (!digest) {
    const [replacement = null] = replacementsOf(result);
    const rows = unitRows(result, replacement);
    digest = {
      layers: new Map(layerSummaries(result, replacement).map((summary) => [summary.layer.id, summary])),
      units: new Map(rows.map((row) => [row.unit.flat, row])),
      mostLost: rows.reduce((most, { lost }) => Math.max(most, lost?.count ?? 0), 0),
      soFar: result.partial === true ? soFarWords(result, replacement) : null,
    };
    digests.set(result, digest);
  }
  return digest;
}
