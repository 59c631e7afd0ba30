import type { Conversion, DescriptorDraft } from '../dataCheck.js';

/** The order in which keys are written; unknown ones come first, as they stood. */
const order = [
  ...['name', 'noun', 'inputs', 'labels', 'labelKind', 'layout', 'modelLayout', 'scale', 'mean', 'std'],
  ...['classes', 'resize', 'columns', 'labelColumn', 'first', 'count'],
];
const usual: Readonly<Record<string, unknown>> = { scale: 1, mean: 0, std: 1 };

/** A descriptor's entries with another conversion; what goes without saying is left out. */
export function describedEntries(
  { entries }: Pick<DescriptorDraft, 'entries'>,
  conversion: Conversion,
): [key: string, value: unknown][] {
  const others = Object.entries(entries).filter(([key]) => !conversionKeys.includes(key));
  return [...others, ...conversionEntries(conversion)].sort((a, b) => place(a) - place(b));
}

/** The lines of a descriptor that say how its data are converted, as they are to be pasted in place of those that it has. */
export function conversionLines(
  { entries }: Pick<DescriptorDraft, 'entries'>,
  conversion: Conversion,
): string[] {
  const replaced = Object.entries(usual).filter(([key]) => key in entries);
  const lines = new Map([...replaced, ...conversionEntries(conversion)]);
  return [...lines].sort((a, b) => place(a) - place(b)).map(line);
}

/** A whole descriptor, a key a line. */
export function writtenDescriptor(draft: Pick<DescriptorDraft, 'entries'>, conversion: Conversion): string {
  return `{\n${describedEntries(draft, conversion)
    .map((entry) => `  ${line(entry)}`)
    .join(',\n')}\n}\n`;
}

function place([key]: readonly [string, unknown]): number {
  return order.indexOf(key);
}

const conversionKeys: readonly string[] = ['layout', 'modelLayout', 'scale', 'mean', 'std'];

function conversionEntries(conversion: Conversion): [string, unknown][] {
  return Object.entries(conversion).filter(
    ([key, value]) => conversionKeys.includes(key) && value !== undefined && value !== usual[key],
  );
}

function line([key, value]: readonly [string, unknown]): string {
  return `${JSON.stringify(key)}: ${written(value)}`;
}

function written(value: unknown): string {
  return Array.isArray(value)
    ? `[${value.map((each) => JSON.stringify(each)).join(', ')}]`
    : JSON.stringify(value);
}
