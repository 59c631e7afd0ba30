import { basename } from 'node:path';
import type { DataChoice } from './dataChoice.js';
import type { Outlook } from './messages.js';
import type { ModelLibrary } from './modelLibrary.js';

/** What is known of models before they are measured. */
export class Outlooks {
  constructor(
    private readonly models: ModelLibrary,
    private readonly data: DataChoice,
  ) {}

  /** @param onRead is called once more is known: the model is read in a child process. */
  of(modelPath: string, onRead: () => void): Outlook | null {
    const data = this.data.last(modelPath);
    const known = this.models.known(modelPath);
    if (known === null) {
      // What is wrong with a model is told when it is to be analysed.
      this.models.summary(modelPath).then(onRead, () => {});
      return data === null ? null : { layers: null, units: null, data: basename(data) };
    }
    return {
      layers: known.layers.length,
      units: known.layers.reduce((sum, { unitCount }) => sum + unitCount, 0),
      data: data === null ? null : basename(data),
    };
  }
}
