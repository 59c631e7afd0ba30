import type { FrameLocator } from 'playwright-core';

/** What the page itself runs: from the key to the frame that shows the sentence and the outputs that came with it. */
const clock = `(() => {
  let started = null;
  window.deletionTimes = [];
  addEventListener('keydown', ({ key }) => { if (key === ' ') started = performance.now(); }, true);
  new MutationObserver(() => {
    if (started === null) return;
    const from = started;
    started = null;
    requestAnimationFrame(() => setTimeout(() => window.deletionTimes.push(performance.now() - from)));
  }).observe(document.querySelector('.delete p[aria-live]'), { subtree: true, childList: true, characterData: true });
})()`;

/** Takes the time of each deletion by Space from now on, as the panel's page sees it. */
export async function startDeletionClock(panel: FrameLocator): Promise<void> {
  await panel.locator('body').evaluate(clock);
}

/** Milliseconds of each deletion since the clock was started. */
export function deletionTimes(panel: FrameLocator): Promise<number[]> {
  return panel.locator('body').evaluate('window.deletionTimes');
}
