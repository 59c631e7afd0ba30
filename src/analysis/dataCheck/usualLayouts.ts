import type { ModelInput } from '../../dataset/dataset.js';
import { arrange, type Arrangement } from '../../dataset/layout.js';
import type { StoredArray } from '../../dataset/storedArray.js';
import { InputError } from '../../inputError.js';
import type { Conversion } from '../../results/dataCheck.js';

export type Layouts = Pick<Conversion, 'layout' | 'modelLayout'>;

export interface ArrangedLayouts {
  readonly layouts: Layouts;
  readonly arrangement: Arrangement;
}

const orders = ['NHWC', 'NCHW'] as const;

/** What may be said of layouts beside what is stated, which comes first. */
export function layoutChoices(stated: Layouts): Layouts[] {
  const either = <Key extends keyof Layouts>(key: Key) => [stated[key], ...orders];
  return either('layout').flatMap((layout) =>
    either('modelLayout').map((modelLayout) => ({
      ...(layout === undefined ? {} : { layout }),
      ...(modelLayout === undefined ? {} : { modelLayout }),
    })),
  );
}

/**
 * The ways to arrange stored samples for a model that give each sample another order of values, the stated one first.
 * @param model with all sizes known
 */
export function usualLayouts(array: StoredArray, stated: Layouts, model: ModelInput): ArrangedLayouts[] {
  const found = new Map<string, ArrangedLayouts>();
  for (const layouts of layoutChoices(stated)) {
    const arrangement = arranged(array, layouts, model);
    if (arrangement === null) continue;
    const key = orderOf(arrangement);
    if (!found.has(key)) found.set(key, { layouts, arrangement });
  }
  return [...found.values()];
}

/** Null where the samples would not fit. */
function arranged(
  array: StoredArray,
  { layout, modelLayout }: Layouts,
  model: ModelInput,
): Arrangement | null {
  try {
    return arrange(array, { layout: layout ?? null, modelLayout: modelLayout ?? null }, model);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The order in which a sample's values are fed. Loops that turn once say nothing of it. */
function orderOf({ loops }: Arrangement): string {
  return JSON.stringify(loops.filter(({ extent }) => extent > 1));
}
