import { expect } from 'vitest';
import type { Answers } from '../twin/answers.js';
import type { Outcome } from '../twin/interventions.js';

/** Below this a margin of logits may change sign between single and double precision. */
const nearTie = 1e-4;

/** What an analysis says of a changed network; what it leaves out is not compared. */
export interface FoundOutcome {
  readonly correct: number | null | undefined;
  readonly loss?: number | null | undefined;
  readonly turnedWrong?: number | null | undefined;
  readonly turnedRight?: number | null | undefined;
}

/**
 * Compares counts and mean loss with the twin's: counts exactly but for near-ties of the logits, losses to what single
 * precision allows.
 */
export function expectOutcome(
  where: string,
  found: FoundOutcome,
  expected: Outcome,
  baseline: Answers,
): void {
  const { answers, turnedWrong, turnedRight } = expected;
  const ties = tiesOf(answers);
  const near = (what: string, value: number | null | undefined, wanted: number, tolerance: number) =>
    expect(
      Math.abs((value ?? NaN) - wanted),
      `${where}: ${what} ${value} instead of ${wanted}`,
    ).toBeLessThanOrEqual(tolerance);
  near('correct', found.correct, answers.correct, ties);
  if (found.loss !== undefined) near('loss', found.loss ?? NaN, answers.loss, 2e-5 * answers.loss + 1e-6);
  const turns = ties + tiesOf(baseline);
  if (found.turnedWrong !== undefined) near('turnedWrong', found.turnedWrong, turnedWrong, turns);
  if (found.turnedRight !== undefined) near('turnedRight', found.turnedRight, turnedRight, turns);
}

function tiesOf({ margins }: Answers): number {
  return margins.filter((margin) => margin < nearTie).length;
}
