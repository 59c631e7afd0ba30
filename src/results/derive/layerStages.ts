import type { ResultLayer } from '../schema.js';

/** Layers that follow each other and belong together. */
export interface LayerStage {
  readonly name: string;
  /** Places among the hidden layers, both included. */
  readonly first: number;
  readonly last: number;
}

type NamedLayer = Pick<ResultLayer, 'id' | 'kind' | 'unitCount'>;

/**
 * The stages of a network: what its layers' names have in common (`layer1.0.relu` and `layer1.1.relu` are of
 * `layer1`); where names tell nothing, runs of layers of one kind and width.
 * @returns none where the layers fall into no stages.
 */
export function layerStages(layers: readonly NamedLayer[]): LayerStage[] {
  const parts = layers.map(({ id }) => id.split(/[./]/));
  const deepest = Math.max(0, ...parts.map(({ length }) => length - 1));
  for (let depth = 1; depth <= deepest; depth++) {
    const named = runs(parts.map((part) => part.slice(0, Math.min(depth, part.length)).join('.')));
    if (areStages(named, layers.length)) {
      return named.map(({ name, ...run }) => ({ name: withWidth(name, layers, run), ...run }));
    }
  }
  const wide = runs(layers.map(({ kind, unitCount }) => `${unitCount} ${areMaps(kind) ? 'maps' : 'units'}`));
  return areStages(wide, layers.length) ? wide : [];
}

/** What a layer is called within its stage: its name without what all layers around it share. */
export function shortLayerNames(layers: readonly NamedLayer[], stages: readonly LayerStage[]): string[] {
  const spans = stages.length === 0 ? [{ first: 0, last: layers.length - 1 }] : stages;
  const shared = commonParts(layers.map(({ id }) => id));
  return layers.map(({ id }, place) => {
    const span = spans.find(({ first, last }) => first <= place && place <= last);
    const ids = layers.slice(span?.first, span === undefined ? undefined : span.last + 1);
    const drop = ids.length < 2 ? shared : commonParts(ids.map((layer) => layer.id));
    return id.split(/[./]/).slice(drop).join('.');
  });
}

/** How many leading parts of dotted names are the same in all, the last part never among them. */
function commonParts(ids: readonly string[]): number {
  const parts = ids.map((id) => id.split(/[./]/));
  const most = Math.min(...parts.map(({ length }) => length - 1));
  let same = 0;
  while (same < most && parts.every((part) => part[same] === parts[0][same])) same++;
  return same;
}

function runs(names: readonly string[]): LayerStage[] {
  const found: LayerStage[] = [];
  names.forEach((name, place) => {
    const last = found.at(-1);
    if (last?.name === name) found[found.length - 1] = { ...last, last: place };
    else found.push({ name, first: place, last: place });
  });
  return found;
}

/** One stage of all layers tells nothing, nor does one for each. */
function areStages(stages: readonly LayerStage[], layers: number): boolean {
  return layers > 2 && stages.length > 1 && stages.length < layers;
}

function withWidth(
  name: string,
  layers: readonly NamedLayer[],
  { first, last }: Pick<LayerStage, 'first' | 'last'>,
): string {
  const own = layers.slice(first, last + 1);
  if (own.length < 2 || own.some(({ unitCount }) => unitCount !== own[0].unitCount)) return name;
  return `${name} \u00b7 ${own[0].unitCount} ${own.every(({ kind }) => areMaps(kind)) ? 'maps' : 'units'}`;
}

/** Whether a layer's units are feature maps. */
function areMaps(kind: ResultLayer['kind']): boolean {
  return kind === 'conv' || kind === 'residual';
}
