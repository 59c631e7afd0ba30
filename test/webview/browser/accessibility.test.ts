import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, it } from 'vitest';
import { curvedResult } from '../../results/curvedResult.js';
import type { Answers, OpenPanel } from '../page/panelPage.js';
import { shownState, stateNames, states } from '../page/states.js';
import { themeNames } from '../page/themes.js';
import { seededDetail } from '../seededDetail.js';
import { seededNetwork } from '../seededNetwork.js';
import { liveNetwork } from './liveNetwork.js';
import { describePanel } from './panelBrowser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const network = seededNetwork([60, 40]);
const shown = states(network);

/** Each rule that is broken, with the elements that break it. */
async function violations({ page }: OpenPanel, where: string): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.map(({ id, nodes }) => `${where}, ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

describePanel('axe-core finds nothing wrong', (open) => {
  it.each(themeNames)('in any state of the Units tab, %s', async (theme) => {
    const panel = await open({ theme, saved: { tab: 'units' } });
    await panel.page.evaluate(axe);
    const found: string[] = [];
    for (const state of stateNames) {
      await panel.tell({ type: 'state', state: shown[state] });
      found.push(...(await violations(panel, state)));
    }
    expect(found).toEqual([]);
    await panel.close();
  });

  it.each(themeNames)('in the Selectivity tab, drawn or written, wide or narrow, %s', async (theme) => {
    const panel = await open({ theme, saved: { tab: 'selectivity' } });
    await panel.page.evaluate(axe);
    await panel.tell({ type: 'state', state: shown.result });
    const found = await violations(panel, 'plot');
    const choose = async (command: string): Promise<void> => {
      await panel.page.locator('.selectivity').getByRole('button', { name: 'More' }).click();
      await panel.page.getByRole('menuitem', { name: command }).click();
    };
    await panel.page.getByRole('radio', { name: 'No relation' }).click();
    await panel.page.locator('.figure-plot').focus();
    await panel.page.keyboard.press('Shift+ArrowRight');
    await panel.page.keyboard.press('Shift+ArrowDown');
    found.push(...(await violations(panel, 'brushed, with a hypothesis')));
    await choose('Show as table');
    found.push(...(await violations(panel, 'table')));
    await panel.page.setViewportSize({ width: 380, height: 700 });
    found.push(...(await violations(panel, 'narrow table')));
    await choose('Show as plot');
    found.push(...(await violations(panel, 'narrow plot')));
    for (const state of ['estimate', 'soFar'] as const) {
      await panel.tell({ type: 'state', state: shown[state] });
      found.push(...(await violations(panel, state)));
    }
    expect(found).toEqual([]);
    await panel.close();
  });

  it.each(themeNames)('in any state of the Overview, wide or narrow, %s', async (theme) => {
    const panel = await open({ theme, saved: { tab: 'overview' } });
    await panel.page.evaluate(axe);
    const found: string[] = [];
    for (const state of ['stale', 'estimate', 'soFarFirst', 'result'] as const) {
      await panel.tell({ type: 'state', state: shown[state] });
      found.push(...(await violations(panel, state)));
    }
    await panel.page.setViewportSize({ width: 340, height: 700 });
    found.push(...(await violations(panel, 'narrow')));
    expect(found).toEqual([]);
    await panel.close();
  });

  it.each(themeNames)('in two cards side by side, wide or narrow, %s', async (theme) => {
    const answers: Answers = {
      unitDetail: ({ unit }) => seededDetail(network, unit),
      samples: ({ samples }) =>
        samples.map((sample) => ({
          sample,
          label: 0,
          kind: 'values' as const,
          values: Float32Array.of(1, 2),
        })),
    };
    const saved = { tab: 'units', card: true, pinned: 3 };
    const panel = await open({ theme, width: 1000, saved, answers });
    await panel.page.evaluate(axe);
    await panel.tell({ type: 'state', state: { ...shown.result, selected: 0 } });
    await panel.page.locator('.written').first().waitFor();
    const found = await violations(panel, 'cards');
    await panel.page.setViewportSize({ width: 380, height: 700 });
    found.push(...(await violations(panel, 'narrow cards')));
    await panel.tell({ type: 'state', state: { ...shown.stale, selected: 0 } });
    found.push(...(await violations(panel, 'stale cards')));
    expect(found).toEqual([]);
    await panel.close();
  });

  it.each(themeNames)('in the Classes tab, drawn, written or missing, %s', async (theme) => {
    const panel = await open({ theme, saved: { tab: 'classes' } });
    await panel.page.evaluate(axe);
    await panel.tell({ type: 'state', state: shown.result });
    const found = await violations(panel, 'map');
    await panel.page.getByRole('main').getByRole('button', { name: 'More' }).first().click();
    await panel.page.getByRole('menuitem', { name: 'Show as table' }).click();
    found.push(...(await violations(panel, 'table')));
    await panel.tell({ type: 'state', state: shown.estimate });
    found.push(...(await violations(panel, 'estimate')));
    expect(found).toEqual([]);
    await panel.close();
  });

  it.each(themeNames)('in the Depth and Compare tabs, wide or narrow, %s', async (theme) => {
    const other = seededNetwork([30, 20], 2);
    const result = {
      ...shown.result,
      comparable: [...shown.result.comparable, { id: 'two', model: 'b.onnx', data: 'b' }],
    };
    const found: string[] = [];
    for (const tab of ['depth', 'compare']) {
      const panel = await open({ theme, saved: { tab }, answers: { results: () => [other] } });
      await panel.page.evaluate(axe);
      await panel.tell({ type: 'state', state: result });
      found.push(...(await violations(panel, tab)));
      await panel.page.setViewportSize({ width: 380, height: 700 });
      found.push(...(await violations(panel, `narrow ${tab}`)));
      await panel.tell({ type: 'state', state: shown.estimate });
      found.push(...(await violations(panel, `${tab}, estimate`)));
      await panel.close();
    }
    expect(found).toEqual([]);
  });

  it.each(themeNames)('in the Curves and Noise tabs, drawn or written, %s', async (theme) => {
    const found: string[] = [];
    for (const tab of ['curves', 'noise']) {
      const panel = await open({ theme, saved: { tab } });
      await panel.page.evaluate(axe);
      await panel.tell({ type: 'state', state: shownState(curvedResult()) });
      found.push(...(await violations(panel, tab)));
      await panel.page
        .getByRole('button', { name: /^More: / })
        .first()
        .click();
      await panel.page.getByRole('menuitem', { name: 'Show as table' }).click();
      await panel.page.setViewportSize({ width: 340, height: 700 });
      found.push(...(await violations(panel, `${tab}, narrow table`)));
      await panel.tell({ type: 'state', state: shown.result });
      found.push(...(await violations(panel, `${tab}, missing`)));
      await panel.close();
    }
    expect(found).toEqual([]);
  });

  it.each(themeNames)('in the open menu and lists, narrow, %s', async (theme) => {
    const panel = await open({ theme, width: 380, saved: { tab: 'units' } });
    await panel.page.evaluate(axe);
    await panel.tell({ type: 'state', state: shown.several });
    await panel.page.getByRole('button', { name: 'More' }).click();
    const found = await violations(panel, 'menu');
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('combobox', { name: 'Layer' }).click();
    found.push(...(await violations(panel, 'list')));
    expect(found).toEqual([]);
    await panel.close();
  });

  it.each(themeNames)('in the Delete tab, starting, live, stale, wide or narrow, %s', async (theme) => {
    const answers = liveNetwork(shown.result.shown!.result);
    const panel = await open({ theme, saved: { tab: 'delete' }, answers });
    await panel.page.evaluate(axe);
    await panel.tell({ type: 'state', state: shown.result });
    await panel.page.getByRole('button', { name: 'Find one that matters' }).click();
    await panel.page.getByRole('button', { name: 'Undo' }).waitFor();
    const found = await violations(panel, 'live');
    await panel.page.setViewportSize({ width: 340, height: 700 });
    found.push(...(await violations(panel, 'narrow')));
    await panel.tell({ type: 'state', state: shown.stale });
    found.push(...(await violations(panel, 'stale')));
    await panel.close();
    const waiting = await open({ theme, saved: { tab: 'delete' } });
    await waiting.page.evaluate(axe);
    await waiting.tell({ type: 'state', state: shown.result });
    found.push(...(await violations(waiting, 'starting')));
    expect(found).toEqual([]);
    await waiting.close();
  });
});
