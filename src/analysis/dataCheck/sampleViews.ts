import { showSample } from '../../dataset/showSample.js';
import { rowLength } from '../../dataset/storedArray.js';
import type { StoredPart } from '../../dataset/storedPart.js';
import type { StoredSample } from '../../results/dataCheck.js';
import { storedFacts, whiteOf } from './storedFacts.js';
import type { Candidate } from './tryConversions.js';

/**
 * The first of some samples as conversions arrange them, each arrangement once. They are drawn between the stored values' own
 * black and white, whatever the scale, and inverted where a conversion inverts them.
 */
export class SampleViews {
  readonly #keys: string[] = [];
  readonly #views: StoredSample[][] = [];

  /** @param samples indexes in the data of the first samples of the part */
  constructor(
    private readonly part: StoredPart,
    private readonly samples: readonly number[],
  ) {}

  get all(): readonly (readonly StoredSample[])[] {
    return [...this.#views];
  }

  /** The place of a conversion's view among them all. */
  of({ conversion, arrangement }: Candidate): number {
    const isInverted = conversion.scale < 0;
    const key = JSON.stringify([arrangement.image, isInverted]);
    const known = this.#keys.indexOf(key);
    if (known >= 0) return known;
    const { array, values, labels } = this.part;
    const size = rowLength(array.shape);
    const scale = 1 / (whiteOf(storedFacts(this.part, arrangement)) ?? 1);
    const form = { image: arrangement.image, element: array.element, scale };
    const view = this.samples.map((sample, i) => {
      const row = values.subarray(i * size, (i + 1) * size);
      const shown = showSample({ sample, label: labels[i] }, row, size, form);
      return isInverted ? inverted(shown) : shown;
    });
    this.#keys.push(key);
    return this.#views.push(view) - 1;
  }
}

function inverted(shown: StoredSample): StoredSample {
  return shown.kind === 'picture' ? { ...shown, pixels: shown.pixels.map((shade) => 255 - shade) } : shown;
}
