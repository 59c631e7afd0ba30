import { unitMeasureIds, type UnitMeasureId } from '../../../src/figures/overview/unitMeasures.js';

/** What a person chose in the Overview. */
export interface OverviewState {
  /** What units are shaded by. */
  readonly measure: UnitMeasureId;
  /** Whether "How far to trust these numbers" is open; `null` where nobody has touched it. */
  readonly trust: boolean | null;
}

/** Takes what fits of what was saved. */
export function readOverviewState(saved: unknown): OverviewState {
  const { measure, trust } = (saved ?? {}) as Partial<Record<keyof OverviewState, unknown>>;
  return {
    measure: unitMeasureIds.find((id) => id === measure) ?? 'lost',
    trust: typeof trust === 'boolean' ? trust : null,
  };
}
