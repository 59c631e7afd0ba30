import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openSession, type Session } from '../browser/session.js';

const media = join(import.meta.dirname, '../../../media');

describe('the pictures of the README', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({
      settings: { 'editor.minimap.enabled': false, 'window.commandCenter': false },
    });
  });
  afterAll(() => session.close());

  it('show the panel beside the training code', async () => {
    const { workbench } = session;
    const { page, sideBar } = workbench;
    await page.setViewportSize({ width: 1480, height: 860 });
    await sideBar.show('Explorer');
    await sideBar.file('train.py').dblclick();
    await sideBar.openMenuOf('digits-memorised.onnx');
    await workbench.chooseFromMenu('Analyse Unit Importance');
    await workbench.quickInput.choose('train-shuffled.dataset.json');
    const panel = workbench.webview();
    await panel.getByText('up to date').waitFor({ timeout: 60_000 });
    await sideBar.show('Unit Importance');
    await sideBar.expand('digits-memorised.onnx');
    await sideBar.expand(/^fc1/);
    await sideBar.row(/^fc1\[52\]/).click();
    await panel.locator('footer').getByText('fc1[52]').first().waitFor();
    // Notifications fade out, and what the pointer rests on is not part of the picture.
    await page.mouse.move(740, 400);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(media, 'panel.png') });
  });
});
