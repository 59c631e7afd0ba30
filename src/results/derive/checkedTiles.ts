import * as l10n from '@vscode/l10n';
import type { DataCheck, TriedConversion } from '../dataCheck.js';
import { className } from './conversionWords.js';
import { formatCount } from './numberFormat.js';
import type { SampleTile } from './sampleTiles.js';

/** A checked sample that is shown, and whether the network is right about it. */
export interface CheckedTile extends SampleTile {
  readonly isRight: boolean;
}

/** What stands under the first samples: their labels, and where the network answers otherwise its answers. */
export function checkedTiles(check: DataCheck, { answers, view }: TriedConversion): CheckedTile[] {
  return check.views[view].map(({ sample, label }, i) => {
    const [given, answered] = [label, answers[i]].map((index) => className(check, index));
    const isRight = answers[i] === label;
    return {
      ...{ sample, isRight },
      caption: isRight ? `${given} ✓` : `${given} ✗ ${answered}`,
      words: l10n.t(
        '{0} {1}, labelled {2}: the network answers {3}',
        ...[check.data.noun, formatCount(sample), given, answered],
      ),
    };
  });
}
