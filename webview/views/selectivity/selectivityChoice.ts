import { hypotheses, type Hypothesis } from '../../../src/results/derive/selectivityHypotheses.js';

/** What is drawn, as the reader chose it. */
export interface SelectivityChoice {
  readonly hypothesis: Hypothesis | 'measured';
  /** Layers that are not drawn, by their place. */
  readonly hidden: readonly number[];
}

export const everyLayer: SelectivityChoice = { hypothesis: 'measured', hidden: [] };

/** Takes what fits of what was saved, perhaps by another version. */
export function readSelectivityChoice(saved: unknown): SelectivityChoice {
  if (typeof saved !== 'object' || saved === null) return everyLayer;
  const { hypothesis, hidden } = saved as Record<string, unknown>;
  return {
    hypothesis: hypotheses.find((one) => one === hypothesis) ?? everyLayer.hypothesis,
    hidden: Array.isArray(hidden) ? hidden.filter((one) => Number.isInteger(one)) : everyLayer.hidden,
  };
}
