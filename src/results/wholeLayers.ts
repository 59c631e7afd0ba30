import type { Ablation, ResultFile } from './schema.js';

/**
 * What stays of an exact analysis that was stopped while units were deleted: the layers all of whose units were deleted
 * on all samples. Of the others, what was measured before stays.
 * @param soFar what it has counted.
 * @returns a result that holds no more than was counted to the end; `null` of estimates, and where no layer is whole.
 */
export function wholeLayersOf(soFar: ResultFile): ResultFile | null {
  if (soFar.partial !== true || soFar.settings.precision !== undefined) return null;
  const { samples } = soFar.dataset;
  const layers = soFar.layers.map((layer) => {
    const { ablation = {}, ...others } = layer.units;
    const whole = Object.entries(ablation).filter(([, counts]) => isWhole(counts, samples));
    return {
      ...layer,
      units: whole.length === 0 ? others : { ...others, ablation: Object.fromEntries(whole) },
    };
  });
  if (layers.every(({ units }) => !('ablation' in units))) return null;
  const kept: ResultFile = { ...soFar, exact: true, layers };
  delete kept.partial;
  // These come after the deletions, and may have begun.
  delete kept.curves;
  delete kept.noise;
  delete kept.groups;
  return kept;
}

function isWhole({ samples, turnedWrong }: Ablation, all: number): boolean {
  return samples?.every((count) => count === all) ?? !turnedWrong.includes(null);
}
