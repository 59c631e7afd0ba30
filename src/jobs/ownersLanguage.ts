import { readFileSync } from 'node:fs';
import { speak, type Messages } from '../language.js';

/** A language, and the file that has its messages. */
export interface OwnersLanguage {
  readonly tag: string;
  readonly bundlePath: string;
}

const tagVariable = 'UNIT_IMPORTANCE_LANGUAGE';
const bundleVariable = 'UNIT_IMPORTANCE_MESSAGES';

/** What tells a child process, and those that it starts, to speak as its owner does. */
export function languageEnvironment({ tag, bundlePath }: OwnersLanguage): Readonly<Record<string, string>> {
  return { [tagVariable]: tag, [bundleVariable]: bundlePath };
}

/** Speaks the owner's language; English where none is named, or its messages can't be read. */
export function speakAsOwner(env: Readonly<Record<string, string | undefined>> = process.env): void {
  const { [tagVariable]: tag, [bundleVariable]: bundlePath } = env;
  if (tag === undefined || bundlePath === undefined) return;
  try {
    speak(tag, JSON.parse(readFileSync(bundlePath, 'utf8')) as Messages);
  } catch {
    // A sentence in English says more than none.
  }
}
