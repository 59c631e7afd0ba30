import * as l10n from '@vscode/l10n';
import type { DataCheck, TriedConversion } from '../dataCheck.js';
import { labelWords } from './conversionWords.js';
import { formatCount } from './numberFormat.js';
import type { SampleTile } from './sampleTiles.js';
import { writeNumbers } from './writtenNumbers.js';

/** A checked sample that is shown, and whether the network is right about it; a regression is never wrong. */
export interface CheckedTile extends SampleTile {
  readonly isRight: boolean;
}

/** What stands under the first samples: their labels, and where the network answers otherwise its answers; of a regression both. */
export function checkedTiles(check: DataCheck, tried: TriedConversion): CheckedTile[] {
  return check.views[tried.view].map(({ sample }, i) =>
    check.targets === null ? answeredTile(check, tried, sample, i) : numberTile(check, tried, sample, i),
  );
}

function answeredTile(
  check: DataCheck,
  { answers }: TriedConversion,
  sample: number,
  i: number,
): CheckedTile {
  const label = check.labels[i];
  const [given, answered] = [label, answers[i]].map((index) => labelWords(check, index));
  const isRight = answers[i] === label;
  return {
    ...{ sample, isRight },
    caption: isRight ? `${given} ✓` : `${given} ✗ ${answered}`,
    words: l10n.t(
      '{0} {1}, labelled {2}: the network answers {3}',
      ...[check.data.noun, formatCount(sample), given, answered],
    ),
  };
}

function numberTile(
  { data, targets }: DataCheck,
  { numbers }: TriedConversion,
  sample: number,
  i: number,
): CheckedTile {
  const [target, answer] = [targets?.values, numbers].map((values) =>
    writeNumbers(values ?? [], i, targets?.width ?? 1),
  );
  return {
    ...{ sample, isRight: true },
    caption: `${target} → ${answer}`,
    words: l10n.t(
      '{0} {1}, target {2}: the network answers {3}',
      ...[data.noun, formatCount(sample), target, answer],
    ),
  };
}
