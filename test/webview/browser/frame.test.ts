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
    await panel.page.getByRole('radio', { name: 'As table' }).click();
    expect(await panel.page.evaluate(() => window.violations)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('offers the analysis where there is no result', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.empty });
    await panel.page.getByRole('heading', { name: 'Which units does this network need?' }).waitFor();
    await panel.page.getByRole('button', { name: 'Analyse pets.onnx' }).click();
    await panel.page.getByRole('button', { name: 'Choose data\u2026' }).click();
    expect((await panel.posted()).slice(1)).toEqual([{ type: 'analyse' }, { type: 'chooseData' }]);
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
    expect(await bar.getAttribute('aria-valuenow')).toBe('90');
    await panel.page.getByRole('button', { name: 'Cancel' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ type: 'cancel' });
    await panel.tell({ type: 'progress', running: null });
    expect(await panel.page.getByRole('heading').textContent()).toBe('Which units does this network need?');
    await panel.close();
  });

  it('warns above a result that no longer holds', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.stale });
    const warning = panel.page.locator('.message.warning');
    expect(await warning.textContent()).toContain('pets.onnx has changed since this was measured.');
    await warning.getByRole('button', { name: 'Analyse again' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ type: 'analyse' });
    await panel.close();
  });

  it('says what went wrong, and does what can be done about it', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.failed });
    await panel.page.getByRole('alert').getByRole('button', { name: 'Choose data\u2026' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ type: 'chooseData' });
    await panel.close();
  });

  it('lets one choose among several results', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.several });
    await panel.page.getByRole('combobox', { name: 'Data' }).click();
    await panel.page.getByRole('option', { name: 'the training part' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ type: 'showResult', id: 'two' });
    await panel.close();
  });

  it('opens its menu by keyboard, and closes it by Escape without losing the selection', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.result });
    await panel.page.getByRole('button', { name: 'More' }).focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Escape');
    expect(await panel.page.getByRole('menu').count()).toBe(0);
    expect(await panel.page.locator('.dock .unit-name').count()).toBe(1);
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    expect((await panel.posted()).at(-1)).toEqual({ type: 'openResultFile' });
    await panel.close();
  });

  it('moves between tabs by arrow keys, and remembers the tab', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: shown.result });
    await panel.page.getByRole('tab', { name: 'Units' }).focus();
    await panel.page.keyboard.press('ArrowRight');
    expect(await panel.page.getByRole('tab', { selected: true }).textContent()).toBe('Selectivity');
    expect(await panel.page.locator('.plot').count()).toBe(1);
    expect(await panel.page.evaluate(() => window.kept)).toMatchObject({
      tab: 'selectivity',
      modelPath: '/home/someone/pets.onnx',
    });
    await panel.close();
  });

  it('turns its tabs into a list where there is no room', async () => {
    const panel = await open({ width: 380 });
    await panel.tell({ type: 'state', state: shown.result });
    expect(await panel.page.getByRole('tab').count()).toBe(0);
    await panel.page.getByRole('combobox', { name: 'View' }).click();
    await panel.page.getByRole('option', { name: 'Selectivity' }).click();
    await panel.page.locator('.plot').waitFor();
    await panel.close();
  });

  it('shows the other replacement value when it is chosen, everywhere', async () => {
    const panel = await open();
    const state = states(sampleWithMeans()).result;
    await panel.tell({ type: 'state', state: { ...state, selected: 3 } });
    expect(await panel.page.locator('.dock').textContent()).toContain('costs 36 images');
    await panel.page.getByRole('combobox', { name: 'Replaced by' }).click();
    await panel.page.getByRole('option', { name: 'mean' }).click();
    // 40 turned wrong become 60, 4 turned right stay.
    expect(await panel.page.locator('.dock').textContent()).toContain('costs 56 images');
    expect(await panel.page.locator('tr[aria-selected=true]').textContent()).toContain('56');
    await panel.close();
  });

  it('speaks the selected unit, and clears it', async () => {
    const panel = await open();
    await panel.tell({ type: 'state', state: { ...shown.result, selected: null } });
    const spoken = panel.page.locator('[aria-live=polite]');
    await panel.tell({ type: 'select', unit: 3 });
    expect(await spoken.textContent()).toBe(
      'fc1[3], costs 36 images, beyond chance, selectivity .75, prefers cat',
    );
    await panel.page.getByRole('button', { name: 'Clear selection' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ type: 'select', unit: null });
    expect(await spoken.textContent()).toBe('');
    await panel.tell({ type: 'select', unit: 3 });
    await panel.page.keyboard.press('Escape');
    expect((await panel.posted()).at(-1)).toEqual({ type: 'select', unit: null });
    await panel.close();
  });
});
