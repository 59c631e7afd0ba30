import { expect, it } from 'vitest';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { scatterData } from '../../../webview/plots/scatterData.js';
import { scatterLayout } from '../../../webview/plots/scatterLayout.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([120, 80]);
const rows = unitRows(network, 'zero');
const saved = { tab: 'selectivity' };

/** How many pixels of the plot's canvas are painted, and its resolution. */
const painted = ({ page }: OpenPanel, canvas: 'marks' | 'overlay') =>
  page.locator(`canvas.${canvas}`).evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const pixels = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
    let count = 0;
    for (let i = 3; i < (pixels?.length ?? 0); i += 4) if (pixels?.[i] !== 0) count++;
    return { count, width, height };
  });

/** Where the plot draws a unit, by the same layout and the browser's own width. */
async function placeOf({ page }: OpenPanel, unit: number): Promise<{ x: number; y: number }> {
  const width = await page.locator('.plot').evaluate((plot) => plot.clientWidth);
  const { marks } = scatterLayout(scatterData(rows, new Set(), true), width, (text) => 6 * text.length);
  const { x, y } = marks.find(({ point }) => point.row.unit.flat === unit)!;
  return { x, y };
}

describePanel('the Selectivity plot', (open) => {
  it('is drawn, at the resolution of the screen', async () => {
    const panel = await open({ saved, scale: 2 });
    await panel.tell({ type: 'state', state: shownState(network) });
    const { count, width } = await painted(panel, 'marks');
    expect(count).toBeGreaterThan(10_000);
    expect(width).toBe(2 * (await panel.page.locator('.plot').evaluate((plot) => plot.clientWidth)));
    await panel.close();
  });

  it('selects the mark that is clicked, and rings it', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    expect((await painted(panel, 'overlay')).count).toBe(0);
    // The costliest unit stands alone at the top.
    await panel.page.locator('.plot').click({ position: await placeOf(panel, 0) });
    expect((await panel.posted()).at(-1)).toEqual({ type: 'select', unit: 0 });
    expect(await panel.page.locator('.dock .unit-name').textContent()).toBe('fc1[0]');
    expect((await painted(panel, 'overlay')).count).toBeGreaterThan(20);
    await panel.close();
  });

  it('reads out the mark under the pointer', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.plot').hover({ position: await placeOf(panel, 0) });
    expect(await panel.page.locator('.read-out').textContent()).toMatch(/^fc1\[0\]costs 40 images/);
    await panel.page.mouse.move(2, 2);
    expect(await panel.page.locator('.read-out').isVisible()).toBe(false);
    await panel.close();
  });

  it('marks what is selected elsewhere', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.tell({ type: 'select', unit: 1 });
    expect((await painted(panel, 'overlay')).count).toBeGreaterThan(20);
    await panel.tell({ type: 'select', unit: null });
    expect((await painted(panel, 'overlay')).count).toBe(0);
    await panel.close();
  });

  it('moves through the marks by arrow keys', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.plot').focus();
    const order = rows
      .filter((row) => row.selectivity !== null)
      .sort((a, b) => a.selectivity! - b.selectivity!);
    for (const row of order.slice(0, 3)) {
      await panel.page.keyboard.press('ArrowRight');
      expect((await panel.posted()).at(-1)).toEqual({ type: 'select', unit: row.unit.flat });
    }
    await panel.close();
  });

  it('opens with the verdict, and each layer with its interval', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    // Made-up numbers, drawn without a relation.
    await expect
      .poll(() => panel.page.locator('.selectivity p').first().textContent())
      .toContain('Not one by one');
    const chips = await panel.page.locator('.chip').allTextContents();
    expect(chips).toHaveLength(2);
    for (const chip of chips) expect(chip).toMatch(/^fc[12]\u2212?\.\d\d\u2212?\.\d\d to \u2212?\.\d\d$/);
    await panel.close();
  });

  it('hides a layer, and shows it again', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const all = (await painted(panel, 'marks')).count;
    const chip = panel.page.getByRole('button', { name: /^fc1/ });
    await chip.click();
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
    expect((await painted(panel, 'marks')).count).toBeLessThan(all);
    await chip.click();
    expect((await painted(panel, 'marks')).count).toBe(all);
    await panel.close();
  });

  it('is also a table, of the same units', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('radio', { name: 'As table' }).click();
    const measured = rows.filter((row) => row.selectivity !== null).length;
    expect(await panel.page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(measured + 1));
    await panel.page.locator('tbody tr:not(.filler)').first().click();
    const highest = rows.reduce((a, b) => ((b.selectivity ?? 0) > (a.selectivity ?? 0) ? b : a));
    expect((await panel.posted()).at(-1)).toEqual({ type: 'select', unit: highest.unit.flat });
    await panel.close();
  });

  it('reads its colours again when the theme changes', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const colour = () =>
      panel.page.locator('canvas.marks').evaluate((canvas, at) => {
        const context = (canvas as HTMLCanvasElement).getContext('2d');
        return [...(context?.getImageData(Math.round(at.x), Math.round(at.y), 1, 1).data ?? [])].slice(0, 3);
      }, place);
    const place = await placeOf(panel, 0);
    // The costliest unit is beyond chance, and drawn in its layer's full colour.
    expect(await colour()).toEqual([0x36, 0xc5, 0xab]);
    await panel.changeTheme('light');
    await expect.poll(colour).toEqual([0x00, 0x83, 0x6c]);
    await panel.close();
  });

  it('says which measure is missing', async () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.selectivity;
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(result) });
    expect(await panel.page.locator('.selectivity').innerText()).toContain(
      'This result holds no selectivity',
    );
    expect(await panel.page.locator('.plot').isVisible()).toBe(false);
    await panel.close();
  });
});
