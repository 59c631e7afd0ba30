/** In milliseconds: what is left of a frame is the reader's. */
const slice = 8;

/**
 * Works a little at a time, between two turns of the loop.
 * @param isStale ends the work.
 * @returns what the steps come to; `undefined` where the work was ended.
 */
export async function inSlices<Result>(
  steps: Iterator<unknown, Result>,
  isStale: () => boolean,
): Promise<Result | undefined> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve));
    if (isStale()) return undefined;
    const end = performance.now() + slice;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }
}
