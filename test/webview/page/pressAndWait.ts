/** The first few deletions wait for what is compiled as it is first run. */
export const warmUp = 10;

/**
 * Deletes one unit after the other in the Delete tab, by keys. Runs in the page: the sentence is told with the outputs,
 * and the next frame shows both.
 * @returns milliseconds from key to drawing, a number each.
 */
export async function pressAndWait(count: number): Promise<number[]> {
  const plot = document.querySelector('.delete .figure-plot');
  const sentence = document.querySelector('.delete p[aria-live]');
  if (plot === null || sentence === null) throw new Error('There is no drawing to press keys on.');
  const press = (key: string) => plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    press('ArrowRight');
    await new Promise((resolve) => setTimeout(resolve, 60));
    const started = performance.now();
    const answered = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(resolve));
      });
      observer.observe(sentence, { subtree: true, childList: true, characterData: true });
    });
    press(' ');
    await answered;
    times.push(performance.now() - started);
  }
  return times;
}

/** `50 deletions: median 12.1 ms, 90 % within 15.0 ms`. */
export function timingWords(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  return `${sorted.length} deletions: median ${at(0.5)} ms, 90 % within ${at(0.9)} ms`;
}
