import { expect, it } from 'vitest';
import { noiseOpening } from '../../../src/results/derive/noiseOpening.js';
import { curvedResult, noiseOf } from '../../results/curvedResult.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { describePanel } from './panelBrowser.js';

const result = curvedResult();
const saved = { tab: 'noise' };
const state = {
  ...shownState(result),
  comparable: [
    { id: 'one', model: 'pets.onnx', data: 'pets, test part' },
    { id: 'two', model: 'parrot.onnx', data: 'pets, shuffled' },
  ],
};

const heading = ({ page }: OpenPanel) => page.locator('.noise h1').textContent();
const evidence = ({ page }: OpenPanel) => page.locator('.noise p.dim').first().textContent();
const spoken = ({ page }: OpenPanel) => page.locator('.read-figure .spoken').allTextContents();
const plotOf = ({ page }: OpenPanel, title: string) =>
  page.locator('figure', { hasText: title }).locator('.figure-plot');

async function closeCalm(panel: OpenPanel): Promise<void> {
  expect(panel.complaints).toEqual([]);
  await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
  await panel.close();
}

describePanel('the Noise tab', (open) => {
  it('opens with what the noise says, of the network and of a layer', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    await expect.poll(() => heading(panel)).toBe(noiseOpening(result, 'network').answer);
    await expect.poll(() => evidence(panel)).toBe(noiseOpening(result, 'network').evidence);
    await panel.page.getByRole('combobox', { name: 'Noise in' }).click();
    await panel.page.getByRole('option', { name: 'fc2' }).click();
    await expect.poll(() => heading(panel)).toBe(noiseOpening(result, 'fc2').answer);
    await closeCalm(panel);
  });

  it('is walked by arrow keys, which are spoken', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    await plotOf(panel, 'As noise grows').focus();
    for (const key of ['Home', 'End']) await panel.page.keyboard.press(key);
    await expect
      .poll(async () => (await spoken(panel)).join(''))
      .toBe('pets, noise 2: 52.0\u202f%, 50.0\u202f% to 54.0\u202f%');
    await closeCalm(panel);
  });

  it('lays layers side by side at the size that tells them apart, or at another', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    const scale = panel.page.getByRole('radiogroup', { name: 'Noise, in standard deviations' });
    await expect.poll(() => scale.getByRole('radio', { checked: true }).textContent()).toBe('2');
    await scale.getByRole('radio', { name: '0.5', exact: true }).click();
    await plotOf(panel, 'Which layer suffers most?').focus();
    await panel.page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => (await spoken(panel)).join(''))
      .toBe('fc1: 90.0\u202f%, 89.5\u202f% to 90.5\u202f%');
    await expect.poll(() => panel.page.evaluate(() => window.kept)).toMatchObject({ noise: { scale: 0.5 } });
    await closeCalm(panel);
  });

  it('lays another network beside it', async () => {
    const other = { ...curvedResult(), noise: noiseOf('network', { 0.5: [120, 122], 1: [90, 92] }) };
    other.model = { ...other.model, file: 'parrot.onnx' };
    const panel = await open({
      saved: { ...saved, noise: { beside: ['two'] } },
      answers: { results: () => [other] },
    });
    await panel.tell({ type: 'state', state });
    await expect
      .poll(() => evidence(panel))
      .toContain('At 1, pets is 76.0\u202f% right and parrot is 45.5\u202f% right.');
    await closeCalm(panel);
  });

  it('offers to measure what is missing', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(sampleResult()) });
    await panel.page.getByRole('button', { name: 'Measure noise' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'noise' });
    await closeCalm(panel);
  });
});
