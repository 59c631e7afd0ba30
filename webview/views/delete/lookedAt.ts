import type { LiveFacts } from '../../../src/editor/messages.js';
import type { Pixels } from '../../../src/figures/figure.js';
import { capitalised } from '../../../src/results/derive/capitalised.js';
import { singular } from '../../../src/results/derive/nouns.js';
import type { ResultFile } from '../../../src/results/schema.js';
import type { ViewActions } from '../view.js';
import { offeredSamples, sampleBeside } from './offeredSamples.js';
import { createSampleChooser } from './sampleChooser.js';
import { truthOf } from './sampleTruths.js';
import { SamplePictures } from './samplePictures.js';

/** The sample that is looked at, and the choice of it. */
export interface LookedAt {
  readonly element: HTMLElement;
  /** Index in the data; `null` while no network is open. */
  readonly sample: number | null;
  /** `null` of data that are no images. */
  readonly picture: Pixels | null;
  /** Forgets what belongs to other data. */
  begin(sample: number | null): void;
  /** Offers samples of an open network, and looks at one of them. */
  show(facts: LiveFacts, dataset: ResultFile['dataset']): void;
}

/**
 * @param chosen called when another sample is looked at.
 * @param pictured called when pictures of samples have come.
 */
export function createLookedAt(
  actions: Pick<ViewActions, 'ask'>,
  chosen: () => void,
  pictured: () => void,
): LookedAt {
  let sample: number | null = null;
  let labels: ArrayLike<number> = [];
  let classes = 0;
  const pictures = new SamplePictures(actions, (views) => {
    chooser.picture(views);
    pictured();
  });
  const chooser = createSampleChooser({
    choose: lookAt,
    step(by) {
      const next = beside(by);
      if (next !== null) lookAt(next);
    },
  });

  function lookAt(next: number): void {
    sample = next;
    chosen();
  }

  function beside(by: 1 | -1): number | null {
    return sample === null ? null : sampleBeside(labels, classes, sample, by);
  }

  return {
    element: chooser.element,
    get sample() {
      return sample;
    },
    get picture() {
      return sample === null ? null : pictures.of(sample);
    },
    begin(first) {
      sample = first;
      pictures.clear();
    },
    show(facts, dataset) {
      labels = facts.labels;
      classes = dataset.classes.length;
      if (sample === null || sample >= labels.length) [sample = null] = offeredSamples(labels, classes, null);
      const offered = offeredSamples(labels, classes, sample);
      const { noun } = dataset;
      chooser.show(
        capitalised(singular(noun)),
        offered.map((at) => ({ sample: at, label: truthOf(dataset, facts, at) })),
        sample,
      );
      chooser.step(beside(-1) !== null, beside(1) !== null);
      pictures.want(offered);
    },
  };
}
