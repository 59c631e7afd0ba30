import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Session } from '../browser/session.js';
import { themeLabels } from '../browser/workbench.js';
import { openBothNetworks } from './bothNetworks.js';

const folder = join(import.meta.dirname, '../../../dist/screenshots/views');

const tabs = [
  'Overview',
  'Units',
  'Selectivity',
  'Delete',
  'Curves',
  'Classes',
  'Depth',
  'Noise',
  'Compare',
  'Numbers',
];
/** Of the window: the panel has about the half of it. */
const widths = { wide: 2100, middle: 1400, narrow: 760 };

describe('every view, in four themes and three widths, to be looked at', () => {
  let session: Session;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    session = await openBothNetworks(widths.wide, 1000);
    await session.workbench.runCommand('View: Close Primary Side Bar');
  }, 300_000);
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();

  async function deleteSome(): Promise<void> {
    await panel().getByRole('button', { name: '10 costliest' }).click();
    await session.workbench.page.waitForTimeout(1500);
  }

  async function openCard(): Promise<void> {
    await session.workbench.openPanelTab('Units');
    await panel().locator('tbody tr:not(.filler)').first().dblclick();
    await panel().getByRole('group', { name: 'Most exciting' }).locator('canvas').first().waitFor();
    await session.workbench.page.waitForTimeout(600);
  }

  for (const theme of themeLabels) {
    it(
      theme,
      async () => {
        const { workbench } = session;
        const { page } = workbench;
        await workbench.chooseTheme(theme);
        for (const [name, width] of Object.entries(widths)) {
          await page.setViewportSize({ width, height: 1000 });
          for (const tab of tabs) {
            await workbench.openPanelTab(tab);
            await page.waitForTimeout(tab === 'Delete' ? 3000 : 600);
            if (tab === 'Delete') await deleteSome();
            await page.screenshot({ path: join(folder, `${tab} ${name} ${theme}.png`) });
          }
          await openCard();
          await page.screenshot({ path: join(folder, `Card ${name} ${theme}.png`) });
        }
      },
      600_000,
    );
  }
});
