import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession, type Session } from './session.js';
import { themeLabels } from './workbench.js';

describe('the packaged extension in VS Code', () => {
  let session: Session;

  beforeAll(async () => {
    session = await openSession();
  });
  afterAll(() => session.close());

  it('is installed', async () => {
    const { workbench } = session;
    await workbench.runCommand('Extensions: Show Installed Extensions');
    await workbench.page
      .locator('.extensions-list .monaco-list-row')
      .filter({ hasText: 'Unit Importance' })
      .waitFor();
    await workbench.screenshot('installed');
  });

  it('opens the sample with its models in the explorer', async () => {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.file('digits.onnx').waitFor();
    await workbench.sideBar.openMenuOf('digits.onnx');
    expect(await workbench.menuEntries()).toContain('Copy Path');
    await workbench.screenshot('explorer');
    await workbench.page.keyboard.press('Escape');
  });

  it('is active soon after its view is opened', async () => {
    const { workbench } = session;
    await workbench.sideBar.show('Unit Importance');
    await workbench.sideBar.row('digits.onnx').waitFor();
    await workbench.runCommand('Developer: Show Running Extensions');
    const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row');
    const own = row.filter({ hasText: 'Unit Importance' });
    // The slowest stand first, and only what is in sight is there: down to our place, and up again.
    await row.first().hover();
    let turns = 0;
    await expect
      .poll(async () => {
        if (turns > 0) await workbench.page.mouse.wheel(0, Math.floor(turns / 10) % 2 === 0 ? 200 : -200);
        turns++;
        return own.isVisible();
      })
      .toBe(true);
    const activation = /Activation: (\d+)ms/.exec(await own.innerText());
    expect(activation).not.toBeNull();
    console.log(`VS Code counts ${activation?.[1]} ms for loading and activating the extension`);
    await workbench.page.keyboard.press('Escape');
    await own.waitFor({ state: 'hidden' });
  });

  it('complains of nothing and leaves the machine alone', async () => {
    const { workbench } = session;
    expect(await workbench.notifications.all()).toEqual([]);
    expect(workbench.traffic.leaving).toEqual([]);
    expect(workbench.traffic.policyViolations).toEqual([]);
  });

  it('can be looked at in four themes', async () => {
    const { workbench } = session;
    for (const theme of themeLabels) {
      await workbench.chooseTheme(theme);
      await workbench.screenshot(`theme ${theme}`);
    }
  });
});
