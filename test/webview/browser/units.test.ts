import { expect, it } from 'vitest';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { OpenPanel, PanelOptions } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([256, 256]);
const rows = unitRows(network, 'zero');
const byCost = [...rows].sort(
  (a, b) => b.importance!.samplesLost - a.importance!.samplesLost || a.unit.flat - b.unit.flat,
);

const names = ({ page }: OpenPanel) => page.locator('tbody .unit-name').allTextContents();
const selectedName = ({ page }: OpenPanel) => page.locator('tr[aria-selected=true] .unit-name').textContent();
const inSight = ({ page }: OpenPanel) =>
  page.evaluate(() => {
    const row = document.querySelector('tr[aria-selected=true]')?.getBoundingClientRect();
    const box = document.querySelector('.scroller')?.getBoundingClientRect();
    return row !== undefined && box !== undefined && row.top >= box.top + 27 && row.bottom <= box.bottom + 1;
  });

describePanel('the Units table', (openAt) => {
  const open = (options: PanelOptions = {}) => openAt({ saved: { tab: 'units' }, ...options });

  it('shows the numbers of the result, costliest first', async () => {
    const panel = await open({ width: 1000 });
    await panel.tell({ type: 'state', state: shownState(sampleResult()) });
    await expect
      .poll(() => panel.page.getByRole('heading').textContent())
      .toBe('1 of 14 units stands out from chance');
    const row = panel.page.locator('tbody tr:not(.filler)').first();
    const cells = await row.locator('td').allTextContents();
    expect(cells).toEqual(['fc1[3]', '36, beyond chance', '.3000', '.75', 'cat', '36 of cat', '.60 (.12)']);
    await panel.close();
  });

  it('holds the rows in sight alone, and counts them all', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network) });
    const table = panel.page.getByRole('grid');
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe('513');
    await expect.poll(() => panel.page.locator('tbody tr:not(.filler)').count()).toBeLessThan(50);
    await panel.page.locator('.scroller').evaluate((box) => box.scrollTo(0, 24 * 400));
    await panel.page.locator('tr[aria-rowindex="404"]').waitFor();
    await expect
      .poll(() => panel.page.locator('tr[aria-rowindex="404"] .unit-name').textContent())
      .toBe(byCost[402].name);
    await expect.poll(() => panel.page.locator('tbody tr:not(.filler)').count()).toBeLessThan(50);
    await panel.close();
  });

  it('gives each row the height that the scroll bar counts with', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network, byCost[2].unit.flat) });
    const heights = await panel.page
      .locator('tbody tr:not(.filler)')
      .evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
    expect(new Set(heights)).toEqual(new Set([24]));
    await panel.close();
  });

  it('selects by a click, and tells the extension', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('tbody tr:not(.filler)').nth(4).click();
    await expect.poll(() => selectedName(panel)).toBe(byCost[4].name);
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: byCost[4].unit.flat });
    await expect.poll(() => panel.page.locator('.dock .unit-name').textContent()).toBe(byCost[4].name);
    await panel.close();
  });

  it('scrolls to the unit that was selected elsewhere, and says nothing back', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network) });
    const before = (await panel.posted()).length;
    for (const place of [450, 7, 511]) {
      await panel.tell({ type: 'select', unit: byCost[place].unit.flat });
      await expect.poll(() => selectedName(panel)).toBe(byCost[place].name);
      await expect.poll(() => inSight(panel)).toBe(true);
    }
    await expect.poll(() => panel.posted()).toHaveLength(before);
    await panel.close();
  });

  it('moves the selection by keyboard and keeps it in sight', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('grid').focus();
    for (const [key, place] of [
      ['ArrowDown', 0],
      ['ArrowDown', 1],
      ['End', 511],
      ['ArrowUp', 510],
      ['Home', 0],
    ] as const) {
      await panel.page.keyboard.press(key);
      await expect.poll(() => selectedName(panel)).toBe(byCost[place].name);
      await expect.poll(() => inSight(panel)).toBe(true);
    }
    await panel.page.keyboard.press('PageDown');
    await expect.poll(() => inSight(panel)).toBe(true);
    const active = await panel.page.getByRole('grid').getAttribute('aria-activedescendant');
    await expect.poll(() => panel.page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await panel.close();
  });

  it('sorts by the header, by mouse and keyboard, and keeps the focus there', async () => {
    const panel = await open({ width: 1000 });
    await panel.tell({ type: 'state', state: shownState(network) });
    const header = (name: RegExp) => panel.page.getByRole('columnheader', { name });
    await expect.poll(() => header(/Images lost/).getAttribute('aria-sort')).toBe('descending');
    await header(/Selectivity/)
      .getByRole('button')
      .click();
    const bySelectivity = [...rows].sort(
      (a, b) => (b.selectivity ?? -1) - (a.selectivity ?? -1) || a.unit.flat - b.unit.flat,
    );
    await expect
      .poll(async () => (await names(panel)).slice(0, 10))
      .toEqual(bySelectivity.slice(0, 10).map(({ name }) => name));
    await panel.page.keyboard.press('Enter');
    await expect.poll(() => header(/Selectivity/).getAttribute('aria-sort')).toBe('ascending');
    await expect.poll(() => header(/Images lost/).getAttribute('aria-sort')).toBe('none');
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({
        sort: { column: 'selectivity', direction: 'asc' },
      });
    await panel.close();
  });

  it('filters by name, layer, preferred class and segment, and says how many are left', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('radio', { name: /^Dead/ }).click();
    await expect
      .poll(() => panel.page.getByRole('radio', { name: /^Dead/ }).textContent())
      .toMatch(/^Dead 50/);
    await expect.poll(() => panel.page.getByRole('grid').getAttribute('aria-rowcount')).toBe('51');
    await panel.page.keyboard.press('ArrowRight');
    await expect
      .poll(() => panel.page.getByRole('radio', { checked: true }).textContent())
      .toMatch(/^All 512/);
    await panel.page.getByRole('combobox', { name: 'Layer' }).click();
    await panel.page.getByRole('option', { name: 'fc2' }).click();
    await expect
      .poll(() => panel.page.getByRole('status').last().textContent())
      .toBe('256 of 512 units shown');
    await panel.page.locator('vscode-text-field input').fill('[12]');
    await expect.poll(() => names(panel)).toEqual(['fc2[12]']);
    await panel.close();
  });

  it('copies what is shown, in the order shown', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('radio', { name: /^Costs/ }).click();
    await panel.page.getByRole('button', { name: 'Copy as CSV' }).click();
    const { what, text } = await panel.heard('copy');
    const costing = byCost.filter((row) => row.importance!.samplesLost > 0);
    expect(what).toBe(`${costing.length} units`);
    const lines = text.trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[2])).toEqual(costing.map((row) => String(row.unit.flat)));
    await panel.close();
  });

  it('leaves columns out when it gets narrow', async () => {
    const panel = await open({ width: 1000 });
    await panel.tell({ type: 'state', state: shownState(network) });
    const columns = () =>
      panel.page.locator('th').evaluateAll((all) => all.map((th) => th.dataset['column']));
    await expect.poll(() => columns()).toHaveLength(7);
    await panel.page.setViewportSize({ width: 380, height: 700 });
    await expect.poll(columns).toEqual(['unit', 'lost', 'selectivity']);
    const overflow = await panel.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await panel.close();
  });

  it('sorts and selects among 27,000 units', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(seededNetwork([9000, 9000, 9000], 2)) });
    await expect.poll(() => panel.page.getByRole('grid').getAttribute('aria-rowcount')).toBe('27001');
    await panel.page.getByRole('columnheader', { name: /^Unit/ }).getByRole('button').click();
    await expect.poll(async () => (await names(panel)).slice(0, 3)).toEqual(['fc1[0]', 'fc1[1]', 'fc1[2]']);
    await panel.tell({ type: 'select', unit: 26_999 });
    await expect.poll(() => selectedName(panel)).toBe('fc3[8999]');
    await expect.poll(() => inSight(panel)).toBe(true);
    await panel.close();
  });

  it('keeps what stands out from chance', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('radio', { name: /^Beyond chance/ }).click();
    await expect
      .poll(() => names(panel))
      .toEqual(rows.filter((row) => row.beyondChance).map(({ name }) => name));
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({ unitFilter: { segment: 'beyond' } });
    await panel.close();
  });

  it('saves what is shown', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shownState(sampleResult()) });
    await panel.page.getByRole('radio', { name: /^Dead/ }).click();
    await panel.page.getByRole('button', { name: /^Save as CSV/ }).click();
    const file = await panel.heard('save');
    expect(file).toMatchObject({ name: 'units.csv', encoding: 'utf8' });
    expect(file.content.trim().split('\r\n')).toHaveLength(2);
    await panel.close();
  });

  it('opens a card by Enter and by a double click', async () => {
    for (const way of ['Enter', 'double click']) {
      const panel = await open();
      await panel.tell({ type: 'state', state: shownState(network) });
      if (way === 'Enter') {
        await panel.page.getByRole('grid').focus();
        await panel.page.keyboard.press('ArrowDown');
        await panel.page.keyboard.press('Enter');
      } else await panel.page.locator('tbody tr:not(.filler)').first().dblclick();
      await expect
        .poll(() => panel.page.evaluate(() => window.kept))
        .toMatchObject({ tab: 'units', card: true });
      await expect
        .poll(async () => (await panel.posted()).filter(({ type }) => type === 'select').at(-1))
        .toEqual({
          type: 'select',
          unit: byCost[0].unit.flat,
        });
      await panel.close();
    }
  });

  it('comes back with the filter that was left, as far as it fits', async () => {
    const unitFilter = { text: 'fc', layerIndex: 1, preferredClass: 99, segment: 'dead', picked: null };
    const panel = await open({ saved: { tab: 'units', unitFilter } });
    await panel.tell({ type: 'state', state: shownState(network) });
    const dead = rows.filter((row) => row.dead && row.layerIndex === 1);
    await expect
      .poll(() => panel.page.getByRole('grid').getAttribute('aria-rowcount'))
      .toBe(String(dead.length + 1));
    await expect.poll(() => panel.page.locator('vscode-text-field input').inputValue()).toBe('fc');
    await panel.close();
  });
});
