import type { ResultFile } from '../schema.js';
import { compareNetworks, type ComparedCurve, type ComparedNetwork } from './comparison.js';
import { replacementsOf } from './flatUnits.js';
import { unitInformationChance } from './information.js';
import { lostCount } from './lostSamples.js';
import { tellsOfMemorisation } from './memorisationSentences.js';
import { rank } from './ranking.js';
import { unitRows } from './unitRows.js';

/** A network as it stands beside others, under a letter. */
export interface NetworkFacts {
  /** `A` is the one that the others stand beside. */
  readonly letter: string;
  /** Its place among the networks from the one that random deletion harms least, which is 0; the last have no curves. */
  readonly place: number;
  readonly result: ResultFile;
  readonly compared: ComparedNetwork;
  /** The replacement value that its numbers are of: the one asked for, or its own first; `null` where none was used. */
  readonly replacement: string | null;
  /** Samples lost with each unit that was deleted. */
  readonly lost: readonly number[];
  /** Units beyond chance that cost samples, of those deleted; `null` where that is not told. */
  readonly costly: { readonly units: number; readonly of: number } | null;
  /** Of the living units. */
  readonly selectivity: readonly number[];
  /** In bits, of the living units. */
  readonly information: readonly number[];
  /** What chance alone would show of information, on average; `null` where none was measured. */
  readonly informationChance: number | null;
  /** Random orders over the whole network, deleted with the replacement value; `null` where there are none. */
  readonly randomCurve: ComparedCurve | null;
}

const known = new WeakMap<ResultFile, Map<string, OwnFacts>>();

/** What is known of a network whatever it stands beside. */
type OwnFacts = Omit<NetworkFacts, 'place'>;

/** Facts of each network, which are worked out once a result. */
export function networkFacts(results: readonly ResultFile[], replacement: string | null): NetworkFacts[] {
  const own = results.map((result, i) => {
    const letter = String.fromCharCode(65 + i);
    const key = JSON.stringify([letter, replacement]);
    const facts = known.get(result) ?? new Map<string, OwnFacts>();
    known.set(result, facts);
    const found = facts.get(key) ?? factsOf(letter, result, replacement);
    facts.set(key, found);
    return found;
  });
  const areas = own.map(({ randomCurve }) => randomCurve?.auc?.mean ?? null);
  const ranking = rank(areas, 'desc');
  return own.map((facts, i) => ({ ...facts, place: ranking.indexOf(i) }));
}

function factsOf(letter: string, result: ResultFile, wanted: string | null): OwnFacts {
  const own = replacementsOf(result);
  const replacement = own.find((one) => one === wanted) ?? own[0] ?? null;
  const [compared] = compareNetworks([{ name: letter, result }]);
  const rows = unitRows(result, replacement);
  const lost = rows.flatMap((row) => lostCount(row) ?? []);
  const costly = rows.filter((row) => row.beyondChance && (row.importance?.samplesLost ?? 0) > 0);
  const living = rows.filter(({ dead }) => !dead);
  const chances = living.flatMap(({ unit, information }) =>
    information === null ? [] : (unitInformationChance(result, unit) ?? []),
  );
  return {
    ...{ letter, result, compared, replacement, lost },
    costly: result.exact && lost.length > 0 ? { units: costly.length, of: lost.length } : null,
    selectivity: living.flatMap(({ selectivity }) => selectivity ?? []),
    information: living.flatMap(({ information }) => information ?? []),
    informationChance: chances.length === 0 ? null : meanOf(chances),
    randomCurve:
      compared.curves.find(
        (curve) =>
          tellsOfMemorisation(curve) && curve.scope === 'network' && curve.replacement === replacement,
      ) ?? null,
  };
}

/** Of at least one value. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
