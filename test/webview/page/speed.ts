// How long the panel takes over many units, in Chromium: first paint, zoom and pan of the plot; sort and scroll of the
// table. From the root, after `npm run build`:
//   node --import ./scripts/typescript.mjs test/webview/page/speed.ts [PLOT_UNITS] [TABLE_UNITS]
import type { Page } from 'playwright-core';
import { findBrowser } from '../../editor/vscode/browser.js';
import { launchBrowser } from '../../editor/vscode/launchBrowser.js';
import { openPanel, servePanel } from './panelPage.js';
import { shownState } from './states.js';
import { seededNetwork } from '../seededNetwork.js';
import { median } from '../../bench/statistics.js';

const [plotUnits = 100_000, tableUnits = 27_000] = process.argv.slice(2).map(Number);
const layers = 4;
const repeats = 7;
const network = (units: number) =>
  seededNetwork(Array.from({ length: layers }, () => Math.round(units / layers)));

const server = await servePanel();
const browser = await launchBrowser(await findBrowser());

/** From the click on a tab until the frame after its drawing is on the screen. */
function openTab(page: Page, name: string): Promise<number> {
  return page.evaluate(async (label) => {
    const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(
      (one) => one.textContent === label,
    );
    const start = performance.now();
    tab?.click();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
  }, name);
}

/** Milliseconds from frame to frame while something is done in each. */
function frames(page: Page, what: 'zoom' | 'pan' | 'scroll'): Promise<number[]> {
  return page.evaluate(async (does) => {
    const target = document.querySelector(does === 'scroll' ? '.scroller' : '.figure-plot');
    if (target === null) throw new Error('Nothing to do it on.');
    const box = target.getBoundingClientRect();
    const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true };
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const taken: number[] = [];
    if (does === 'pan') target.dispatchEvent(new PointerEvent('pointerdown', { ...at, button: 1 }));
    let before = await frame();
    for (let i = 0; i < 60; i++) {
      if (does === 'scroll') target.scrollTop += 1500;
      else if (does === 'zoom') {
        target.dispatchEvent(
          new WheelEvent('wheel', { ...at, ctrlKey: true, deltaY: i < 30 ? -2 : 2, cancelable: true }),
        );
      } else {
        const clientX = at.clientX + (i < 30 ? i : 60 - i) * 4;
        target.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX, pointerId: 1 }));
      }
      const now = await frame();
      taken.push(now - before);
      before = now;
    }
    target.dispatchEvent(new PointerEvent('pointerup', at));
    return taken;
  }, what);
}

function report(what: string, milliseconds: readonly number[]): void {
  const [least, most] = [Math.min(...milliseconds), Math.max(...milliseconds)];
  console.log(
    `${what}: median ${median(milliseconds).toFixed(1)} ms, ${least.toFixed(1)} to ${most.toFixed(1)} ms`,
  );
}

function reportFrames(what: string, taken: readonly number[]): void {
  const total = taken.reduce((sum, one) => sum + one, 0);
  console.log(
    `${what}: ${((1000 * taken.length) / total).toFixed(0)} frames a second, the longest ${Math.max(...taken).toFixed(0)} ms`,
  );
}

const plot = network(plotUnits);
const first: number[] = [];
for (let i = 0; i < repeats; i++) {
  const panel = await openPanel(browser, server.url, { width: 1100, height: 840, saved: { tab: 'numbers' } });
  await panel.tell({ type: 'state', state: shownState(plot) });
  first.push(await openTab(panel.page, 'Selectivity'));
  if (i === repeats - 1) {
    await panel.page.waitForTimeout(3000);
    reportFrames(`Zoom of ${plotUnits} points`, await frames(panel.page, 'zoom'));
    await panel.page.keyboard.press('Tab');
    await panel.page.locator('.figure-plot').focus();
    await panel.page.keyboard.press('+');
    reportFrames(`Pan of ${plotUnits} points`, await frames(panel.page, 'pan'));
  }
  await panel.close();
}
report(`First paint of ${plotUnits} points`, first);

const table = await openPanel(browser, server.url, { width: 1100, height: 840, saved: { tab: 'units' } });
await table.tell({ type: 'state', state: shownState(network(tableUnits)) });
const columns = await table.page.locator('th').evaluateAll((all) => all.map((th) => th.dataset['column']));
for (const column of columns) {
  const taken = await table.page.evaluate(
    ([id, count]) =>
      Array.from({ length: count }, () => {
        const start = performance.now();
        document.querySelector<HTMLElement>(`th[data-column=${id}] button`)?.click();
        return performance.now() - start;
      }),
    [column, repeats] as const,
  );
  report(`Sort of ${tableUnits} units by ${column}`, taken);
}
reportFrames(`Scroll of ${tableUnits} units`, await frames(table.page, 'scroll'));
await table.close();
await browser.close();
server.close();
