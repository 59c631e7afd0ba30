import * as l10n from '@vscode/l10n';
import type { Conversion, DataCheck, TriedConversion } from '../dataCheck.js';
import { writeCount, writeMeasure } from './typographicNumbers.js';

/** What a conversion does with the values, in a few words. */
export function conversionWords({ kind, conversion }: TriedConversion, stated: TriedConversion): string {
  const layouts = layoutWords(conversion, stated.conversion);
  const scaling = scalingWords(kind);
  return layouts === null ? scaling : `${scaling}, ${layouts}`;
}

function scalingWords(kind: TriedConversion['kind']): string {
  switch (kind) {
    case 'stated':
      return l10n.t('as stated');
    case 'asStored':
      return l10n.t('as stored, without scaling');
    case 'unit':
      return l10n.t('scaled to 0 to 1');
    case 'signed':
      return l10n.t('scaled to −1 to 1');
    case 'bytes':
      return l10n.t('scaled to 0 to 255');
    case 'inverted':
      return l10n.t('inverted, 0 to 1');
    case 'invertedSigned':
      return l10n.t('inverted, −1 to 1');
    case 'invertedBytes':
      return l10n.t('inverted, 0 to 255');
    case 'mnist':
      return l10n.t("0 to 1, then MNIST's mean and deviation");
    case 'cifar10':
      return l10n.t("0 to 1, then CIFAR-10's means and deviations");
    case 'imageNet':
      return l10n.t("0 to 1, then ImageNet's means and deviations");
    case 'standardised':
      return l10n.t("standardised by these samples' mean and deviation");
  }
}

/** How layouts differ from those stated; null where they don't. */
function layoutWords({ layout, modelLayout }: Conversion, stated: Conversion): string | null {
  const parts = [
    layout === stated.layout || layout === undefined ? null : l10n.t('stored as {0}', layout),
    modelLayout === stated.modelLayout || modelLayout === undefined
      ? null
      : l10n.t('fed as {0}', modelLayout),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** A class by its name, or its index where it has none. */
export function className({ data }: Pick<DataCheck, 'data'>, index: number): string {
  return data.classes?.[index] ?? String(index);
}

/** What a sample bears or is answered with: a class, or all labels that hold. */
export function labelWords(check: Pick<DataCheck, 'data' | 'labelSets'>, index: number): string {
  const held = check.labelSets?.[index];
  if (held === undefined) return className(check, index);
  return held.length === 0 ? l10n.t('none') : held.map((label) => className(check, label)).join(', ');
}

/** A shape as in `28 x 28`; a row of values as their number. */
export function shapeWords(shape: readonly number[]): string {
  return shape.join(' × ');
}

/** From the least value to the greatest: `0 to 16`. */
export function rangeWords({ lowest, highest }: Pick<TriedConversion, 'lowest' | 'highest'>): string {
  const [least, most] = [lowest, highest].map((value) =>
    Number.isInteger(value) && Math.abs(value) < 1e6 ? writeCount(value) : writeMeasure(value),
  );
  return l10n.t('{0} to {1}', least, most);
}
