import type { Pixels } from '../../../src/figures/figure.js';
import { samplePixels } from '../../../src/figures/samplePixels.js';
import type { StoredSample } from '../../../src/results/unitDetail.js';
import type { ViewActions } from '../view.js';

/** Samples as they look, each asked for once. */
export class SamplePictures {
  readonly #asked = new Set<number>();
  readonly #pixels = new Map<number, Pixels | null>();
  /** What was asked for other data is of no use. */
  #data = 0;

  constructor(
    private readonly actions: Pick<ViewActions, 'ask'>,
    private readonly came: (views: readonly StoredSample[]) => void,
  ) {}

  clear(): void {
    this.#data++;
    this.#asked.clear();
    this.#pixels.clear();
  }

  /** `null` of data that are no images, and before it is known. */
  of(sample: number): Pixels | null {
    return this.#pixels.get(sample) ?? null;
  }

  want(samples: readonly number[]): void {
    const missing = samples.filter((sample) => !this.#asked.has(sample));
    if (missing.length === 0) return;
    for (const sample of missing) this.#asked.add(sample);
    const data = this.#data;
    this.actions.ask('samples', { samples: missing }).then(
      (views) => {
        if (data !== this.#data) return;
        for (const view of views) {
          this.#pixels.set(view.sample, view.kind === 'picture' ? samplePixels(view) : null);
        }
        this.came(views);
      },
      // Without their looks, samples are told by their labels.
      () => {},
    );
  }
}
