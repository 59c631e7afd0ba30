import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../../../src/results/schema.js';
import { readResult } from '../../../src/results/store.js';
import { analyse, resultName } from './analysing.js';
import { panelKeyboard } from './panelKeyboard.js';
import { openSession, type Session } from './session.js';

describe('a measure that a result lacks', () => {
  let session: Session;
  let before: ResultFile;

  beforeAll(async () => {
    session = await openSession();
    before = await analyse(session, 'digits.onnx', 'test.dataset.json');
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();
  const now = () => readResult(join(session.folder, resultName('digits.onnx', 'test.dataset.json')));

  /** All but what was added, and when. */
  function others({ layers, baseline, dataset, model }: ResultFile): object {
    return { layers, baseline, dataset, model };
  }

  it('is offered in its tab and measured by a click, and no other number changes', async () => {
    expect(before.curves).toBeUndefined();
    await session.workbench.openPanelTab('Curves');
    await session.workbench.screenshot('curves missing');
    await panel().getByRole('button', { name: 'Measure curves' }).click();
    await panel().locator('.curves .figure-plot:visible').first().waitFor({ timeout: 60_000 });
    const after = await now();
    expect(after.curves?.filter(({ by }) => by === 'random')).toHaveLength(10);
    expect(others(after)).toEqual(others(before));
  });

  it('is measured by keyboard as well, and those that were added before stay', async () => {
    const { curves } = await now();
    const { press, tabTo, tabBackTo } = panelKeyboard(session.workbench);
    await tabBackTo(panel().getByRole('tab', { selected: true }));
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await tabTo(panel().locator('.noise').getByRole('button', { name: 'Measure noise' }));
    await press('Enter');
    await panel().locator('.noise .figure-plot:visible').first().waitFor({ timeout: 60_000 });
    const after = await now();
    expect(after.noise?.length).toBeGreaterThan(0);
    expect(after.curves).toEqual(curves);
    expect(others(after)).toEqual(others(before));
    expect(session.workbench.traffic.panelErrors).toEqual([]);
  });
});
