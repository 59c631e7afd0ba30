import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Session } from '../browser/session.js';
import { openBothNetworks } from './bothNetworks.js';

const media = join(import.meta.dirname, '../../../media');

describe('the pictures of the README', () => {
  let session: Session;
  const panel = () => session.workbench.webview();

  /** The panel without the window around it, once all that fades or is being counted has come to rest. */
  async function takePanel(name: string): Promise<void> {
    const { page } = session.workbench;
    await page.mouse.move(4, 4);
    await page.waitForTimeout(2500);
    const frame = page.locator('iframe.webview.ready:visible').first();
    await frame.screenshot({ path: join(media, `${name}.png`) });
  }

  beforeAll(async () => {
    session = await openBothNetworks(2000, 860);
  }, 300_000);
  afterAll(() => session.close());

  it('show the panel beside the training code', async () => {
    const { page, sideBar } = session.workbench;
    await page.setViewportSize({ width: 1480, height: 860 });
    await sideBar.show('Unit Importance');
    await sideBar.expand('digits-memorised.onnx');
    await sideBar.expand(/^fc1/);
    await sideBar.row(/^fc1\[52\]/).click();
    await panel().locator('footer').getByText('fc1[52]').first().waitFor();
    // Notifications fade out, and what the pointer rests on is not part of the picture.
    await page.mouse.move(740, 400);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(media, 'panel.png') });
  });

  it('show the views', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await workbench.runCommand('View: Close Primary Side Bar');
    await page.setViewportSize({ width: 1900, height: 800 });
    await workbench.openPanelTab('Selectivity');
    await takePanel('selectivity');
    await workbench.openPanelTab('Compare');
    await takePanel('compare');
    await workbench.chooseTheme('Light Modern');
    await workbench.openPanelTab('Delete');
    await panel().getByRole('button', { name: '10 costliest' }).click();
    await takePanel('delete');
    await workbench.openPanelTab('Units');
    await panel().locator('tbody tr:not(.filler)').first().dblclick();
    await panel().getByRole('group', { name: 'Most exciting' }).locator('canvas').first().waitFor();
    await takePanel('card');
  });
});
