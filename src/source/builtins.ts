import { listOf, numberValue, unknown, type GivenArgument, type Value } from './values.js';

/** Longer loops are not what layers are made in. */
const mostItems = 256;

/** What one of the language's own functions returns; null where it is none that matters here. */
export function builtin(name: string, args: readonly GivenArgument[]): Value | null {
  const values = args.map(({ value }) => value);
  const [first = unknown] = values;
  switch (name) {
    case 'range':
      return rangeOf(values);
    case 'len':
      return lengthOf(first);
    case 'enumerate': {
      const start = args.find(({ name }) => name === 'start')?.value ?? values[1] ?? numberValue(0);
      return mapItems(first, (item, i) => listOf([arithmetic('+', start, numberValue(i)), item]));
    }
    case 'zip':
      return zipped(values);
    case 'reversed':
      return first.kind === 'list' ? listOf([...first.items].reverse(), first.open) : unknown;
    case 'list':
    case 'tuple':
      return args.length === 0 ? listOf([]) : (itemsOf(first) ?? unknown);
    case 'int':
      return numberOf(first, Math.trunc);
    case 'float':
    case 'Number':
      return numberOf(first, (value) => value);
    case 'round':
      return values.length > 1 ? unknown : numberOf(first, roundHalfToEven);
    case 'str':
    case 'String':
      return { kind: 'string', ...textOf(first, args[0]) };
    case 'sum':
      return first.kind === 'list'
        ? first.items.reduce((a, b) => arithmetic('+', a, b), numberValue(0))
        : unknown;
    case 'max':
    case 'min':
      return extreme(name, values);
    case 'slice':
      return listOf(values);
    default:
      return null;
  }
}

function textOf(
  value: Value,
  argument: GivenArgument | undefined,
): { value: string; range: GivenArgument['range'] } {
  const range = argument?.range ?? { start: 0, end: 0 };
  return { value: written(value) ?? '*', range };
}

/** A number or string as it is put into a string; null of what is not known. */
export function written(value: Value): string | null {
  return value.kind === 'string' || value.kind === 'number' ? String(value.value) : null;
}

function rangeOf(values: readonly Value[]): Value {
  const numbers = values.map((value) => (value.kind === 'number' ? value.value : NaN));
  const [start, end, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const count = Math.ceil((end - start) / step);
  if (!(count <= mostItems) || values.some((value) => value.kind === 'number' && value.isAssumed))
    return unknown;
  return listOf(Array.from({ length: Math.max(0, count) }, (_, i) => numberValue(start + i * step)));
}

function numberOf(value: Value, change: (value: number) => number): Value {
  return value.kind === 'number' ? numberValue(change(value.value), value.isAssumed) : unknown;
}

/** As Python rounds. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (Math.abs(below) % 2) : Math.round(value);
}

function lengthOf(value: Value): Value {
  if (value.kind === 'list' && !value.open) return numberValue(value.items.length);
  if (value.kind === 'dict') return numberValue(value.entries.size);
  if (value.kind === 'module' && !value.open && value.form !== 'instance')
    return numberValue(value.members.size);
  return unknown;
}

/** What a loop over a value takes in turn; null of what can't be told. */
export function itemsOf(value: Value): Extract<Value, { kind: 'list' }> | null {
  if (value.kind === 'list') return value;
  if (value.kind === 'dict') {
    const range = (key: string) => value.keyRanges.get(key) ?? { start: 0, end: 0 };
    return listOf(
      [...value.entries.keys()].map((key) => ({ kind: 'string', value: key, range: range(key) })),
    );
  }
  if (value.kind === 'module' && (value.form === 'list' || value.form === 'sequential')) {
    return listOf([...value.members.values()], value.open);
  }
  return null;
}

export function mapItems(value: Value, make: (item: Value, i: number) => Value): Value {
  const items = itemsOf(value);
  return items ? listOf(items.items.map(make), items.open) : unknown;
}

function zipped(values: readonly Value[]): Value {
  const lists = values.map(itemsOf);
  const known = lists.filter((list) => list !== null);
  if (known.length < lists.length || known.length === 0) return unknown;
  const length = Math.min(...known.map(({ items }) => items.length));
  const open = known.some((list) => list.open);
  return listOf(
    Array.from({ length }, (_, i) => listOf(known.map(({ items }) => items[i]))),
    open,
  );
}

function extreme(name: 'max' | 'min', values: readonly Value[]): Value {
  const numbers = values.map((value) => (value.kind === 'number' ? value.value : NaN));
  const isAssumed = values.some((value) => value.kind === 'number' && value.isAssumed);
  return numberValue(Math[name](...numbers), isAssumed);
}

/** Python's and JavaScript's operators on known values. */
export function arithmetic(operator: string, left: Value, right: Value): Value {
  if (operator === '+' && left.kind === 'list') {
    const more = itemsOf(right);
    return listOf([...left.items, ...(more?.items ?? [])], left.open || more?.open !== false);
  }
  if (operator === '*' && left.kind === 'list' && right.kind === 'number') {
    const count = Math.min(Math.max(0, right.value), mostItems);
    return listOf(Array.from({ length: count }, () => left.items).flat(), left.open || right.isAssumed);
  }
  if (left.kind === 'string') return withString(operator, left, right);
  if (left.kind !== 'number' || right.kind !== 'number') return unknown;
  const isAssumed = left.isAssumed || right.isAssumed;
  const [a, b] = [left.value, right.value];
  switch (operator) {
    case '+':
      return numberValue(a + b, isAssumed);
    case '-':
      return numberValue(a - b, isAssumed);
    case '*':
      return numberValue(a * b, isAssumed);
    case '/':
      return numberValue(a / b, isAssumed);
    case '//':
      return numberValue(Math.floor(a / b), isAssumed);
    case '%':
      return numberValue(((a % b) + b) % b, isAssumed);
    case '**':
      return numberValue(a ** b, isAssumed);
    case '<<':
      return numberValue(a * 2 ** b, isAssumed);
    case '>>':
      return numberValue(Math.floor(a / 2 ** b), isAssumed);
    default:
      return unknown;
  }
}

function withString(operator: string, left: Extract<Value, { kind: 'string' }>, right: Value): Value {
  if (operator === '+') return { ...left, value: left.value + (written(right) ?? '*') };
  return operator === '%' ? { ...left, value: percentFormatted(left.value, right) } : unknown;
}

/** `'%d_%s' % (i, name)`; `*` for what is not known or is formatted further. */
function percentFormatted(format: string, right: Value): string {
  const parts = right.kind === 'list' && !right.open ? right.items : [right];
  let next = 0;
  return format.replaceAll(/%([-+ 0#]*[\d.*]*)([a-zA-Z])/g, (_, options: string) => {
    const part = parts[next++] ?? unknown;
    return (options === '' ? written(part) : null) ?? '*';
  });
}

/** `'{}_{1}'.format(i, name)`; `*` for what is not known or is formatted further. */
export function braceFormatted(format: string, args: readonly GivenArgument[]): string {
  const positional = args.filter(({ name }) => name === null);
  let next = 0;
  return format.replaceAll(/\{(\w*)([^}]*)\}/g, (_, key: string, options: string) => {
    const given = /^\d*$/.test(key)
      ? positional[key === '' ? next++ : Number(key)]
      : args.find(({ name }) => name === key);
    return (options === '' ? written(given?.value ?? unknown) : null) ?? '*';
  });
}

/** The truth of a comparison; null where a side is not known. */
export function comparison(operator: string, left: Value, right: Value): boolean | null {
  const [a, b] = [plain(left), plain(right)];
  const isNone = (value: Value): boolean | null =>
    value.kind === 'unknown' ? null : value.kind === 'constant' && value.value === null;
  if (right.kind === 'constant' && right.value === null) {
    const none = isNone(left);
    if (none === null) return null;
    return ['is not', '!=', '!=='].includes(operator) ? !none : none;
  }
  if (a === undefined || b === undefined) return null;
  switch (operator) {
    case '==':
    case 'is':
      return a === b;
    case '!=':
    case 'is not':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return null;
  }
}

function plain(value: Value): number | string | undefined {
  if (value.kind === 'number') return value.isAssumed ? undefined : value.value;
  if (value.kind === 'string') return value.value;
  return value.kind === 'constant' && value.value !== null ? Number(value.value) : undefined;
}

/** `a[i]`, `a[1:-1]`, `d['key']`; unknown where it can't be told. */
export function itemAt(object: Value, index: Value): Value {
  if (object.kind === 'dict') return object.entries.get(written(index) ?? '') ?? unknown;
  if (object.kind === 'module' && index.kind === 'string') return object.members.get(index.value) ?? unknown;
  const items = itemsOf(object);
  if (!items) return unknown;
  if (index.kind === 'number') return items.open ? unknown : (items.items.at(index.value) ?? unknown);
  if (index.kind !== 'list') return unknown;
  const [start, end] = index.items.map((each) => (each.kind === 'number' ? each.value : undefined));
  return listOf(items.items.slice(start, end), items.open);
}
