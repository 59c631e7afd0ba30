import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { panelKeyboard } from './panelKeyboard.js';
import type { Workbench } from './workbench.js';

/**
 * Goes through the tabs and their main controls without a mouse, and expects each to answer. The panel stands open, and
 * no unit is selected.
 * @param hasBeside whether another network stands beside the shown one.
 */
export async function workPanelByKeys(workbench: Workbench, hasBeside: boolean): Promise<void> {
  const { enter, press, tabTo, tabBackTo } = panelKeyboard(workbench);
  const panel = workbench.webview();
  const tab = panel.getByRole('tab', { selected: true });
  const inView = (selector: string): Locator => panel.locator(`.view ${selector}:visible`).first();
  const selectedUnit = panel.locator('footer .dock .unit-name');
  const chosen = (group: string): Locator =>
    panel.getByRole('radiogroup', { name: group }).locator('[aria-checked=true]');

  async function goTo(name: string): Promise<void> {
    await tabBackTo(tab);
    for (let key = 0; key < 10 && (await tab.innerText()) !== name; key++) await press('ArrowRight');
    await expect.poll(() => tab.innerText()).toBe(name);
  }

  /** Arrow keys choose the next of the group, and the one before again. */
  async function choose(group: string): Promise<void> {
    await tabTo(chosen(group));
    const before = await chosen(group).innerText();
    await press('ArrowRight');
    await expect.poll(() => chosen(group).innerText()).not.toBe(before);
    await press('ArrowLeft');
    await expect.poll(() => chosen(group).innerText()).toBe(before);
  }

  /** The figure's marks are selected by arrow keys; Escape lets go. */
  async function selectIn(plot: Locator): Promise<void> {
    await tabTo(plot);
    await press('ArrowRight');
    await selectedUnit.waitFor();
    await press('Escape');
    await selectedUnit.waitFor({ state: 'hidden' });
  }

  await enter();
  await goTo('Overview');
  await selectIn(inView('.figure-plot'));

  await goTo('Units');
  await choose('Which units');
  await tabTo(panel.getByRole('grid', { name: 'Units' }));
  await press('ArrowDown', 'Enter');
  await inView('.unit-card').waitFor();
  await press('Escape');
  await inView('tr[aria-selected=true]').waitFor();
  await press('Escape');
  await selectedUnit.waitFor({ state: 'hidden' });

  await goTo('Selectivity');
  await choose('What would we expect?');
  await selectIn(inView('.figure-plot'));

  await goTo('Delete');
  const told = panel.locator('.delete p[aria-live]');
  await expect.poll(() => told.innerText(), { timeout: 20_000 }).toMatch(/^Nothing deleted yet/);
  await tabTo(inView('.figure-plot'));
  await press('ArrowRight', 'Space');
  await expect.poll(() => told.innerText(), { timeout: 20_000 }).toMatch(/^\S+\[\d+\] deleted\./);
  await press('Control+z');
  await expect.poll(() => told.innerText(), { timeout: 20_000 }).toMatch(/^Nothing deleted yet/);
  await press('Escape');

  await goTo('Curves');
  await choose('Quantity');
  await tabTo(inView('figure .menu vscode-button'));
  await press('Enter', 'Enter');
  await inView('.figure-table').waitFor();
  await press('Enter', 'Enter');
  await inView('.figure-table').waitFor({ state: 'hidden' });

  await goTo('Classes');
  await choose('Order of units');
  await selectIn(inView('.figure-plot'));

  await goTo('Depth');
  await selectIn(inView('.figure-plot'));

  await goTo('Noise');
  await choose('Quantity');

  await goTo('Compare');
  if (hasBeside) {
    await tabTo(panel.getByRole('button', { name: /^Remove / }));
    await press('Enter');
    await inView('.compare-figures').waitFor({ state: 'hidden' });
    await tabTo(panel.getByRole('button', { name: 'Add a network\u2026' }));
    await press('Enter', 'Enter');
    await inView('.compare-figures').waitFor();
  }
  await goTo('Numbers');
}
