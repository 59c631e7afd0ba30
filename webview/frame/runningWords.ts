import type { Running } from '../../src/editor/messages.js';
import { precisionWords } from '../../src/results/derive/exactness.js';
import { formatCount, formatCounted, formatDuration } from '../../src/results/derive/numberFormat.js';

const phases: Readonly<Record<Running['phase'], string>> = {
  reading: 'Reading the model and the data',
  statistics: 'Measuring what each unit responds to',
  ablation: 'Deleting units one at a time',
  curves: 'Deleting more and more units',
  noise: 'Adding noise',
  groups: 'Deleting groups of units',
  writing: 'Writing the result',
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
    rate > 0 ? `${rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))} units a second` : null,
    secondsLeft === null ? null : `${secondsWords(secondsLeft)} left`,
  ];
  return {
    phase: running.drawn === null ? phases[running.phase] : 'Estimating what each unit costs',
    detail: detail.filter((part) => part !== null).join(' \u00b7 '),
    note: noteOf(running),
    share,
  };
}

function countWords({ phase, deletions, drawn }: Running, share: number): string | null {
  if (deletions === null) {
    return phase === 'statistics' || phase === 'ablation' ? `${Math.floor(share * 100)} %` : null;
  }
  const units = `${formatCount(deletions.done)} of ${formatCount(deletions.total)} units`;
  // Before the first look there is nothing to settle them by.
  return drawn === null || drawn === 0 ? units : `${units} settled after ${formatCounted(drawn, 'sample')}`;
}

function noteOf({ data, precision, refines, adds }: Running): string {
  if (adds) return `On ${data}. What was measured before stays, and is shown till then.`;
  if (precision !== null) {
    return `On a random part of ${data}, until each unit is known to ${precisionWords(precision)}.`;
  }
  return refines
    ? `On all of ${data}; what was estimated is not counted again. The estimate is shown till then.`
    : `On ${data}. Numbers appear as they come in, findings when all units are in: till then they would change under the reader.`;
}

/** In whole seconds: tenths would flicker. */
function secondsWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 10 ? `${whole} s` : formatDuration(whole);
}
