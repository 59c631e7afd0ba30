import { expect, it } from 'vitest';
import { importancePhrase } from '../../../src/results/derive/unitPhrases.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { countedSoFar, deletedSoFar, estimated } from '../../results/inexactResults.js';
import type { OpenPanel } from '../page/panelPage.js';
import { growing, shownState, states } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const exact = seededNetwork([256, 256]);
const estimate = estimated(exact);
const shown = states(exact);

/** What is shown of an analysis under way. */
const soFar = (result: ResultFile, selected: number | null = null) => ({
  ...growing(shownState(exact, selected), result),
  running: shown.running.running,
});

const header = ({ page }: OpenPanel) => page.locator('.identity');
const heading = ({ page }: OpenPanel) => page.getByRole('heading', { level: 1 });
const rowOf = ({ page }: OpenPanel, name: string) =>
  page.locator('tbody tr').filter({ has: page.getByText(name, { exact: true }) });

describePanel('an estimate', (open) => {
  it('says in header and heading that it is one, and how exact', async () => {
    const panel = await open({ width: 1000 });
    await panel.tell({ type: 'state', state: shownState(estimate) });
    await header(panel).getByText('estimated, \u00b11 point at 99 %').waitFor();
    await expect
      .poll(() => heading(panel).textContent())
      .toBe('What each unit costs, estimated to \u00b11 point');
    await panel.tell({ type: 'state', state: shownState(exact) });
    await expect.poll(() => header(panel).getByText('estimated').isVisible()).toBe(false);
    await panel.close();
  });

  it('shows each count with its interval, and from how many samples it is', async () => {
    const panel = await open({ width: 1000 });
    await panel.tell({ type: 'state', state: shownState(estimate, 0) });
    const rows = unitRows(estimate, 'zero');
    const { lost } = rows[0];
    if (lost?.basis?.kind !== 'estimate') throw new Error('the first unit is no estimate');
    const cell = rowOf(panel, 'fc1[0]').locator('.lost-cell');
    await expect
      .poll(() => cell.textContent())
      .toBe(`${lost.count}, from ${lost.basis.low} to ${lost.basis.high}`);
    await expect.poll(() => cell.getAttribute('title')).toBe(importancePhrase(rows[0], 'image'));
    await expect
      .poll(() => panel.page.locator('.dock').textContent())
      .toContain(importancePhrase(rows[0], 'image'));
    const [bar, whisker] = await Promise.all(
      ['.bar', '.whisker'].map((part) => cell.locator(part).boundingBox()),
    );
    expect(whisker?.x).toBeGreaterThan(bar?.x ?? NaN);
    expect((whisker?.x ?? NaN) + (whisker?.width ?? NaN)).toBeGreaterThan(
      (bar?.x ?? NaN) + (bar?.width ?? NaN),
    );
    await panel.close();
  });

  it('claims nothing that an exact result alone can tell', async () => {
    const panel = await open({ width: 1100 });
    await panel.tell({ type: 'state', state: shownState(exact) });
    const { page } = panel;
    await expect.poll(() => page.locator('.lost-cell .beyond').count()).toBe(1);
    await expect.poll(() => page.getByRole('columnheader', { name: 'Hurts most' }).count()).toBe(1);
    await panel.tell({ type: 'state', state: shownState(estimate) });
    await expect.poll(() => page.locator('.lost-cell .beyond').count()).toBe(0);
    await expect.poll(() => page.getByRole('columnheader', { name: 'Hurts most' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Selectivity' }).click();
    await page.getByText('That can\u2019t be told from an estimate; refine it to exact.').waitFor();
    await expect.poll(() => page.locator('.chip-interval').allTextContents()).toEqual(['', '']);
    await expect.poll(() => page.getByText('Rank correlation').count()).toBe(0);
    await panel.close();
  });

  it('is refined by a button, where there is room and where there is none', async () => {
    for (const width of [1000, 380]) {
      const panel = await open({ width });
      await panel.tell({ type: 'state', state: shownState(estimate) });
      await panel.page.getByRole('button', { name: 'Refine to exact' }).click();
      await expect.poll(() => panel.lastSaid()).toEqual({ type: 'refine' });
      await panel.tell({ type: 'state', state: shown.refining });
      await expect.poll(() => panel.page.getByText('The estimate is shown till then.').count()).toBe(1);
      await panel.tell({ type: 'state', state: shownState(exact) });
      await panel.page.getByRole('button', { name: 'Analyse again' }).click();
      await expect.poll(() => panel.lastSaid()).toEqual({ type: 'analyse' });
      await panel.close();
    }
  });

  it('is offered where there is no result, and in the menu', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.empty });
    await panel.page.getByRole('button', { name: 'Quick look' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'quickLook' });
    await panel.tell({ type: 'state', state: shownState(exact) });
    await panel.page.getByRole('button', { name: 'More' }).click();
    await panel.page.getByRole('menuitem', { name: 'Quick look (estimate)' }).click();
    await expect
      .poll(async () => (await panel.posted()).filter(({ type }) => type === 'quickLook'))
      .toHaveLength(2);
    await panel.close();
  });
});

describePanel('numbers that come in while an analysis runs', (open) => {
  it('say how far they have come, and hold no findings', async () => {
    const panel = await open({ width: 1100 });
    await panel.tell({ type: 'state', state: soFar(deletedSoFar(exact, 256)) });
    await header(panel).getByText('so far: 1 of 2 layers, on 1,024 of 10,000 images').waitFor();
    await expect.poll(() => panel.page.getByRole('progressbar').count()).toBe(1);
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 4096)) });
    await expect.poll(() => heading(panel).textContent()).toBe('So far: 4,096 of 10,000 images');
    await expect.poll(() => panel.page.locator('.lost-cell .beyond').count()).toBe(0);
    await expect.poll(() => panel.page.getByRole('button', { name: /Analyse again|Refine/ }).count()).toBe(0);
    await panel.tell({ type: 'state', state: shownState(exact) });
    await expect.poll(() => heading(panel).textContent()).toMatch(/stands? out from chance/);
    await panel.close();
  });

  it('leave selection, scroll position, order and focus as they are, to the end', async () => {
    const panel = await open({ width: 1000 });
    const { page } = panel;
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 1024), 3) });
    await page
      .getByRole('columnheader', { name: /Selectivity/ })
      .getByRole('button')
      .click();
    await page
      .getByRole('columnheader', { name: /Selectivity/ })
      .getByRole('button')
      .click();
    const scroller = page.locator('.scroller');
    // Down to the last row, where a table that loses rows for a moment would jump.
    await scroller.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await panel.drawn();
    const look = async () => ({
      top: await scroller.evaluate((box) => box.scrollTop),
      order: (await page.locator('tbody .unit-name').allTextContents()).slice(0, 20),
      focus: await page.evaluate(() => document.activeElement?.closest('th')?.dataset['column']),
      sorted: await page.getByRole('columnheader', { name: /Selectivity/ }).getAttribute('aria-sort'),
      selected: await page.locator('.dock .unit-name').textContent(),
    });
    const before = await look();
    expect(before.top).toBeGreaterThan(10_000);
    expect(before).toMatchObject({ focus: 'selectivity', sorted: 'ascending', selected: 'fc1[3]' });
    const numbers = () => page.locator('tbody .lost-cell .value').allTextContents();
    const counts = [await numbers()];
    for (const samples of [4096, 9000]) {
      await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, samples), 3) });
      await expect.poll(() => look()).toEqual(before);
      counts.push(await numbers());
    }
    expect(counts[2]).not.toEqual(counts[0]);
    // At the end the table gets the room of the running bar, and scrolls less far.
    await scroller.evaluate((box) => box.scrollTo(0, 24 * 200));
    await panel.drawn();
    const atLast = await look();
    await panel.tell({ type: 'state', state: shownState(exact, 3) });
    await expect.poll(() => look()).toEqual(atLast);
    await panel.close();
  });

  it('keep the order that was wanted, though its column comes with the result alone', async () => {
    const panel = await open({
      width: 1100,
      saved: { tab: 'units', sort: { column: 'hurts', direction: 'desc' } },
    });
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 1024)) });
    const sorted = () => panel.page.locator('th:not([aria-sort=none])').getAttribute('data-column');
    await expect.poll(() => sorted()).toBe('lost');
    await panel.tell({ type: 'state', state: shownState(exact) });
    await expect.poll(() => sorted()).toBe('hurts');
    await panel.close();
  });

  it('fill the plot, whose layers stay hidden, and keep the focus on a layer', async () => {
    const panel = await open({ width: 1000, saved: { tab: 'selectivity' } });
    const { page } = panel;
    const chip = page.getByRole('button', { name: 'fc2' });
    await panel.tell({ type: 'state', state: soFar(deletedSoFar(exact, 0)) });
    await page.getByText('Marks appear as units are deleted.').waitFor();
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 1024)) });
    await page.getByText('That is told when all is in.').waitFor();
    await chip.click();
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 4096)) });
    await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('fc2');
    await panel.close();
  });

  it('are spoken of once, not whenever they grow', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 1024), 0) });
    const spoken = panel.page.locator('[aria-live=polite]');
    await expect.poll(() => spoken.textContent()).toMatch(/^fc1\[0\], costs \d+ images so far/);
    const first = await spoken.textContent();
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 4096), 0) });
    await expect.poll(() => spoken.textContent()).toBe(first);
    await expect.poll(() => panel.page.locator('.dock').textContent()).not.toContain(first?.split(', ')[1]);
    await panel.tell({ type: 'state', state: shownState(exact, 0) });
    await expect.poll(() => spoken.textContent()).toContain('costs 40 images, beyond chance');
    await panel.close();
  });

  it('give way to what was there before when the analysis is cancelled', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 1024)) });
    await panel.tell({ type: 'state', state: shown.cancelled });
    await expect.poll(() => heading(panel).textContent()).toMatch(/stands? out from chance/);
    await panel.tell({ type: 'state', state: soFar(countedSoFar(exact, 1024)) });
    await panel.tell({ type: 'state', state: shown.empty });
    await expect.poll(() => heading(panel).textContent()).toBe('Which units does this network need?');
    await panel.close();
  });
});
