import { hasClasses, type Task } from '../dataset/task.js';
import { InputError } from '../inputError.js';
import type { CurvePlan } from './curves.js';
import type { AnalysisSettings } from './settings.js';
import type { Range } from './shards.js';

/** @throws InputError where settings ask for what the task doesn't know: classes, or right answers. */
export function checkTask(settings: AnalysisSettings, curves: readonly CurvePlan[], task: Task): void {
  const byClasses = curves.find(({ by }) => by === 'selectivity' || by === 'information');
  if (byClasses && !hasClasses(task)) {
    throw new InputError(
      `--orders ${byClasses.by} ranks units by classes, and the samples of a ${task} task have no single class; take random or importance.`,
    );
  }
  if (task !== 'regression') return;
  const unknown: readonly (readonly [string, boolean])[] = [
    ['--no-loss leaves out', !settings.loss],
    ['--precision does not estimate', settings.precision !== null],
  ];
  const asked = unknown.find(([, isAsked]) => isAsked);
  if (asked) {
    throw new InputError(
      `A regression has no right and wrong answers, only a loss, which ${asked[0]}; drop that option.`,
    );
  }
  if (curves.some(({ by }) => by === 'accuracy')) {
    throw new InputError(
      '--orders accuracy ranks units by right answers, of which a regression has none; take importance, which ranks by the loss.',
    );
  }
}

/**
 * @param ranges flat ranges of the layers that are measured.
 * @throws InputError where settings ask for what can't be had together.
 */
export function checkSettings(
  settings: AnalysisSettings,
  samples: number,
  ranges: readonly Range[],
  curves: readonly CurvePlan[],
  groups: readonly Int32Array[],
): void {
  const { replacements, loss } = settings;
  if (replacements.includes('optimal') && !loss) {
    throw new InputError(
      '--replacement optimal needs losses, which --no-loss leaves out; drop one of the two.',
    );
  }
  if (curves.some(({ by }) => by === 'importance') && !loss) {
    throw new InputError(
      '--orders importance ranks units by losses, which --no-loss leaves out; take accuracy, or drop --no-loss.',
    );
  }
  if (replacements.includes('resample') && samples < 2) {
    throw new InputError(
      '--replacement resample takes outputs from other samples, and there is only one; use more data.',
    );
  }
  if (curves.length + groups.length === 0) return;
  if (replacements.includes('optimal') && settings.units !== null) {
    throw new InputError(
      '--replacement optimal is sought for --units alone, and curves and groups need it of every unit; drop one of the two.',
    );
  }
  if (replacements.every((replacement) => replacement === 'resample')) {
    throw new InputError(
      'Curves and groups replace units by constants; name zero, mean or optimal beside resample.',
    );
  }
  const named = [...groups, ...curves.filter(({ by }) => by === 'given').map(({ scope }) => scope.units)];
  const isMeasured = (unit: number) =>
    ranges.some(({ first, count }) => unit >= first && unit < first + count);
  const unknown = named.flatMap((units) => [...units]).find((unit) => !isMeasured(unit));
  if (replacements.includes('optimal') && unknown !== undefined) {
    throw new InputError(
      `--replacement optimal is sought for the units of --layers, and unit ${unknown} of a group or an order is none of them; name its layer too.`,
    );
  }
}
