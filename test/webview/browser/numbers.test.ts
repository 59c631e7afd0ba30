import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, it } from 'vitest';
import { resultTables } from '../../../src/results/derive/resultTables.js';
import { shownState } from '../page/states.js';
import { themeNames } from '../page/themes.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const network = seededNetwork([60, 40]);
const saved = { tab: 'numbers' };

describePanel('the Numbers tab', (open) => {
  it('shows every table of the result, and says what was not measured', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    const tables = resultTables(network, 'zero');
    await expect
      .poll(() => panel.page.locator('.numbers h2').allInnerTexts())
      .toEqual(tables.map(({ title }) => title));
    const cells = await panel.page.locator('.numbers tbody tr').first().locator('th, td').allInnerTexts();
    expect(cells).toEqual(tables[0].rows[0]);
    await expect.poll(() => panel.page.getByText('This result holds no curves and no noise').count()).toBe(1);
    await panel.close();
  });

  it.each(themeNames)('has nothing wrong for axe-core, wide or narrow, %s', async (theme) => {
    const panel = await open({ theme, saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await panel.page.evaluate(axe);
    for (const width of [1000, 380]) {
      await panel.page.setViewportSize({ width, height: 700 });
      const { violations } = await panel.page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    }
    await panel.close();
  });
});
