import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import { InputError } from '../inputError.js';
import type { StoredSample, UnitDetail } from '../jobs/protocol.js';
import type { LendNetwork, UnitDetailCache } from '../jobs/unitDetailCache.js';
import type { LiveNetworks, MeasuredNetwork } from './liveNetworks.js';
import type { Freshness } from './messages.js';
import type { StoredResult } from './resultLibrary.js';

/** What a unit's card shows beside the result. Starts a process only where it was not shown before. */
export class UnitDetails {
  constructor(
    private readonly networks: LiveNetworks,
    private readonly cache: UnitDetailCache,
  ) {}

  /**
   * One unit sample by sample, deleted as the result tells.
   * @param unit flat index.
   * @param replacement `zero`, `mean`, `resample` or `optimal`.
   * @param signal calls it off; it then rejects with JobCancelled.
   * @throws InputError where the result tells of no such unit or replacement value, or is out of date; JobFailed;
   * JobCancelled where the network was closed.
   */
  async get(
    stored: StoredResult,
    unit: number,
    replacement: string,
    signal?: AbortSignal,
  ): Promise<UnitDetail> {
    refuseStale(stored);
    return this.cache.detail(stored.result, unit, replacement, this.#lending(stored), signal);
  }

  /**
   * Samples as they are stored, in the order in which they are asked for.
   * @param samples indexes in the result's data.
   * @throws as `get`.
   */
  async samples(
    stored: StoredResult,
    samples: readonly number[],
    signal?: AbortSignal,
  ): Promise<StoredSample[]> {
    refuseStale(stored);
    return this.cache.samples(stored.result, samples, this.#lending(stored), signal);
  }

  #lending(network: MeasuredNetwork): LendNetwork {
    return async (ask) => {
      const lent = this.networks.of(network);
      try {
        return await ask(lent.session);
      } finally {
        lent.release();
      }
    };
  }
}

const changed: readonly Freshness[] = ['modelChanged', 'dataChanged', 'missing'];

/**
 * Whether the files of a network are known to be others by now than those that were measured.
 * @param results all results of its model.
 */
export function isStale(network: MeasuredNetwork, results: readonly StoredResult[]): boolean {
  const { model, dataset } = network.result;
  const same = results.filter(
    ({ result }) => result.model.sha256 === model.sha256 && result.dataset.sha256 === dataset.sha256,
  );
  return same.length > 0 && same.every(({ freshness }) => changed.includes(freshness));
}

/** @throws InputError where the result's files are others by now. */
function refuseStale({ freshness, modelPath, dataPath }: StoredResult): void {
  const [model, data] = [basename(modelPath), basename(dataPath)];
  switch (freshness) {
    case 'modelChanged':
      throw new InputError(l10n.t('{0} has changed since its units were measured; analyse it again.', model));
    case 'dataChanged':
      throw new InputError(
        l10n.t('{0} has changed since units were measured on it; analyse {1} again.', data, model),
      );
    case 'missing':
      throw new InputError(
        l10n.t(
          '{0} or {1} is no longer where it was when units were measured; put it back, or analyse again.',
          ...[model, data],
        ),
      );
    default:
  }
}
