import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../inputError.js';
import { rankings, type AnalysisSettings, type CurveSettings, type OrderRequest } from '../jobs/protocol.js';
import { parseCount } from './optionValues.js';
import { didYouMean } from './suggest.js';

/**
 * Orders to delete units in: `random:10`, `rotation:5`, `selectivity:desc`.
 * @throws InputError where one is none of these.
 */
export function parseOrders(list: readonly string[]): OrderRequest[] {
  return list.map((text): OrderRequest => {
    const [by, how = ''] = text.split(':', 2);
    if (by === 'random' || by === 'rotation') {
      return { by, count: how === '' ? 10 : parseCount(`orders ${by}:N`, how, 1, 10_000) };
    }
    const ranking = rankings.find((name) => name === by);
    if (!ranking) {
      const hint = didYouMean(by, ['random', 'rotation', ...rankings]);
      const known = `random:N, rotation:N, and ${rankings.join(', ')} with :asc or :desc`;
      throw new InputError(`--orders knows no "${text}"${hint === '' ? `; it knows ${known}.` : hint}`);
    }
    if (how !== 'asc' && how !== 'desc') {
      throw new InputError(`--orders ${text} needs a direction: ${by}:desc, or ${by}:asc.`);
    }
    return { by: ranking, direction: how };
  });
}

/** @throws InputError where the mode is neither. */
export function parseMode(text: string): CurveSettings['mode'] {
  if (text === 'remove' || text === 'keep') return text;
  throw new InputError(`--mode is remove or keep, and "${text}" is neither.`);
}

/** Positive numbers. @throws InputError where one is none. */
export function parseScales(list: readonly string[]): number[] {
  return list.map((text) => {
    const value = Number(text);
    if (Number.isFinite(value) && value > 0) return value;
    throw new InputError(`--scales takes positive numbers, and "${text}" is none.`);
  });
}

/**
 * A JSON file with an array of arrays of flat unit indexes.
 * @throws InputError where it can't be read or holds anything else.
 */
export function readUnitLists(option: string, path: string): number[][] {
  const name = basename(path);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : "can't be read";
    throw new InputError(`--${option}: ${name} ${reason}; name a JSON file like [[0, 1], [2, 3]].`);
  }
  const isList = (value: unknown): value is number[] =>
    Array.isArray(value) && value.length > 0 && value.every((entry) => Number.isInteger(entry));
  if (!Array.isArray(json) || !json.every(isList)) {
    throw new InputError(
      `--${option}: ${name} must hold an array of arrays of flat unit indexes, like [[0, 1], [2, 3]].`,
    );
  }
  return json;
}

/** Every unit by itself and every pair of them, for what they cost together. @throws InputError */
export function pairsOf(list: readonly string[]): number[][] {
  const units = list.map((text) => parseCount('pairs', text, 0, Number.MAX_SAFE_INTEGER));
  if (units.length < 2) throw new InputError('--pairs needs at least two flat unit indexes, as 3,17,40.');
  const pairs = units.flatMap((unit, i) => units.slice(i + 1).map((other) => [unit, other]));
  return [...units.map((unit) => [unit]), ...pairs];
}

type Given = ReadonlyMap<string, readonly string[]>;

/** The settings of curves, noise and groups. @throws InputError where an option makes no sense. */
export function measureSettings(
  given: Given,
  list: (name: string) => string[] | null,
  defaults: AnalysisSettings,
  path: (name: string) => string | null,
): Pick<AnalysisSettings, 'curves' | 'noise' | 'groups'> {
  const one = (name: string) => given.get(name)?.[0] ?? null;
  const orders = list('orders');
  const orderFile = path('order-file');
  const groupFile = path('groups');
  const mode = one('mode');
  const removed = list('removed');
  const scales = list('scales');
  const seeds = one('noise-seeds');
  const pairs = list('pairs');
  const givenOrders = orderFile === null ? [] : readUnitLists('order-file', orderFile);
  const curves: CurveSettings = {
    scopes: list('scope') ?? defaults.curves.scopes,
    mode: mode === null ? defaults.curves.mode : parseMode(mode),
    // Orders that are given stand alone unless others are asked for too.
    orders: orders === null ? (orderFile === null ? defaults.curves.orders : []) : parseOrders(orders),
    givenOrders,
    removed: removed?.map((text) => parseCount('removed', text, 0, Number.MAX_SAFE_INTEGER)) ?? null,
  };
  return {
    curves,
    noise: {
      scales: scales === null ? defaults.noise.scales : parseScales(scales),
      seeds: seeds === null ? defaults.noise.seeds : parseCount('noise-seeds', seeds, 1, 10_000),
    },
    groups: [
      ...(groupFile === null ? [] : readUnitLists('groups', groupFile)),
      ...(pairs === null ? [] : pairsOf(pairs)),
    ],
  };
}
