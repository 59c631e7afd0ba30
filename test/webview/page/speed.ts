// How long the panel takes over many units, in Chromium: prints a `PanelSpeed` as JSON. `npm run bench -- panel` runs
// it, or from the root, after `npm run build`:
//   node --import ./scripts/typescript.mjs test/webview/page/speed.ts [PLOT_UNITS] [TABLE_UNITS]
import type { Browser, Page } from 'playwright-core';
import type { ResultFile } from '../../../src/results/schema.js';
import type { PanelSpeed } from '../../bench/panelSpeed.js';
import { median } from '../../bench/statistics.js';
import { findBrowser } from '../../editor/vscode/browser.js';
import { launchBrowser } from '../../editor/vscode/launchBrowser.js';
import { seededNetwork } from '../seededNetwork.js';
import { openPanel, servePanel, type OpenPanel } from './panelPage.js';
import { shownState } from './states.js';

declare global {
  interface Window {
    /** The message with the result, as the page has got it. */
    speedMessage: unknown;
    /** Settles once what the page has drawn is on the screen. */
    untilPainted: () => Promise<void>;
  }
}

const [plotUnits = 100_000, tableUnits = 27_000] = process.argv.slice(2).map(Number);
const layers = 4;
const repeats = 5;
/** Until what is worked out after the paint is done, in milliseconds. */
const settled = 3000;

function network(units: number): ResultFile {
  return seededNetwork(Array.from({ length: layers }, () => Math.round(units / layers)));
}

/** A panel that knows the result but was not told of it. */
async function openWith(browser: Browser, url: string, result: ResultFile, tab: string): Promise<OpenPanel> {
  const panel = await openPanel(browser, url, { width: 1100, height: 840, saved: { tab } });
  await panel.page.evaluate(
    (text) => {
      window.speedMessage = JSON.parse(text);
      window.untilPainted = () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve();
            channel.port2.postMessage(null);
          });
        });
    },
    JSON.stringify({ type: 'state', state: shownState(result) }),
  );
  return panel;
}

/** From the message to the frame that shows it, and a mere copy of the message. */
function tell(page: Page): Promise<{ readonly arrival: number; readonly copy: number }> {
  return page.evaluate(async () => {
    const before = performance.now();
    structuredClone(window.speedMessage);
    const start = performance.now();
    window.addEventListener('message', () => performance.mark('told'), { once: true });
    window.postMessage(window.speedMessage, '*');
    while (performance.getEntriesByName('told').length === 0)
      await new Promise((resolve) => setTimeout(resolve));
    await window.untilPainted();
    return { arrival: performance.now() - start, copy: start - before };
  });
}

/** From the click on a tab to the frame that shows it. */
function openTab(page: Page, name: string): Promise<number> {
  return page.evaluate(async (label) => {
    const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
    const start = performance.now();
    tabs.find((tab) => tab.textContent === label)?.click();
    await window.untilPainted();
    return performance.now() - start;
  }, name);
}

/** Frames a second while something is done in each. */
function frames(page: Page, what: 'zoom' | 'pan' | 'scroll'): Promise<number> {
  return page.evaluate(async (does) => {
    const target = document.querySelector(does === 'scroll' ? '.scroller' : '.figure-plot');
    if (target === null) throw new Error('Nothing to do it on.');
    const box = target.getBoundingClientRect();
    const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true };
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const count = 60;
    if (does === 'pan') target.dispatchEvent(new PointerEvent('pointerdown', { ...at, button: 1 }));
    const start = await frame();
    let now = start;
    for (let i = 0; i < count; i++) {
      if (does === 'scroll') target.scrollTop += 1500;
      else if (does === 'zoom') {
        target.dispatchEvent(
          new WheelEvent('wheel', {
            ...at,
            ctrlKey: true,
            deltaY: i < count / 2 ? -2 : 2,
            cancelable: true,
          }),
        );
      } else {
        const clientX = at.clientX + (i < count / 2 ? i : count - i) * 4;
        target.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX, pointerId: 1 }));
      }
      now = await frame();
    }
    target.dispatchEvent(new PointerEvent('pointerup', at));
    return (1000 * count) / (now - start);
  }, what);
}

async function measurePlot(browser: Browser, url: string) {
  const result = network(plotUnits);
  const paints: number[] = [];
  const told: { readonly arrival: number; readonly copy: number }[] = [];
  for (let i = 0; i < repeats; i++) {
    const asTab = await openWith(browser, url, result, 'numbers');
    await tell(asTab.page);
    paints.push(await openTab(asTab.page, 'Selectivity'));
    await asTab.close();
    const asResult = await openWith(browser, url, result, 'selectivity');
    told.push(await tell(asResult.page));
    if (i < repeats - 1) await asResult.close();
    else {
      const { page } = asResult;
      await page.waitForTimeout(settled);
      const zoom = await frames(page, 'zoom');
      await page.locator('.figure-plot').focus();
      await page.keyboard.press('+');
      const pan = await frames(page, 'pan');
      await asResult.close();
      return {
        selectivityPaint: median(paints),
        arrival: median(told.map(({ arrival }) => arrival)),
        copy: median(told.map(({ copy }) => copy)),
        zoom,
        pan,
      };
    }
  }
  throw new Error('Nothing was repeated.');
}

async function measureTable(browser: Browser, url: string) {
  const result = network(tableUnits);
  const paints: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const panel = await openWith(browser, url, result, 'numbers');
    await tell(panel.page);
    paints.push(await openTab(panel.page, 'Overview'));
    await panel.close();
  }
  const { page, close } = await openWith(browser, url, result, 'units');
  await tell(page);
  const sorts = await page.evaluate(
    (count) =>
      [...document.querySelectorAll<HTMLElement>('th')].map(({ dataset }) =>
        Array.from({ length: count }, () => {
          const start = performance.now();
          document.querySelector<HTMLElement>(`th[data-column=${dataset['column']}] button`)?.click();
          return performance.now() - start;
        }),
      ),
    repeats,
  );
  const scroll = await frames(page, 'scroll');
  await close();
  return { overviewPaint: median(paints), sort: Math.max(...sorts.map(median)), scroll };
}

const server = await servePanel();
const browser = await launchBrowser(await findBrowser());
try {
  const measured: PanelSpeed = {
    ...(await measurePlot(browser, server.url)),
    ...(await measureTable(browser, server.url)),
  };
  console.log(JSON.stringify(measured, null, 2));
} finally {
  await browser.close();
  server.close();
}
