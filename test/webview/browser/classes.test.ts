import { expect, it } from 'vitest';
import { classMap, shownUnits, worstUnits } from '../../../src/results/derive/classMap.js';
import { classesOpening } from '../../../src/results/derive/classesOpening.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { estimated } from '../../results/inexactResults.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState, states } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([60, 40]);
const map = classMap(network, 'zero')!;
const rows = unitRows(network, 'zero');
const saved = { tab: 'classes' };
const dock = ({ page }: OpenPanel) => page.locator('.dock .unit-name').textContent();
const order = (by: 'hurt' | 'index' | 'cost') =>
  map.layers.flatMap((layer) => shownUnits(layer, by, 400).units.map(({ name }) => name));

describePanel('the Classes tab', (open) => {
  it('opens with a sentence that follows the result', async () => {
    const panel = await open({ saved });
    const other = { ...sampleResult(), created: '2026-11-22T15:00:00Z' };
    for (const result of [network, other]) {
      await panel.tell({ type: 'state', state: shownState(result) });
      const { answer, evidence } = classesOpening(result, classMap(result, 'zero')!);
      await expect.poll(() => panel.page.locator('h1').textContent()).toBe(answer);
      await expect.poll(() => panel.page.locator('.classes > p').first().textContent()).toBe(evidence);
    }
    expect(panel.complaints).toEqual([]);
    await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
    await panel.close();
  });

  it('moves through the units in the order drawn by keyboard, and opens a card by Enter', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.figure-plot').first().focus();
    const walked: (string | null)[] = [];
    for (let i = 0; i < 5; i++) {
      await panel.page.keyboard.press('ArrowRight');
      walked.push(await dock(panel));
    }
    expect(walked).toEqual(order('hurt').slice(0, 5));
    await panel.page.keyboard.press('End');
    await expect.poll(() => dock(panel)).toBe(order('hurt').at(-1));
    await panel.page.keyboard.press('Enter');
    await expect
      .poll(() => panel.page.locator('.unit-card h1 .unit-name').textContent())
      .toBe(order('hurt').at(-1));
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => panel.page.getByRole('tab', { selected: true }).textContent()).toBe('Units');
    await panel.close();
  });

  it('orders the units otherwise, and remembers that', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('radio', { name: 'By cost' }).click();
    await expect.poll(() => panel.page.evaluate(() => window.kept)).toMatchObject({ classOrder: 'cost' });
    await panel.page.locator('.figure-plot').first().focus();
    await panel.page.keyboard.press('Home');
    await expect.poll(() => dock(panel)).toBe(order('cost')[0]);
    await panel.close();
    const again = await open({ saved: { ...saved, classOrder: 'index' } });
    await again.tell({ type: 'state', state: shownState(network) });
    await expect
      .poll(() => again.page.getByRole('radio', { name: 'By index' }).getAttribute('aria-checked'))
      .toBe('true');
    await again.close();
  });

  it('reads a unit out under the pointer, and selects it by a click', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const worst = panel.page.locator('.figure-plot').nth(1);
    await worst.hover({ position: { x: 100, y: 30 } });
    const [first] = worstUnits(map, 1);
    await expect
      .poll(async () => (await worst.locator('.read-out').innerText()).split('\n').slice(0, 2))
      .toEqual([first.name, `${first.net} images lost in all`]);
    await worst.click({ position: { x: 100, y: 30 } });
    await expect.poll(() => dock(panel)).toBe(first.name);
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: first.flat });
    await panel.close();
  });

  it('is a table of all units too, and CSV', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const more = panel.page.getByRole('main').getByRole('button', { name: 'More' }).first();
    await more.click();
    await panel.page.getByRole('menuitem', { name: 'Show as table' }).click();
    await expect.poll(() => panel.page.locator('.figure-table tbody tr').count()).toBe(rows.length);
    await more.click();
    await panel.page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
    const { text } = await panel.heard('copy');
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(rows.length + 1);
    expect(lines[1]).toBe('fc1[0],' + [...map.layers[0].units[0].lost, 40].join());
    await panel.close();
  });

  it('says what is missing, and offers just that', async () => {
    const panel = await open({ saved });
    const bare = seededNetwork([20]);
    delete bare.layers[0].units.ablation;
    await panel.tell({ type: 'state', state: shownState(bare) });
    await panel.page.getByRole('button', { name: 'Measure importance' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'importance' });
    await panel.tell({ type: 'state', state: shownState(estimated(network)) });
    await expect.poll(() => panel.page.locator('.classes').textContent()).toContain('refine it to exact');
    await panel.tell({ type: 'state', state: states(network).soFar });
    await expect
      .poll(() => panel.page.locator('.classes').textContent())
      .toContain('That is told when all is counted.');
    await expect.poll(() => panel.page.locator('.figure-plot:visible').count()).toBe(0);
    await panel.close();
  });

  it('draws 27,000 units', async () => {
    const panel = await open({ saved, width: 1000 });
    const large = seededNetwork([9000, 9000, 9000]);
    await panel.tell({ type: 'state', state: shownState(large) });
    await panel.page.locator('.figure-plot').first().focus();
    await panel.page.keyboard.press('Home');
    const { units } = shownUnits(classMap(large, 'zero')!.layers[0], 'hurt', 500);
    expect(units.map(({ name }) => name)).toContain(await dock(panel));
    await panel.close();
  });

  it.each([300, 380, 700, 1600])('fits %i pixels', async (width) => {
    const panel = await open({ saved, width });
    await panel.tell({ type: 'state', state: shownState(network, 3) });
    const overflow = await panel.page.evaluate(() => {
      const place = document.querySelector('.place')!;
      return place.scrollWidth - place.clientWidth;
    });
    expect(overflow).toBe(0);
    await panel.close();
  });
});
