import * as l10n from '@vscode/l10n';
/** Messages in another language, by their English text. */
export type Messages = Readonly<Record<string, string>>;

/** How numbers are written for a reader. */
export interface NumberStyle {
  /** Whole numbers, with thousands apart. */
  readonly count: Intl.NumberFormat;
  readonly decimalMark: string;
  /** Whether a measure of about one or less goes without its leading zero, as in statistics written in English. */
  readonly dropsLeadingZero: boolean;
}

let current = 'en';
/** Made when the first number is written: it takes a process longer than all else that it loads. */
let style: NumberStyle | null = null;

/**
 * The language of all that is read from now on. Texts that are made when a module is loaded are made in the language of
 * that moment: whoever speaks another than English imports what calls this before all else.
 * @param messages those of the language; where there are none, texts and numbers stay English.
 */
export function speak(language: string, messages: Messages | undefined): void {
  current = messages === undefined ? 'en' : language;
  style = null;
  l10n.config({ contents: messages ?? {} });
}

/** Its tag, as in `de`. */
export function spokenLanguage(): string {
  return current;
}

export function numberStyle(): NumberStyle {
  style ??= styleOf(current);
  return style;
}

/** The day of a time, as in `2026-11-30`, or in another language as it writes days. @param iso as in ISO 8601. */
export function writeDate(iso: string): string {
  const date = new Date(iso);
  return current === 'en' || Number.isNaN(date.getTime())
    ? iso.slice(0, 10)
    : new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

/** A number's text, written with a point, as the language writes it. */
export function withDecimalMark(text: string): string {
  return text.replace('.', numberStyle().decimalMark);
}

function styleOf(language: string): NumberStyle {
  const parts = new Intl.NumberFormat(language).formatToParts(0.5);
  return {
    count: new Intl.NumberFormat(language === 'en' ? 'en-US' : language),
    decimalMark: parts.find(({ type }) => type === 'decimal')?.value ?? '.',
    dropsLeadingZero: language.split('-')[0] === 'en',
  };
}
