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

/** The order in which a sample's values are fed: loops that turn once are left out, and those that go on where another ends are joined. */
function orderOf({ loops }: Arrangement): string {
  const joined: { extent: number; step: number }[] = [];
  for (const { extent, step } of loops) {
    const outer = joined.at(-1);
    if (extent === 1) continue;
    if (outer?.step === step * extent) {
      joined[joined.length - 1] = { extent: outer.extent * extent, step };
    } else joined.push({ extent, step });
  }
  return JSON.stringify(joined);
}
