import { expect, it } from 'vitest';
import { depthFigure } from '../../../src/figures/depth/depthFigure.js';
import { depthMeasures } from '../../../src/results/derive/depthMeasures.js';
import { depthOpening } from '../../../src/results/derive/depthOpening.js';
import { depthRelationInterval, depthRelations } from '../../../src/results/derive/depthRelation.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([60, 40, 20]);
const rows = unitRows(network, 'zero');
const saved = { tab: 'depth' };
const figureOf = ({ page }: OpenPanel, title: string) =>
  page.locator('figure', { has: page.getByRole('heading', { name: title }) });

describePanel('the Depth tab', (open) => {
  it('opens with what the result says, and another result changes it', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const relations = depthRelations(rows);
    const intervals = relations.map((relation) => depthRelationInterval(rows, relation, 0));
    const told = depthOpening(network, rows, relations, intervals);
    await expect.poll(() => panel.page.locator('.depth h1').textContent()).toBe(told.answer);
    await expect.poll(() => panel.page.locator('.depth h1 + p').textContent()).toBe(told.evidence);
    const other = structuredClone(network);
    other.created = '2026-11-23T00:00:00Z';
    other.layers.forEach(({ units }, place) => {
      units.selectivity = units.selectivity?.map((value) =>
        value === null ? null : 0.2 * place + value / 10,
      );
    });
    await panel.tell({ type: 'state', state: shownState(other) });
    await expect
      .poll(() => panel.page.locator('.depth h1').textContent())
      .toBe('Selectivity rises with depth');
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('selects the unit whose dot is clicked, and arrow keys go on from there', async () => {
    const panel = await open({ saved, width: 1000, height: 900 });
    await panel.tell({ type: 'state', state: shownState(network) });
    const plot = figureOf(panel, 'Images lost when deleted').locator('.figure-plot');
    const width = await plot.evaluate((element) => element.clientWidth);
    const [measure] = depthMeasures(network, rows);
    const nameOf = () => '';
    // Digits are as wide in any font that the browser may take, give or take less than a dot's reach.
    const look = { detail: 'units', layersInAll: 3, nameOf } as const;
    const { targets } = depthFigure(measure, look, { width, measure: (text) => 6 * text.length });
    const costliest = targets.find(({ id }) => id === 0)!;
    await plot.click({ position: { x: costliest.x, y: costliest.y } });
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: 0 });
    await expect.poll(() => panel.page.locator('.dock .unit-name').textContent()).toBe('fc1[0]');
    await plot.press('ArrowRight');
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: 1 });
    await panel.close();
  });

  it('draws quartiles alone where that is chosen, and remembers it', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.getByRole('radio', { name: 'Every unit' }).focus();
    await panel.page.keyboard.press('ArrowRight');
    await expect
      .poll(() => panel.page.evaluate(() => (window.kept as { depth: string }).depth))
      .toBe('quartiles');
    const plot = figureOf(panel, 'Class selectivity').locator('.figure-plot');
    await expect.poll(() => plot.getAttribute('role')).toBe('img');
    await panel.close();
  });

  it('offers what was not measured, and that alone', async () => {
    const bare = structuredClone(network);
    for (const { units } of bare.layers) delete units.ablation;
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(bare) });
    await panel.page.getByRole('button', { name: 'Delete units one at a time' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'importance' });
    await expect
      .poll(() => panel.page.getByRole('heading', { name: 'Class selectivity' }).isVisible())
      .toBe(true);
    await panel.close();
  });
});
