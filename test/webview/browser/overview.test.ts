import { expect, it } from 'vitest';
import { unitMeasures } from '../../../src/figures/overview/unitMeasures.js';
import { unitStrips } from '../../../src/figures/overview/unitStrips.js';
import { findings } from '../../../src/results/derive/findings/findings.js';
import { keyNumbers } from '../../../src/results/derive/keyNumbers.js';
import { layerRelations, relationInterval } from '../../../src/results/derive/selectivityRelation.js';
import { trustNotes } from '../../../src/results/derive/trustNotes.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import { curve } from '../../results/derive/findings/networks.js';
import { deletedSoFar, estimated } from '../../results/inexactResults.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { growing, shownState, states } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([120, 80]);
const rows = unitRows(network, 'zero');
const saved = { tab: 'overview' };

/** Where a unit's cell is drawn, by the same layout; the names of these layers need no more than the least room. */
async function placeOf({ page }: OpenPanel, unit: number): Promise<{ x: number; y: number }> {
  const width = await page.locator('.figure-plot').evaluate((plot) => plot.clientWidth);
  const measure = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    if (context !== null) context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    return context?.measureText('120 units, 12 dead').width ?? 0;
  });
  const room = { width, measure: (text: string) => (text === '120 units, 12 dead' ? measure : 20) };
  const { targets } = unitStrips(rows, unitMeasures(network, rows)[0], room);
  const { x, y, width: across, height } = targets.find(({ id }) => id === unit)!;
  return { x: x + across / 2, y: y + height / 2 };
}

const textsOf = ({ page }: OpenPanel, selector: string) => page.locator(selector).allTextContents();

describePanel('the Overview', (open) => {
  it('opens with the sentence, numbers, findings and notes of the result', async () => {
    const panel = await open({ saved });
    const result = { ...network, curves: [curve([1900, 1800, 1500, 900, 200])] };
    await panel.tell({ type: 'state', state: shownState(result) });
    const opening = unitsOpening(result, rows, 'zero');
    await expect.poll(() => panel.page.locator('h1').textContent()).toBe(opening?.answer);
    await expect
      .poll(() => panel.page.locator('.overview > p').first().textContent())
      .toBe(opening?.evidence);
    const numbers = keyNumbers(result, rows, 'zero');
    await expect.poll(() => textsOf(panel, '.key-numbers dd')).toEqual(numbers.map(({ number }) => number));
    await expect.poll(() => textsOf(panel, '.trust li')).toEqual(trustNotes(result, rows, 'zero'));
    const relations = layerRelations(rows);
    const intervals = relations.map((relation) => relationInterval(rows, relation, 0));
    const told = findings(result, rows, 'zero', relations, intervals);
    await expect
      .poll(() => textsOf(panel, '.finding:not([hidden]) p'))
      .toEqual(told.map(({ claim, evidence }) => `${claim} ${evidence}`));
    await panel.close();
  });

  it('changes its sentences with the result', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(sampleResult()) });
    const first = await panel.page.locator('.finding[data-kind=costs] p').textContent();
    const other = sampleResult();
    other.created = '2026-11-23T09:00:00Z';
    other.layers[0].units.ablation!['zero'].turnedWrong[3] = 4;
    await panel.tell({ type: 'state', state: shownState(other) });
    expect(first).toContain('Most deletions stay within chance.');
    await expect
      .poll(() => panel.page.locator('.finding[data-kind=costs] p').textContent())
      .toContain('No deletion does more than chance explains.');
    await panel.close();
  });

  it('selects the cell that is clicked, and opens the card of the one that is clicked twice', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.figure-plot').click({ position: await placeOf(panel, 130) });
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: 130 });
    await expect.poll(() => panel.page.locator('.dock .unit-name').textContent()).toBe('fc2[10]');
    await panel.page.locator('.figure-plot').dblclick({ position: await placeOf(panel, 7) });
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({ tab: 'units', card: true });
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: 7 });
    await panel.close();
  });

  it('reads out the cell under the pointer', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.locator('.figure-plot').hover({ position: await placeOf(panel, 0) });
    await expect
      .poll(() => panel.page.locator('.read-out').textContent())
      .toMatch(/^fc1\[0\]costs 40 images, beyond chanceselectivity \.\d\d, prefers \d/);
    await panel.close();
  });

  it('is driven by keyboard alone: measure, units, card', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('radio', { name: 'Images lost' }).focus();
    await panel.page.keyboard.press('ArrowRight');
    await expect
      .poll(() => panel.page.getByRole('radio', { checked: true }).textContent())
      .toBe('Selectivity');
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({
        overview: { measure: 'selectivity' },
      });
    await panel.page.locator('.figure-plot').focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: 1 });
    await panel.page.keyboard.press('End');
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: 199 });
    await panel.page.keyboard.press('Enter');
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({ tab: 'units', card: true });
    await panel.close();
  });

  it('leads from each finding to the tab that shows all of it', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('button', { name: 'See all units' }).click();
    await expect.poll(() => panel.page.getByRole('tab', { selected: true }).textContent()).toBe('Units');
    await panel.close();
  });

  it('offers what was not measured, and nothing else', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('button', { name: 'Measure curves' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'curves' });
    await panel.page.getByRole('button', { name: 'Measure noise' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'noise' });
    await expect.poll(() => panel.page.locator('.missing-measure').count()).toBe(2);
    const bare = structuredClone(network);
    for (const { units } of bare.layers) delete units.ablation;
    bare.created = '2026-11-23T09:00:00Z';
    await panel.tell({ type: 'state', state: shownState(bare) });
    await panel.page.getByRole('button', { name: 'Delete each unit' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'importance' });
    await panel.close();
  });

  it('fills its cells while units are deleted, and keeps findings till the end', async () => {
    const panel = await open({ saved });
    const { running } = states(network).running;
    const soFar = growing(shownState(network), deletedSoFar(network, 60));
    await panel.tell({ type: 'state', state: { ...soFar, running } });
    await expect.poll(() => panel.page.locator('.finding:visible').count()).toBe(0);
    await expect
      .poll(() => panel.page.locator('.strips-hint').textContent())
      .toContain('hollow: not deleted yet');
    await expect.poll(() => panel.page.locator('.missing-measure').count()).toBe(0);
    await panel.tell({ type: 'state', state: shownState(network) });
    await expect.poll(() => panel.page.locator('.finding:visible').count()).toBeGreaterThan(0);
    await panel.close();
  });

  it('makes no finding of an estimate', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(estimated(network)) });
    await expect.poll(() => panel.page.locator('.finding:visible').count()).toBe(0);
    await expect
      .poll(() => panel.page.locator('.strips-hint').textContent())
      .toContain('the interval holds zero');
    await panel.close();
  });

  it('remembers what was chosen', async () => {
    const panel = await open({ saved: { ...saved, overview: { measure: 'information', trust: false } } });
    await panel.tell({ type: 'state', state: shownState(network) });
    await expect
      .poll(() => panel.page.getByRole('radio', { checked: true }).textContent())
      .toBe('Information');
    await expect.poll(() => panel.page.locator('.trust li').first().isVisible()).toBe(false);
    await panel.page.locator('.trust summary').click();
    await expect.poll(() => panel.page.locator('.trust li').first().isVisible()).toBe(true);
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({
        overview: { measure: 'information', trust: true },
      });
    await panel.close();
  });

  it.each([300, 700, 1100])('fits %i pixels, without a complaint', async (width) => {
    const panel = await open({ saved, width });
    await panel.tell({ type: 'state', state: shownState(network) });
    const beyond = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    const clipped = await panel.page.locator('#view').evaluate((view) => view.scrollWidth - view.clientWidth);
    expect(clipped).toBeLessThanOrEqual(0);
    await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });
});
