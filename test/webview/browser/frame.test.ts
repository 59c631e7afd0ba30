import { expect, it } from 'vitest';
import { sampleResult, sampleWithMeans } from '../../results/sampleResult.js';
import { states } from '../page/states.js';
import { describePanel } from './panelBrowser.js';

const shown = states(sampleResult());

describePanel('the frame', (open) => {
  it('asks for its state, and keeps to the policy without a complaint', async () => {
    const panel = await open();
    await expect.poll(panel.posted).toEqual([{ type: 'ready' }]);
    for (const state of Object.values(shown)) await panel.tell({ type: 'state', state });
    await panel.page.getByRole('tab', { name: 'Selectivity' }).click();
    await panel.page.locator('.selectivity .menu vscode-button').first().click();
    await panel.page.getByRole('menuitem', { name: 'Show as table' }).click();
    await panel.page.locator('.selectivity .figure-table').waitFor();
    await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('offers the analysis where there is no result', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.empty });
    await panel.page.getByRole('heading', { name: 'Which units does this network need?' }).waitFor();
    await panel.page.getByRole('button', { name: 'Analyse pets.onnx' }).click();
    await panel.page.getByRole('button', { name: 'Choose data\u2026' }).click();
    await expect
      .poll(async () => (await panel.posted()).slice(1))
      .toEqual([{ type: 'analyse' }, { type: 'chooseData' }]);
    await panel.close();
  });

  it('says what would be done, on what, as far as that is known', async () => {
    const panel = await open();
    const words = () => panel.page.locator('.empty p').first().textContent();
    await panel.tell({ type: 'state', state: shown.empty });
    await expect
      .poll(() => words())
      .toBe(
        'Unit Importance deletes each of the 14 units in 2 layers of pets.onnx in turn, and counts the samples that are lost. The data: test.dataset.json, used last.',
      );
    const button = panel.page.getByRole('button', { name: 'Quick look' });
    await button.focus();
    await panel.tell({ type: 'state', state: shown.empty });
    await expect
      .poll(() => panel.page.evaluate(() => document.activeElement?.textContent))
      .toBe('Quick look');
    await panel.tell({ type: 'state', state: { ...shown.empty, outlook: null } });
    await expect
      .poll(() => words())
      .toBe(
        'Unit Importance deletes each unit of pets.onnx in turn, and counts the samples that are lost. It asks for data first.',
      );
    await panel.close();
  });

  it('shows how far an analysis has come, as it goes on, and cancels it', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.running });
    const bar = panel.page.getByRole('progressbar');
    const before = Number(await bar.getAttribute('aria-valuenow'));
    const running = shown.running.running!;
    await panel.tell({ type: 'progress', running: { ...running, done: running.total * 0.9 } });
    expect(before).toBeLessThan(90);
    await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('90');
    await panel.page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'cancel' });
    await panel.tell({ type: 'progress', running: null });
    await expect
      .poll(() => panel.page.getByRole('heading').textContent())
      .toBe('Which units does this network need?');
    await panel.close();
  });

  it('warns above a result that no longer holds', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.stale });
    const warning = panel.page.locator('.message.warning');
    await expect
      .poll(() => warning.textContent())
      .toContain('pets.onnx has changed since this was measured.');
    await expect.poll(() => warning.textContent()).toContain('Live deletion is off.');
    await warning.getByRole('button', { name: 'Analyse again' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'analyse' });
    await panel.close();
  });

  it('says what went wrong, and does what can be done about it', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.failed });
    await panel.page.getByRole('alert').getByRole('button', { name: 'Choose data\u2026' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'chooseData' });
    await panel.close();
  });

  it('keeps what was counted to the end of a cancelled analysis, and goes on with it', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.unfinished });
    await expect.poll(() => panel.page.locator('.freshness').textContent()).toBe('not finished');
    await panel.page.getByRole('status').getByRole('button', { name: 'Go On' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'analyse' });
    await panel.page.getByRole('button', { name: 'More', exact: true }).click();
    await expect
      .poll(() => panel.page.getByRole('menuitem', { name: 'Open result file' }).isDisabled())
      .toBe(true);
    await panel.close();
  });

  it('lets one choose among several results', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.several });
    await panel.page.getByRole('combobox', { name: 'Data' }).click();
    await panel.page.getByRole('option', { name: 'the training part' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'showResult', id: 'two' });
    await panel.close();
  });

  it('opens its menu by keyboard, and closes it by Escape without losing the selection', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.result });
    await panel.page.getByRole('button', { name: 'More' }).focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => panel.page.getByRole('menu').count()).toBe(0);
    await expect.poll(() => panel.page.locator('.dock .unit-name').count()).toBe(1);
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'openResultFile' });
    await panel.close();
  });

  it('moves between tabs by arrow keys, and remembers the tab', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.result });
    await panel.page.getByRole('tab', { name: 'Units' }).focus();
    await panel.page.keyboard.press('ArrowRight');
    await expect
      .poll(() => panel.page.getByRole('tab', { selected: true }).textContent())
      .toBe('Selectivity');
    await expect.poll(() => panel.page.locator('.selectivity .figure-plot').count()).toBe(1);
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({
        tab: 'selectivity',
        modelPath: '/home/someone/pets.onnx',
      });
    await panel.close();
  });

  it('scrolls its tabs where not all have room, and keeps the open one in sight', async () => {
    const panel = await open({ width: 600 });
    await panel.tell({ type: 'state', state: states(sampleWithMeans()).result });
    const list = panel.page.getByRole('tablist');
    await expect.poll(() => list.getAttribute('class')).toContain('more-after');
    const last = panel.page.getByRole('tab', { name: 'Numbers' });
    await panel.page.getByRole('tab', { selected: true }).focus();
    await panel.page.keyboard.press('End');
    await expect.poll(() => last.getAttribute('aria-selected')).toBe('true');
    const [tab, line] = [await last.boundingBox(), await list.boundingBox()];
    expect(tab!.x + tab!.width).toBeLessThanOrEqual(line!.x + line!.width + 1);
    await expect.poll(() => list.getAttribute('class')).toContain('more-before');
    const beyond = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    await panel.close();
  });

  it('leads from the dock to the card, and to code where there is some', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: { ...shown.result, selected: 3 } });
    const code = panel.page.getByRole('button', { name: 'Go to code' });
    await expect.poll(() => code.isVisible()).toBe(false);
    await panel.tell({ type: 'state', state: { ...shown.result, selected: 3, hasCode: true } });
    await code.click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'revealCode', unit: 3 });
    await panel.page.getByRole('button', { name: 'Open the unit\u2019s card' }).click();
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({ tab: 'units', card: true });
    // The card is open: it leads no further.
    await expect
      .poll(() => panel.page.getByRole('button', { name: 'Open the unit\u2019s card' }).count())
      .toBe(0);
    await panel.close();
  });

  it('turns its tabs into a list where there is no room', async () => {
    const panel = await open({ width: 380 });
    await panel.tell({ type: 'state', state: shown.result });
    await expect.poll(() => panel.page.getByRole('tab').count()).toBe(0);
    await panel.page.getByRole('combobox', { name: 'View' }).click();
    await panel.page.getByRole('option', { name: 'Selectivity' }).click();
    await panel.page.locator('.selectivity .figure-plot').waitFor();
    await panel.close();
  });

  it('shows the other replacement value when it is chosen, everywhere', async () => {
    const panel = await open();
    const state = states(sampleWithMeans()).result;
    await panel.tell({ type: 'state', state: { ...state, selected: 3 } });
    await expect.poll(() => panel.page.locator('.dock').textContent()).toContain('costs 36 images');
    await panel.page.getByRole('combobox', { name: 'Replaced by' }).click();
    await panel.page.getByRole('option', { name: 'mean' }).click();
    // 40 turned wrong become 60, 4 turned right stay.
    await expect.poll(() => panel.page.locator('.dock').textContent()).toContain('costs 56 images');
    await expect.poll(() => panel.page.locator('tr[aria-selected=true]').textContent()).toContain('56');
    await panel.close();
  });

  it('speaks the selected unit, and clears it', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: { ...shown.result, selected: null } });
    const spoken = panel.page.locator('[aria-live=polite]');
    await panel.tell({ type: 'select', unit: 3 });
    await expect
      .poll(() => spoken.textContent())
      .toBe('fc1[3], costs 36 images, beyond chance, selectivity .75, prefers cat');
    await panel.page.getByRole('button', { name: 'Clear selection' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: null });
    await expect.poll(() => spoken.textContent()).toBe('');
    await panel.tell({ type: 'select', unit: 3 });
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'select', unit: null });
    await panel.close();
  });
});
