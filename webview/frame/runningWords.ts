import * as l10n from '@vscode/l10n';
import type { Running } from '../../src/editor/messages.js';
import { withDecimalMark } from '../../src/language.js';
import { precisionWords } from '../../src/results/derive/exactness.js';
import { formatCount, formatCountedOblique, formatDuration } from '../../src/results/derive/numberFormat.js';

const phases: Readonly<Record<Running['phase'], string>> = {
  reading: l10n.t('Reading the model and the data'),
  statistics: l10n.t('Measuring what each unit responds to'),
  ablation: l10n.t('Deleting units one at a time'),
  curves: l10n.t('Deleting more and more units'),
  noise: l10n.t('Adding noise'),
  groups: l10n.t('Deleting groups of units'),
  writing: l10n.t('Writing the result'),
};

export interface RunningWords {
  readonly phase: string;
  /** `317 of 512 units · 66 units a second · 3 s left`; `80 of 112 units settled after 1,536 samples · 2 s left` */
  readonly detail: string;
  /** On what, and what can be read from it meanwhile. */
  readonly note: string;
  /** Of the phase, 0 to 1. */
  readonly share: number;
}

/** An analysis under way, in words. */
export function runningWords(running: Running): RunningWords {
  const share = running.total === 0 ? 0 : Math.min(1, running.done / running.total);
  const { unitsPerSecond, secondsLeft } = running;
  const rate = unitsPerSecond ?? 0;
  const detail = [
    countWords(running, share),
    rate > 0
      ? l10n.t(
          '{0} units a second',
          rate < 10 ? withDecimalMark(rate.toFixed(1)) : formatCount(Math.round(rate)),
        )
      : null,
    secondsLeft === null ? null : l10n.t('{0} left', secondsWords(secondsLeft)),
  ];
  return {
    phase: running.drawn === null ? phases[running.phase] : l10n.t('Estimating what each unit costs'),
    detail: detail.filter((part) => part !== null).join(' \u00b7 '),
    note: noteOf(running),
    share,
  };
}

function countWords({ phase, deletions, drawn }: Running, share: number): string | null {
  if (deletions === null) {
    return phase === 'statistics' || phase === 'ablation' ? `${Math.floor(share * 100)} %` : null;
  }
  const units = l10n.t('{0} of {1} units', formatCount(deletions.done), formatCount(deletions.total));
  // Before the first look there is nothing to settle them by.
  return drawn === null || drawn === 0
    ? units
    : l10n.t('{0} settled after {1}', units, formatCountedOblique(drawn, 'sample'));
}

function noteOf({ data, precision, refines, adds }: Running): string {
  if (adds) return l10n.t('On {0}. What was measured before stays, and is shown till then.', data);
  if (precision !== null) {
    return l10n.t(
      'On a random part of {0}, until each unit is known to {1}.',
      data,
      precisionWords(precision),
    );
  }
  return refines
    ? l10n.t('On all of {0}; what was estimated is not counted again. The estimate is shown till then.', data)
    : l10n.t(
        'On {0}. Numbers appear as they come in, findings when all units are in: till then they would change under the reader.',
        data,
      );
}

/** In whole seconds: tenths would flicker. */
function secondsWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 10 ? `${whole} s` : formatDuration(whole);
}
