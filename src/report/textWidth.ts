import type { Room } from '../figures/figure.js';

/** Widths in ems of the letters of common interface fonts; those of one font differ from those of another by a tenth. */
const groups: readonly (readonly [letters: string, width: number])[] = [
  ["iljI.,:;'|!\u2019", 0.27],
  ['ftr()[]-/ ', 0.35],
  ['cksvxyzJ', 0.52],
  ['mMW%@\u2026\u2192', 0.89],
  ['wCDGHKNOQRUABEPVXY&', 0.7],
];
const letterWidth = new Map(
  groups.flatMap(([letters, width]) => Array.from(letters, (one) => [one, width] as const)),
);
const otherWidth = 0.58;
const codeWidth = 0.61;
const semibold = 1.06;

/** About how wide a line of text is, in pixels, where nothing can measure it. */
export const approximateWidth: Room['measure'] = (
  text,
  { size = 11, weight = 400, font = 'interface' } = {},
) => {
  let ems = 0;
  for (const letter of text) ems += font === 'code' ? codeWidth : (letterWidth.get(letter) ?? otherWidth);
  return ems * size * (weight === 600 ? semibold : 1);
};
