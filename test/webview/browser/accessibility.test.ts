import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, it } from 'vitest';
import { curvedResult } from '../../results/curvedResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState, stateNames, states } from '../page/states.js';
import { themeNames } from '../page/themes.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shown = states(seededNetwork([60, 40]));

/** Each rule that is broken, with the elements that break it. */
async function violations({ page }: OpenPanel, where: string): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.map(({ id, nodes }) => `${where}, ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

describePanel('axe-core finds nothing wrong', (open) => {
  it.each(themeNames)('in any state of the Units tab, %s', async (theme) => {
    const panel = await open({ theme });
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
    await panel.page.getByRole('radio', { name: 'As table' }).click();
    found.push(...(await violations(panel, 'table')));
    await panel.page.setViewportSize({ width: 380, height: 700 });
    found.push(...(await violations(panel, 'narrow table')));
    await panel.page.getByRole('radio', { name: 'Plot' }).click();
    found.push(...(await violations(panel, 'narrow plot')));
    for (const state of ['estimate', 'soFar'] as const) {
      await panel.tell({ type: 'state', state: shown[state] });
      found.push(...(await violations(panel, state)));
    }
    expect(found).toEqual([]);
    await panel.close();
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
    const panel = await open({ theme, width: 380 });
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
