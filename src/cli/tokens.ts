import { parseArgs } from 'node:util';
import { InputError } from '../inputError.js';
import { options } from './options.js';
import { didYouMean } from './suggest.js';

/** The options given, each with its values. */
export type Given = ReadonlyMap<string, readonly string[]>;

/**
 * The options given, and the other words, in order.
 * @throws InputError where there is no such option, or its value is missing or one too many.
 */
export function readTokens(argv: readonly string[]): { given: Given; positionals: string[] } {
  const known = Object.entries(options).map(([name, { value }]) => [
    name,
    { type: value === null ? 'boolean' : 'string' } as const,
  ]);
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: {
      ...(Object.fromEntries(known) as Record<string, { type: 'boolean' | 'string' }>),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
    // Its own complaints take several lines.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName } = token;
    if (name !== 'help' && name !== 'version')
      checkOption(name, rawName, token.value, token.inlineValue === true, given.has(name));
    given.set(name, [...(given.get(name) ?? []), token.value ?? '']);
  }
  return { given, positionals };
}

function checkOption(
  name: string,
  rawName: string,
  value: string | undefined,
  inline: boolean,
  again: boolean,
): void {
  if (!Object.hasOwn(options, name)) {
    const hint = didYouMean(
      rawName,
      [...Object.keys(options), 'help', 'version'].map((option) => `--${option}`),
    );
    throw new InputError(
      `There is no option ${rawName}${hint === '' ? '; --help lists those that there are.' : hint}`,
    );
  }
  const option = options[name];
  if (option.value === null) {
    if (value !== undefined) throw new InputError(`${rawName} takes no value: leave "=${value}" out.`);
    return;
  }
  // Without a value of its own an option would swallow the next one.
  if (value === undefined || value === '' || (!inline && /^--?[a-z]/i.test(value))) {
    throw new InputError(`${rawName} needs a value: ${rawName} ${option.value}.`);
  }
  if (again && option.repeats !== true) throw new InputError(`${rawName} is given twice: give it once.`);
}
