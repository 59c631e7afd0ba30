import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, it } from 'vitest';
import type { Answers, OpenPanel } from '../page/panelPage.js';
import { stateNames, states } from '../page/states.js';
import { themeNames } from '../page/themes.js';
import { seededDetail } from '../seededDetail.js';
import { seededNetwork } from '../seededNetwork.js';
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
    for (const width of [900, 340]) {
      await panel.page.setViewportSize({ width, height: 700 });
      for (const state of ['result', 'stale', 'estimate', 'soFarFirst'] as const) {
        await panel.tell({ type: 'state', state: shown[state] });
        found.push(...(await violations(panel, `${state}, ${width} pixels`)));
      }
    }
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
          content: { kind: 'values', values: Float32Array.of(1, 2) },
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
});
