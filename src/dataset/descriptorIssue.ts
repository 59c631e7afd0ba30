import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const typeNames: Readonly<Partial<Record<string, string>>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'an array',
};

/** A sentence on what is wrong with a descriptor, and what to do. */
export function describeIssue(issue: Issue, descriptor: unknown, keys: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') return describeUnknownKey(issue.keys[0], keys);
  if (issue.code === 'invalid_union' && issue.path[0] === 'classes')
    return describeClasses(issue, descriptor, keys);
  const [key, index] = issue.path;
  if (key === undefined) return 'a descriptor is a JSON object, as { "inputs": "digits.npz" }.';
  const value = valueAt(descriptor, issue.path);
  const place = `\`${String(key)}\`${index === undefined ? '' : `, entry ${Number(index) + 1},`}`;
  if (value === undefined) return `${place} is missing; name the file that holds the data.`;
  return `${place} must be ${expectation(issue)}, not ${shortened(JSON.stringify(value))}.`;
}

/** What is wrong with a list of class names; anything but a list should have been one, or a file's name. */
function describeClasses(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  descriptor: unknown,
  keys: readonly string[],
): string {
  const value = valueAt(descriptor, issue.path);
  const [inList] = issue.errors[0] ?? [];
  if (Array.isArray(value) && inList !== undefined) {
    return describeIssue({ ...inList, path: [...issue.path, ...inList.path] }, descriptor, keys);
  }
  return `\`classes\` must be an array of names, or the name of a file that lists them, not ${shortened(JSON.stringify(value))}.`;
}

function describeUnknownKey(key: string, keys: readonly string[]): string {
  const likely = keys
    .map((known) => ({ known, distance: editDistance(key.toLowerCase(), known.toLowerCase()) }))
    .reduce((best, candidate) => (candidate.distance < best.distance ? candidate : best));
  return likely.distance <= Math.max(1, Math.floor(likely.known.length / 3))
    ? `\`${key}\` is not a key of a descriptor; did you mean \`${likely.known}\`?`
    : `\`${key}\` is not a key of a descriptor; the keys are ${keys.join(', ')}.`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_union':
      return 'a number, or an array of one number per channel';
    case 'too_small':
      if (issue.origin === 'string') return 'a text that is not empty';
      if (issue.origin === 'array') return `an array of at least ${issue.minimum}`;
      return issue.inclusive === false ? `above ${issue.minimum}` : `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function shortened(json: string): string {
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** Levenshtein's distance: the fewest letters to insert, drop or replace. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = previous[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j] + 1, current[j - 1] + 1));
    }
    previous = current;
  }
  return previous[to.length];
}
