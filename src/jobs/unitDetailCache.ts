import { version } from '../../package.json';
import { computationVersion } from '../analysis/shards.js';
import { unitReplacement } from '../results/derive/unitReplacement.js';
import type { ResultFile } from '../results/schema.js';
import { DetailFiles } from './detailFiles.js';
import type { LiveSession } from './liveSession.js';
import type { StoredSample, UnitDetail, UnitReplacement } from './protocol.js';
import { RecentValues } from './recentValues.js';
import { sha256 } from './shardNames.js';

/** Of what a detail holds: those that are kept in files are of one. */
const detailVersion = 2;
const detailBytes = 48e6;
const sampleBytes = 16e6;
/** About what an object takes beside its arrays. */
const objectBytes = 500;

/** Lends the network that a result was measured on, to be asked something. */
export type LendNetwork = <T>(ask: (network: LiveSession) => Promise<T>) => Promise<T>;

/**
 * What a unit's card shows beside the result: what was shown before comes from memory, details also from disk, all else
 * from the network. Everything is named by the sha256 of model and data and by all that it depends on, so that nothing
 * is taken for what it is not.
 */
export class UnitDetailCache {
  readonly #details = new RecentValues<UnitDetail>(detailBytes, bytesOf);
  readonly #samples = new RecentValues<StoredSample>(sampleBytes, bytesOf);
  readonly #files: DetailFiles | null;

  /** @param cacheFolder absolute; null keeps nothing on disk. */
  constructor(cacheFolder: string | null) {
    this.#files = cacheFolder === null ? null : new DetailFiles(cacheFolder);
  }

  /**
   * One unit sample by sample, deleted as the result tells.
   * @param unit flat index.
   * @param replacement `zero`, `mean`, `resample` or `optimal`.
   * @param lend is called only where the network has to be asked.
   * @throws InputError where the result tells of no such unit or replacement value, or of other files.
   */
  async detail(
    result: ResultFile,
    unit: number,
    replacement: string,
    lend: LendNetwork,
    signal?: AbortSignal,
  ): Promise<UnitDetail> {
    const replaceBy = unitReplacement(result, unit, replacement);
    const name = detailName(result, unit, replaceBy);
    const kept = this.#details.get(name);
    if (kept) return kept;
    const stored = (await this.#files?.find(name)) ?? null;
    const of = fingerprintsOf(result);
    const detail = stored ?? (await lend((network) => network.detail({ unit, replaceBy, of }, signal)));
    this.#details.keep(name, detail);
    if (!stored) await this.#files?.keep(name, detail);
    return detail;
  }

  /**
   * Samples as they are stored, in the order in which they are asked for.
   * @param samples indexes in the result's data.
   * @param lend is called only where the data have to be read.
   * @throws InputError where there is no such sample, or the result tells of other files.
   */
  async samples(
    result: ResultFile,
    samples: readonly number[],
    lend: LendNetwork,
    signal?: AbortSignal,
  ): Promise<StoredSample[]> {
    const subject = sha256(dataOf(result));
    const name = (sample: number): string => `${subject} ${sample}`;
    const found = new Map<number, StoredSample>();
    for (const sample of samples) {
      const kept = this.#samples.get(name(sample));
      if (kept) found.set(sample, kept);
    }
    const missing = [...new Set(samples)].filter((sample) => !found.has(sample));
    if (missing.length > 0) {
      const of = fingerprintsOf(result);
      for (const sample of await lend((network) => network.samples({ samples: missing, of }, signal))) {
        found.set(sample.sample, sample);
        this.#samples.keep(name(sample.sample), sample);
      }
    }
    return samples.flatMap((sample) => found.get(sample) ?? []);
  }
}

function fingerprintsOf({ model, dataset }: ResultFile): { readonly model: string; readonly data: string } {
  return { model: model.sha256, data: dataset.sha256 };
}

/** Equal bytes can be read in several ways (which array of a file, how many samples); the classes' counts tell them apart. */
function dataOf({ dataset: { sha256: data, file, samples, classCounts } }: ResultFile): object {
  return { data, file: file.split('/').at(-1), samples, classCounts };
}

function detailName(result: ResultFile, unit: number, replaceBy: UnitReplacement): string {
  const program = { program: version, computation: computationVersion, detail: detailVersion };
  return sha256({ ...program, model: result.model.sha256, data: dataOf(result), unit, replaceBy });
}

function bytesOf(value: object): number {
  const parts = Object.values(value).flatMap((each: unknown): unknown[] =>
    typeof each === 'object' && each !== null && !ArrayBuffer.isView(each) ? Object.values(each) : [each],
  );
  const arrays = parts.filter((each) => ArrayBuffer.isView(each));
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, objectBytes);
}
