import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curveFamilies } from '../../../src/results/derive/curveFamilies.js';
import { writeFraction } from '../../../src/results/derive/typographicNumbers.js';
import { readResult } from '../../../src/results/store.js';
import { openSession, type Session } from './session.js';

describe('an analysis of everything that the settings offer', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({
      settings: { 'unitImportance.measures': ['selectivity', 'importance', 'curves', 'noise'] },
    });
  });
  afterAll(() => session.close());

  it('shows its numbers in the panel, equal to those of the result file', async () => {
    const { workbench, folder } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf('digits.onnx');
    await workbench.chooseFromMenu('Analyse Unit Importance');
    await workbench.quickInput.choose('test.dataset.json');
    const panel = workbench.webview();
    await panel.getByText('up to date').waitFor({ timeout: 90_000 });
    await session.workbench.openPanelTab('Numbers');
    const result = await readResult(join(folder, 'digits.test.importance.json'));
    expect([result.curves?.length, result.noise?.length]).toEqual([10, 25]);
    const [{ auc }] = curveFamilies(result);
    const row = panel.locator('.numbers tr').filter({ hasText: 'random, network' });
    await expect.poll(() => row.locator('td').nth(1).innerText()).toBe(writeFraction(auc?.mean ?? NaN, 3));
    await expect
      .poll(() =>
        panel
          .locator('.numbers td')
          .filter({ hasText: /^0\.1$/ })
          .count(),
      )
      .toBe(1);
    await workbench.screenshot('numbers');
    await workbench.chooseTheme('Light Modern');
    await workbench.screenshot('numbers light');
    expect(workbench.traffic.policyViolations).toEqual([]);
  });
});
