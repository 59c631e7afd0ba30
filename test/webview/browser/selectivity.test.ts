import { expect, it } from 'vitest';
import { scatterData } from '../../../src/figures/selectivity/scatterData.js';
import { scatterDrawing } from '../../../src/figures/selectivity/scatterFigure.js';
import { hypothesisNames } from '../../../src/results/derive/hypothesisSentences.js';
import { pickedWords } from '../../../src/results/derive/pickedUnits.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([120, 80]);
const rows = unitRows(network, 'zero');
const saved = { tab: 'selectivity' };

/** How many pixels of the plot's canvas are painted, and its resolution. */
const painted = ({ page }: OpenPanel, canvas: 'drawing' | 'overlay') =>
  page.locator(`canvas.${canvas}`).evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const pixels = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
    let count = 0;
    for (let i = 3; i < (pixels?.length ?? 0); i += 4) if (pixels?.[i] !== 0) count++;
    return { count, width, height };
  });

/** The plot as it is drawn, by the browser's own width. */
async function plotted({ page }: OpenPanel) {
  const width = await page.locator('.figure-plot').evaluate((plot) => plot.clientWidth);
  const data = scatterData(rows, 2, { hidden: new Set(), told: true });
  return scatterDrawing(data, { vertical: '', noun: 'image' }).draw({
    width,
    measure: (text) => 6 * text.length,
  });
}

async function placeOf(panel: OpenPanel, unit: number): Promise<{ x: number; y: number }> {
  const { x, y } = (await plotted(panel)).targets.find(({ id }) => id === unit)!;
  return { x, y };
}

async function choose({ page }: OpenPanel, command: string): Promise<void> {
  await page.locator('.selectivity').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: command }).click();
}

describePanel('the Selectivity plot', (open) => {
  it('is drawn, at the resolution of the screen', async () => {
    const panel = await open({ saved, scale: 2 });
    await panel.tell({ type: 'state', state: shownState(network) });
    const { count, width } = await painted(panel, 'drawing');
    expect(count).toBeGreaterThan(10_000);
    expect(width).toBe(2 * (await panel.page.locator('.figure-plot').evaluate((plot) => plot.clientWidth)));
    await panel.close();
  });

  it('selects the mark that is clicked, and rings it', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await expect.poll(async () => (await painted(panel, 'overlay')).count).toBe(0);
    // The costliest unit stands alone at the top.
    await panel.page.locator('.figure-plot').click({ position: await placeOf(panel, 0) });
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: 0 });
    await expect.poll(() => panel.page.locator('.dock .unit-name').textContent()).toBe('fc1[0]');
    await expect.poll(async () => (await painted(panel, 'overlay')).count).toBeGreaterThan(20);
    await panel.close();
  });

  it('reads out the mark under the pointer', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.figure-plot').hover({ position: await placeOf(panel, 0) });
    await expect
      .poll(() => panel.page.locator('.read-out').textContent())
      .toMatch(/^fc1\[0\]costs 40 images/);
    await panel.page.mouse.move(2, 2);
    await expect.poll(() => panel.page.locator('.read-out').isVisible()).toBe(false);
    await panel.close();
  });

  it('marks what is selected elsewhere', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.tell({ type: 'select', unit: 1 });
    await expect.poll(async () => (await painted(panel, 'overlay')).count).toBeGreaterThan(20);
    await panel.tell({ type: 'select', unit: null });
    await expect.poll(async () => (await painted(panel, 'overlay')).count).toBe(0);
    await panel.close();
  });

  it('moves through the marks by arrow keys', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.figure-plot').focus();
    const order = rows
      .filter((row) => row.selectivity !== null)
      .sort((a, b) => a.selectivity! - b.selectivity!);
    for (const row of order.slice(0, 3)) {
      await panel.page.keyboard.press('ArrowRight');
      await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: row.unit.flat });
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

  it('stays where it is when the verdict comes, a moment after the plot', async () => {
    for (const width of [800, 360]) {
      const panel = await open({ saved, width });
      const places = await panel.page.evaluate(async (state) => {
        const top = () => document.querySelector('.figure-plot')?.getBoundingClientRect().top;
        const said = () => document.querySelector('.selectivity > p')?.textContent;
        const seen: (number | undefined)[] = [];
        window.postMessage({ type: 'state', state }, '*');
        for (let frames = 0; frames < 5; frames += said() ? 1 : 0) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          if (document.querySelector('canvas.drawing')) seen.push(top());
        }
        return seen;
      }, shownState(network));
      expect(new Set(places).size, `places at a width of ${width}: ${places.join()}`).toBe(1);
      await panel.close();
    }
  });

  it('hides a layer, and shows it again', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const all = (await painted(panel, 'drawing')).count;
    const chip = panel.page.getByRole('button', { name: /^fc1/ });
    await chip.click();
    await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(async () => (await painted(panel, 'drawing')).count).toBeLessThan(all);
    await chip.click();
    await expect.poll(async () => (await painted(panel, 'drawing')).count).toBe(all);
    await panel.close();
  });

  it('is also a table, of the same units', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await choose(panel, 'Show as table');
    const measured = rows.filter((row) => row.selectivity !== null).length;
    await expect
      .poll(() => panel.page.getByRole('grid').getAttribute('aria-rowcount'))
      .toBe(String(measured + 1));
    await panel.page.locator('tbody tr:not(.filler)').first().click();
    const highest = rows.reduce((a, b) => ((b.selectivity ?? 0) > (a.selectivity ?? 0) ? b : a));
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: highest.unit.flat });
    await panel.close();
  });

  it('reads its colours again when the theme changes', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const colour = () =>
      panel.page.locator('canvas.drawing').evaluate((canvas, at) => {
        const context = (canvas as HTMLCanvasElement).getContext('2d');
        return [...(context?.getImageData(Math.round(at.x), Math.round(at.y), 1, 1).data ?? [])].slice(0, 3);
      }, place);
    const place = await placeOf(panel, 0);
    // The costliest unit is beyond chance, and drawn in its layer's full colour.
    await expect.poll(() => colour()).toEqual([0x36, 0xc5, 0xab]);
    await panel.changeTheme('light');
    await expect.poll(colour).toEqual([0x00, 0x83, 0x6c]);
    await panel.close();
  });

  it('says which measure is missing', async () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.selectivity;
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(result) });
    await expect
      .poll(() => panel.page.locator('.selectivity').innerText())
      .toContain('This result holds no selectivity');
    await expect.poll(() => panel.page.locator('.figure-plot').isVisible()).toBe(false);
    await panel.close();
  });

  it('offers to measure what is missing, and nothing else', async () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.selectivity;
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(result) });
    await panel.page.getByRole('button', { name: 'Measure selectivity' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'selectivity' });
    await panel.close();
  });

  it('shows what would be expected, says what the data resemble, and remembers it', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const evidence = panel.page.locator('.selectivity p').first();
    await panel.page.getByRole('radio', { name: hypothesisNames.more }).click();
    await expect
      .poll(() => evidence.textContent())
      .toMatch(/^If selective units mattered more, .* Of the three, the data resemble “No relation”\.$/);
    await panel.page.keyboard.press('ArrowRight');
    await expect.poll(() => evidence.textContent()).toMatch(/^If selective units mattered less, /);
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({
        selectivity: { hypothesis: 'less', hidden: [] },
      });
    await panel.close();
    const again = await open({
      saved: { tab: 'selectivity', selectivity: { hypothesis: 'none', hidden: [1] } },
    });
    await again.tell({ type: 'state', state: shownState(network) });
    await expect
      .poll(() => again.page.getByRole('radio', { checked: true }).innerText())
      .toBe(hypothesisNames.none);
    await expect
      .poll(() => again.page.getByRole('button', { name: /^fc2/ }).getAttribute('aria-pressed'))
      .toBe('false');
    await again.close();
  });

  it('selects units by a drag, tells what they cost, and shows them in Units', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const { targets, ground } = await plotted(panel);
    const box = {
      left: ground!.x + 150,
      top: ground!.y + 120,
      right: ground!.x + 420,
      bottom: ground!.y + 330,
    };
    const inside = targets
      .filter(({ x, y }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
      .map(({ id }) => rows[id]);
    expect(inside.length).toBeGreaterThan(10);
    const plot = (await panel.page.locator('.figure-plot').boundingBox())!;
    await panel.page.mouse.move(plot.x + box.left, plot.y + box.top);
    await panel.page.mouse.down();
    await panel.page.mouse.move(plot.x + box.right, plot.y + box.bottom, { steps: 4 });
    await panel.page.mouse.up();
    await expect
      .poll(() => panel.page.locator('.brush-bar [role=status]').textContent())
      .toBe(pickedWords(inside, 'image'));
    // A drag selects no unit, and says nothing to the extension.
    await expect.poll(async () => (await panel.posted()).some(({ type }) => type === 'select')).toBe(false);
    await panel.page.getByRole('button', { name: 'See them in Units' }).click();
    await expect
      .poll(() => panel.page.getByRole('grid').getAttribute('aria-rowcount'))
      .toBe(String(inside.length + 1));
    await panel.page.getByRole('button', { name: 'Show all units' }).click();
    await expect.poll(() => panel.page.getByRole('grid').getAttribute('aria-rowcount')).toBe('201');
    await panel.close();
  });

  it('selects units by Shift and arrow keys, and lets them go by Escape', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.figure-plot').focus();
    for (let i = 0; i < 6; i++) await panel.page.keyboard.press('Shift+ArrowRight');
    for (let i = 0; i < 6; i++) await panel.page.keyboard.press('Shift+ArrowDown');
    const told = panel.page.locator('.brush-bar [role=status]');
    await expect.poll(() => told.textContent()).toMatch(/^\d+ units?, /);
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => told.textContent()).toBe('');
    await expect.poll(async () => (await painted(panel, 'overlay')).count).toBe(0);
    await panel.close();
  });

  it('zooms by wheel and keys, moves by Space and a drag, and shows all again', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const whole = (await painted(panel, 'drawing')).count;
    const plot = (await panel.page.locator('.figure-plot').boundingBox())!;
    const looks = () =>
      panel.page.locator('canvas.drawing').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const first = await looks();
    await panel.page.mouse.move(plot.x + 300, plot.y + 250);
    await panel.page.mouse.wheel(0, -400);
    await expect.poll(looks).not.toBe(first);
    const zoomed = await looks();
    await panel.page.locator('.figure-plot').focus();
    await panel.page.keyboard.down('Space');
    await panel.page.mouse.down();
    await panel.page.mouse.move(plot.x + 250, plot.y + 260, { steps: 3 });
    await panel.page.mouse.up();
    await panel.page.keyboard.up('Space');
    await expect.poll(looks).not.toBe(zoomed);
    await expect.poll(() => panel.page.locator('.brush-bar [role=status]').textContent()).toBe('');
    await panel.page.keyboard.press('0');
    await expect.poll(looks).toBe(first);
    await panel.page.keyboard.press('+');
    await expect.poll(looks).not.toBe(first);
    await choose(panel, 'Show all (0)');
    await expect.poll(async () => (await painted(panel, 'drawing')).count).toBe(whole);
    await panel.close();
  });

  it('opens the card of the selected mark by Enter', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.figure-plot').focus();
    await panel.page.keyboard.press('End');
    await panel.page.keyboard.press('Enter');
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({ tab: 'units', card: true });
    await panel.close();
  });
});
