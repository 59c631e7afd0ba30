import type { LiveAnswer } from '../../../src/editor/messages.js';
import { deletionSteps } from '../../../src/results/derive/deletionChoices.js';
import { countsAnswers } from '../../../src/results/derive/task.js';
import type { ViewData } from '../view.js';
import { isSame } from './deletions.js';
import type { ShownStep } from './storySteps.js';

/** A set of units whose answer is wanted when nothing else is. */
export interface WantedStep {
  readonly units: readonly number[];
  answered(answer: LiveAnswer): void;
}

/** The four steps of the story, measured one by one on the live network. */
export class MeasuredSteps {
  #steps: readonly ShownStep[] = [];
  /** What they were measured under. */
  #key = '';

  /** @param changed called when one more is measured. */
  constructor(private readonly changed: () => void) {}

  /** Keeps what was measured while it is the same network under the same numbers. */
  begin(data: ViewData, network: string, unitCount: number): void {
    const { result, rows, replacement } = data;
    const key = JSON.stringify([network, replacement, result.created, result.durationSeconds]);
    if (key === this.#key) return;
    this.#key = key;
    this.#steps = deletionSteps(result, rows, unitCount).map((step) => {
      return { ...step, intact: null, now: null, isLoss: !countsAnswers(result), isShown: false };
    });
  }

  unitsOf(step: number): readonly number[] {
    return this.#steps[step].units ?? [];
  }

  /** With the mark of the one that is what is deleted. */
  shown(deleted: ReadonlySet<number>): ShownStep[] {
    return this.#steps.map((step) => {
      return { ...step, isShown: step.units !== null && isSame(new Set(step.units), deleted) };
    });
  }

  /** The first that is not measured yet; `null` where there is none. */
  next(baseline: LiveAnswer | null): WantedStep | null {
    const at = this.#steps.findIndex(({ units, now }) => units !== null && now === null);
    const units = this.#steps.at(at)?.units;
    if (at < 0 || !units || baseline === null) return null;
    const key = this.#key;
    const { isLoss } = this.#steps[at];
    return {
      units,
      answered: (answer) => {
        if (key !== this.#key) return;
        const measure = ({ correct, samples, loss }: LiveAnswer): number | null =>
          isLoss ? loss : correct / samples;
        const measured = { intact: measure(baseline), now: measure(answer) };
        this.#steps = this.#steps.map((step, i) => (i === at ? { ...step, ...measured } : step));
        this.changed();
      },
    };
  }
}
