import type { ModelSummary } from '../../jobs/protocol.js';

/** What a process gets done in a second, in multiply-adds: the order of what was seen, on no machine in particular. */
const multiplyAddsPerSecond = 2e9;

/** How long something takes, as far as that can be guessed. */
export type RoughTime = 'seconds' | 'aMinute' | 'minutes' | 'anHour' | 'hours' | 'days';

/**
 * The time in which every unit is deleted, from the plan of the network's ways: its order of magnitude, no more.
 * @param model inspected with its plan; without one there is no guess.
 * @param deletions how often each unit is deleted: replacement values.
 */
export function roughTime(
  { plan, layers }: ModelSummary,
  samples: number,
  deletions: number,
  workers: number,
): RoughTime | null {
  if (!plan) return null;
  const ofUnits = plan.layers.reduce(
    (sum, { ways }, i) => sum + layers[i].unitCount * (ways.at(0)?.work ?? plan.work),
    0,
  );
  const seconds = (samples * (plan.work + deletions * ofUnits)) / (multiplyAddsPerSecond * workers);
  return timeOf(seconds);
}

function timeOf(seconds: number): RoughTime {
  if (seconds < 20) return 'seconds';
  if (seconds < 120) return 'aMinute';
  if (seconds < 1800) return 'minutes';
  if (seconds < 7200) return 'anHour';
  return seconds < 86_400 ? 'hours' : 'days';
}
