import { rm } from 'node:fs/promises';

/** Removes what a process left that died while it wrote a result, the files that were yet to get their names. */
export async function removePartialFiles(resultPath: string): Promise<void> {
  const partials = [`${resultPath}.partial`, `${resultPath}.bin.partial`];
  await Promise.all(partials.map((path) => rm(path, { force: true })));
}
