import type { ResultFile, ResultLayer } from './schema.js';

/**
 * Whether two results count the same: one network on the same samples, drawn by one seed and run by one engine, so that
 * they can stand in one file.
 */
export function countTheSame(
  one: Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'>,
  other: Pick<ResultFile, 'model' | 'dataset' | 'settings' | 'engine'>,
): boolean {
  return (
    one.model.sha256 === other.model.sha256 &&
    one.dataset.sha256 === other.dataset.sha256 &&
    one.dataset.samples === other.dataset.samples &&
    one.dataset.classes.length === other.dataset.classes.length &&
    one.settings.seed === other.settings.seed &&
    JSON.stringify(one.engine) === JSON.stringify(other.engine)
  );
}

/**
 * An exact result and what was measured besides, as one. What both hold is the later one's.
 * @param added counts the same as the earlier one, and is exact.
 */
export function joinResults(earlier: ResultFile, added: ResultFile): ResultFile {
  const curves = joinLists(earlier.curves, added.curves, (curve) => [
    ...[curve.by, curve.direction, curve.mode, curve.scope, curve.control, curve.seed],
    ...[curve.replacement, curve.units],
  ]);
  const noise = joinLists(earlier.noise, added.noise, ({ scope, scale, seed }) => [scope, scale, seed]);
  const groups = joinLists(earlier.groups, added.groups, ({ units }) => units);
  return {
    ...earlier,
    ...added,
    durationSeconds: Math.round((earlier.durationSeconds + added.durationSeconds) * 1000) / 1000,
    settings: joinSettings(earlier.settings, added.settings),
    baseline: { ...earlier.baseline, ...added.baseline },
    layers: earlier.layers.map((layer, i) => joinLayers(layer, added.layers[i])),
    ...(curves && { curves }),
    ...(noise && { noise }),
    ...(groups && { groups }),
  };
}

function joinLayers(earlier: ResultLayer, added: ResultLayer): ResultLayer {
  const { ablation } = added.units;
  return {
    ...earlier,
    units: {
      ...earlier.units,
      ...added.units,
      ...((earlier.units.ablation ?? ablation) && {
        ablation: { ...earlier.units.ablation, ...ablation },
      }),
    },
  };
}

/** @param keyOf what was asked for, without what it came to. */
function joinLists<Entry>(
  earlier: readonly Entry[] | undefined,
  added: readonly Entry[] | undefined,
  keyOf: (entry: Entry) => unknown,
): Entry[] | undefined {
  if (earlier === undefined && added === undefined) return undefined;
  const keys = new Set((added ?? []).map((entry) => JSON.stringify(keyOf(entry))));
  return [...(earlier ?? []).filter((entry) => !keys.has(JSON.stringify(keyOf(entry)))), ...(added ?? [])];
}

/** Lists, such as the measures, hold what either list holds. */
function joinSettings(
  earlier: ResultFile['settings'],
  added: ResultFile['settings'],
): ResultFile['settings'] {
  const joined: Record<string, unknown> = { ...earlier, ...added };
  for (const name of ['measures', 'replacements']) {
    joined[name] = [...new Set([...listOf(earlier[name]), ...listOf(added[name])])];
  }
  const ways = [earlier['ways'], added['ways']].filter((one) => typeof one === 'object');
  return {
    ...joined,
    seed: earlier.seed,
    ...(ways.length > 0 && { ways: Object.assign({}, ...ways) as unknown }),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
