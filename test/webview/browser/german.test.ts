import { expect, it } from 'vitest';
import { curvedResult } from '../../results/curvedResult.js';
import { regressionResult } from '../../results/regressionResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState, states } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const result = curvedResult();
const network = seededNetwork([60, 40]);
const tabs = [
  ['overview', 'Übersicht'],
  ['units', 'Units'],
  ['selectivity', 'Selektivität'],
  ['delete', 'Löschen'],
  ['curves', 'Kurven'],
  ['classes', 'Klassen'],
  ['depth', 'Tiefe'],
  ['noise', 'Rauschen'],
  ['compare', 'Vergleichen'],
  ['numbers', 'Zahlen'],
] as const;

/** How far the page, and what it shows of a tab, reach beyond their width. */
function beyondEdges({ page }: OpenPanel): Promise<number[]> {
  return page.evaluate(() => {
    const view = document.querySelector('#view')!;
    return [document.documentElement.scrollWidth - window.innerWidth, view.scrollWidth - view.clientWidth];
  });
}

describePanel('the panel in German', (open) => {
  it('says in German what it says in English, without a complaint', async () => {
    const panel = await open({ language: 'de', saved: { tab: 'units' } });
    await panel.tell({ type: 'state', state: shownState(network) });
    await expect.poll(() => panel.page.evaluate(() => document.documentElement.lang)).toBe('de');
    await expect
      .poll(() => panel.page.getByRole('tab').allTextContents())
      .toEqual(tabs.map(([, name]) => name));
    await panel.page.getByRole('button', { name: 'Erneut analysieren' }).first().waitFor();
    await expect
      .poll(() => panel.page.locator('.view h1').textContent())
      .toMatch(/von 100 Units|Keine Unit sticht/);
    await panel.page.getByText('Jede Unit wurde ersetzt durch null.').waitFor();
    // Measures have their zero and a comma.
    await expect
      .poll(() => panel.page.locator('.selectivity-cell').first().textContent())
      .toMatch(/^\d,\d\d$/);
    await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it.each(tabs)('fits into 340 pixels: %s', async (tab) => {
    const panel = await open({ language: 'de', width: 340, saved: { tab } });
    for (const state of [shownState(result, 3), shownState(network, 3)]) {
      await panel.tell({ type: 'state', state });
      await expect.poll(() => beyondEdges(panel)).toEqual([0, 0]);
    }
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('fits into 340 pixels where there is nothing but a loss', async () => {
    const panel = await open({ language: 'de', width: 340 });
    await panel.tell({ type: 'state', state: shownState(regressionResult()) });
    await panel.page.getByRole('heading', { name: 'Rauschen auf jeder Unit: mittlerer Loss' }).waitFor();
    await expect.poll(() => beyondEdges(panel)).toEqual([0, 0]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('fits into 340 pixels before there is a result, and while one is measured', async () => {
    const panel = await open({ language: 'de', width: 340 });
    const { empty, running, stale, estimate } = states(network);
    for (const state of [empty, running, stale, estimate]) {
      await panel.tell({ type: 'state', state });
      await expect.poll(async () => (await beyondEdges(panel))[0]).toBe(0);
    }
    await panel.close();
  });

  it('keeps CSV free of commas for points', async () => {
    const panel = await open({ language: 'de', saved: { tab: 'units' } });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('button', { name: 'Als CSV kopieren' }).click();
    const copied = (await panel.posted()).find((said) => said.type === 'copy');
    const [head, first] = (copied?.type === 'copy' ? copied.text : '').split('\r\n');
    expect(first.split(',').length).toBe(head.split(',').length);
    expect(first).toMatch(/,\d?\.\d+,/);
    await panel.close();
  });
});
