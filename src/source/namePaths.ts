import type { SourceModel } from './sourceModel.js';
import type { ModelLayer } from './tie.js';

/** By source layer, the model's layers that have its name; none of a layer that no name can be told of. */
type Matches = readonly (readonly ModelLayer[])[];

/**
 * Finds layers by the names that a model file has for them. Exporters put a prefix before all names or take one away
 * (`module.fc1`, `net.fc1`), so that which pairs most is taken; where two pair as many differently, names tell nothing.
 */
export function matchNames(source: SourceModel, layers: readonly ModelLayer[]): Matches {
  const nothing = source.layers.map(() => []);
  const keys = layers.map((layer) => [...new Set([layer.id, ...(layer.modules ?? [])])].map(segmentsOf));
  const isKeras = source.framework === 'keras' || source.framework === 'tensorflow.js';
  const byPrefix = new Map<string, Set<ModelLayer>[]>();
  source.layers.forEach(({ path, isNamed }, i) => {
    if (!isNamed) return;
    const wanted = segmentsOf(path);
    layers.forEach((layer, j) => {
      for (const key of keys[j]) {
        const prefix = isKeras ? allMatch(wanted, key) : prefixBetween(wanted, key);
        if (prefix === null) continue;
        const matches = byPrefix.get(prefix) ?? source.layers.map(() => new Set<ModelLayer>());
        byPrefix.set(prefix, matches);
        matches[i].add(layer);
      }
    });
  });
  const counted = [...byPrefix].map(([prefix, matches]) => ({
    prefix,
    matches: matches.map((each) => [...each]),
    count: matches.filter(({ size }) => size > 0).length,
  }));
  const most = Math.max(0, ...counted.map(({ count }) => count));
  const best = counted.filter(({ count }) => count === most);
  const chosen = best.find(({ prefix }) => prefix === '') ?? (best.length === 1 ? best[0] : undefined);
  return chosen?.matches ?? nothing;
}

function segmentsOf(path: string): readonly string[] {
  return path.split(/[./:]+/).filter((segment) => segment !== '');
}

/** Names of Keras' layers are unique in what holds them, whatever stands between and around. */
function allMatch(wanted: readonly string[], key: readonly string[]): string | null {
  let found = 0;
  for (const segment of key) if (found < wanted.length && matches(wanted[found], segment)) found++;
  return found === wanted.length ? '' : null;
}

/** What stands before the one path in the other: `+module` before the key, `-net` before the source's; null where neither ends the other. */
function prefixBetween(wanted: readonly string[], key: readonly string[]): string | null {
  const extra = key.length - wanted.length;
  const length = Math.min(key.length, wanted.length);
  const isSame = wanted.slice(-length).every((segment, i) => matches(segment, key.slice(-length)[i]));
  if (length === 0 || !isSame) return null;
  if (extra === 0) return '';
  return extra > 0 ? `+${key.slice(0, extra).join('.')}` : `-${wanted.slice(0, -extra).join('.')}`;
}

/** `*` stands for what the text leaves open. */
function matches(pattern: string, segment: string): boolean {
  if (!pattern.includes('*')) return pattern === segment;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`).test(segment);
}
