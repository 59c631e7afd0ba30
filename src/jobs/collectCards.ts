import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { cardSamples } from '../results/derive/cardGalleries.js';
import { replacementsOf } from '../results/derive/flatUnits.js';
import { unitRows } from '../results/derive/unitRows.js';
import { unitsThatStandOut } from '../results/derive/unitsThatStandOut.js';
import type { ResultFile } from '../results/schema.js';
import { collectUnitDetails, type CollectedDetails } from './collectUnitDetails.js';
import { JobCancelled } from './jobErrors.js';
import type { JobQueue } from './jobQueue.js';
import type { JobInputs, MemoryLimit } from './protocol.js';
import type { UnitDetailCache } from './unitDetailCache.js';

/** Of which result, and where its files are expected. */
export interface WantedCards {
  readonly result: ResultFile;
  readonly inputs: JobInputs;
  readonly memory: MemoryLimit;
  /** Told before each unit how many of how many were looked at. */
  readonly onUnit?: (done: number, of: number) => void;
}

/** Why there are no cards, in a sentence that names no folder. */
export interface CardsLeftOut {
  readonly why: string;
}

/**
 * What the cards of the units that stand out show beside the result. That the model or the data are not there any more,
 * or are others by now, is no error: a result outlives them.
 * @throws JobCancelled
 */
export async function collectCards(
  queue: Pick<JobQueue, 'openLive'>,
  cache: UnitDetailCache,
  { result, inputs, memory, onUnit }: WantedCards,
  signal?: AbortSignal,
): Promise<CollectedDetails | CardsLeftOut> {
  const replacement = replacementsOf(result).at(0) ?? null;
  const rows = new Map(unitRows(result, replacement).map((row) => [row.unit.flat, row]));
  const units = unitsThatStandOut(result, [...rows.values()]).map(({ unit }) => unit.flat);
  if (units.length === 0) return { details: [], samples: new Map() };
  for (const path of [inputs.modelPath, inputs.dataPath]) {
    if (!(await isThere(path))) {
      return leftOut(`${basename(path)} is no longer where it was when units were measured.`);
    }
  }
  try {
    return await collectUnitDetails(
      queue,
      cache,
      {
        ...{ result, inputs, memory, units, replacement: replacement ?? 'zero' },
        samplesOf(detail) {
          const row = rows.get(detail.unit);
          return row === undefined ? [] : cardSamples(result, row, detail);
        },
        onUnit: (done) => onUnit?.(done, units.length),
      },
      signal,
    );
  } catch (error) {
    if (error instanceof JobCancelled || signal?.aborted === true) throw new JobCancelled();
    const message = error instanceof Error ? error.message : String(error);
    return leftOut(withoutFolders(message, inputs));
  }
}

/** A descriptor's arrays are named behind a sign: `digits.npz#x`. */
function isThere(path: string): Promise<boolean> {
  const present = (file: string): Promise<boolean> =>
    access(file).then(
      () => true,
      () => false,
    );
  return present(path).then((is) => is || present(path.replace(/#[^#]*$/, '')));
}

/** A page goes to others, whom folders of this machine do not concern. */
function withoutFolders(message: string, { modelPath, dataPath }: JobInputs): string {
  return message.replaceAll(modelPath, basename(modelPath)).replaceAll(dataPath, basename(dataPath));
}

function leftOut(why: string): CardsLeftOut {
  return { why: `Cards of single units are left out: ${why}` };
}
