/** In milliseconds: what is left of a frame is the reader's. */
const slice = 8;
/** In milliseconds: so often the work goes on even while something moves. */
const longestWait = 100;

/**
 * Works a little at a time, while there is nothing else to do: a figure that moves comes first.
 * @param isStale ends the work.
 * @returns what the steps come to; `undefined` where the work was ended.
 */
export async function inSlices<Result>(
  steps: Iterator<unknown, Result>,
  isStale: () => boolean,
): Promise<Result | undefined> {
  for (;;) {
    await idle();
    if (isStale()) return undefined;
    const end = performance.now() + slice;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }
}

/** Settles once what was drawn before is on the screen; of a panel that is hidden no frame is ever drawn. */
export async function afterPaint(): Promise<void> {
  if (document.visibilityState === 'visible') {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await idle();
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: longestWait }));
}
