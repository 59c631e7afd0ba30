import { dirname, resolve } from 'node:path';
import { collectCards } from '../jobs/collectCards.js';
import { defaultMemory } from '../jobs/protocol.js';
import { UnitDetailCache } from '../jobs/unitDetailCache.js';
import type { ReportSubject } from '../report/reportPage.js';
import { finish } from './interrupt.js';
import { styleFor, type CliIo } from './io.js';
import type { ReportCommand } from './parse.js';
import { plain } from './terminalText.js';

/**
 * Adds what the cards of units show, a result after another. Where that can't be had, a line on standard error says why,
 * and the report goes without.
 * @param subjects in the order of the command's paths.
 * @throws JobCancelled
 */
export async function withCards(
  subjects: readonly ReportSubject[],
  { resultPaths, dataRoots, cacheFolder }: ReportCommand,
  io: CliIo,
): Promise<ReportSubject[]> {
  const cache = new UnitDetailCache(cacheFolder);
  const controller = new AbortController();
  const collect = async (): Promise<ReportSubject[]> => {
    const found: ReportSubject[] = [];
    for (const [i, { result }] of subjects.entries()) {
      const folder = dirname(resultPaths[i]);
      const inputs = {
        modelPath: resolve(folder, result.model.file),
        dataPath: resolve(folder, result.dataset.file),
        ...{ dataRoots, samples: null, engine: 'auto' as const },
      };
      const onUnit = (done: number, of: number): void => showProgress(io, `${done} of ${of}`);
      const wanted = { result, inputs, memory: defaultMemory, onUnit };
      const details = await collectCards(io.jobs, cache, wanted, controller.signal);
      clearProgress(io);
      if ('why' in details) io.stderr.write(`${styleFor(io.stderr, io.env)('yellow', plain(details.why))}\n`);
      found.push({ result, details });
    }
    return found;
  };
  return finish({ result: collect().finally(() => clearProgress(io)), cancel: () => controller.abort() }, io);
}

function showProgress({ stderr }: CliIo, counted: string): void {
  if (stderr.isTTY === true) stderr.write(`\rLooking at units that stand out: ${counted}\x1b[K`);
}

function clearProgress({ stderr }: CliIo): void {
  if (stderr.isTTY === true) stderr.write('\r\x1b[K');
}
