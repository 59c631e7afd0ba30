import { expect, it } from 'vitest';
import { chosenFamilies } from '../../../src/results/derive/curveChoices.js';
import { curveOpening } from '../../../src/results/derive/curveOpening.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { curvedResult, curveOf } from '../../results/curvedResult.js';
import { estimated } from '../../results/inexactResults.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { OpenPanel } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { describePanel } from './panelBrowser.js';

const result = curvedResult();
const saved = { tab: 'curves' };
const openingOf = (of: ResultFile, scope: string) =>
  curveOpening(of, chosenFamilies(of, { scope, mode: 'remove', replacement: 'zero' }));

/** Knows its shuffled labels, and breaks sooner than the sample. */
function memorised(): ResultFile {
  const other = curvedResult();
  other.model.file = 'parrot.onnx';
  other.dataset.labelKind = 'shuffled';
  other.curves = [0, 1].map((seed) => curveOf(other, [190 + seed, 95, 82, 80, 80], { seed }));
  return other;
}

const comparable = [
  { id: 'one', model: 'pets.onnx', data: 'pets, test part' },
  { id: 'two', model: 'parrot.onnx', data: 'pets, shuffled' },
];
const state = { ...shownState(result), comparable };

const heading = ({ page }: OpenPanel) => page.locator('.curves h1').textContent();
const plotOf = ({ page }: OpenPanel, title: string) =>
  page.locator('figure', { hasText: title }).locator('.figure-plot');
const spoken = ({ page }: OpenPanel) => page.locator('.read-figure:visible .spoken').allTextContents();
const kept = ({ page }: OpenPanel) =>
  page.evaluate(() => (window.kept as { curves?: Record<string, unknown> }).curves);

async function closeCalm(panel: OpenPanel): Promise<void> {
  expect(panel.complaints).toEqual([]);
  await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
  await panel.close();
}

describePanel('the Curves tab', (open) => {
  it('opens with what the curves say', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    const { answer, evidence } = openingOf(result, 'network');
    await expect.poll(() => heading(panel)).toBe(answer);
    await expect.poll(() => panel.page.locator('.curves p.dim').first().textContent()).toBe(evidence);
    await expect.poll(() => panel.page.locator('figure:visible').count()).toBe(2);
    await closeCalm(panel);
  });

  it('reads out every line under the pointer, and keeps the place that is clicked', async () => {
    const panel = await open({ saved, width: 1000 });
    await panel.tell({ type: 'state', state });
    const plot = plotOf(panel, 'Which units go first?');
    const box = (await plot.boundingBox())!;
    await panel.page.mouse.move(box.x + 30, box.y + 60);
    await panel.page.mouse.move(box.x + 34, box.y + 40);
    const readOut = plot.locator('.read-out');
    await expect.poll(async () => (await readOut.innerText()).split('\n')[0]).toBe('0 deleted');
    for (const name of ['at random', 'most selective first', 'least selective first']) {
      expect(await readOut.innerText()).toContain(`${name}: 90.0\u202f%`);
    }
    await panel.page.mouse.click(box.x + 34, box.y + 40);
    await expect.poll(async () => (await spoken(panel)).join('')).toContain('0 deleted: 90.0\u202f%');
    await closeCalm(panel);
  });

  it('is walked by arrow keys, which are spoken', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    await plotOf(panel, 'Which units go first?').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await panel.page.keyboard.press(key);
    await expect
      .poll(async () => (await spoken(panel)).join(''))
      .toBe('at random, 7 deleted: 70.0\u202f%, 65.0\u202f% to 75.0\u202f%');
    await panel.page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => (await spoken(panel)).join(''))
      .toMatch(/^least selective first, 7 deleted: 70\.0/);
    await panel.page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => (await spoken(panel)).join(''))
      .toMatch(/^most selective first, 7 deleted: 42\.5/);
    await closeCalm(panel);
  });

  it('shows a layer that is chosen in the list, or among the layers by keyboard', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    await panel.page.getByRole('combobox', { name: 'Units of' }).click();
    await panel.page.getByRole('option', { name: 'fc2' }).click();
    await expect.poll(() => heading(panel)).toBe(openingOf(result, 'fc2').answer);
    await plotOf(panel, 'Layer by layer').focus();
    await panel.page.keyboard.press('ArrowUp');
    await expect.poll(() => heading(panel)).toBe(openingOf(result, 'fc1').answer);
    await expect.poll(async () => (await spoken(panel)).join('')).toMatch(/^fc1: \.\d\d/);
    await expect.poll(() => kept(panel)).toMatchObject({ scope: 'fc1' });
    await closeCalm(panel);
  });

  it('shows loss over counts when asked, and keeps the choice', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    await panel.page.getByRole('radio', { name: 'Loss' }).click();
    await panel.page.getByRole('radio', { name: 'Count' }).click();
    await expect.poll(() => kept(panel)).toMatchObject({ quantity: 'loss', axis: 'count' });
    await expect
      .poll(() => plotOf(panel, 'Which units go first?').getAttribute('aria-label'))
      .toContain('Loss');
    await closeCalm(panel);

    const again = await open({ saved: { ...saved, curves: { quantity: 'loss', scope: 'fc1' } } });
    await again.tell({ type: 'state', state });
    await expect
      .poll(() => again.page.getByRole('radio', { name: 'Loss' }).getAttribute('aria-checked'))
      .toBe('true');
    await expect.poll(() => heading(again)).toBe(openingOf(result, 'fc1').answer);
    await closeCalm(again);
  });

  it('lays another network beside it, by keyboard, and takes it away again', async () => {
    const panel = await open({ saved, answers: { results: () => [memorised()] } });
    await panel.tell({ type: 'state', state });
    await panel.page.getByRole('button', { name: 'Add a network\u2026' }).focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Enter');
    await expect.poll(() => heading(panel)).toBe('The network that memorised its labels breaks sooner');
    await expect.poll(() => plotOf(panel, 'Deleted at random').isVisible()).toBe(true);
    await expect.poll(() => kept(panel)).toMatchObject({ beside: ['two'] });
    await panel.page.getByRole('button', { name: 'Remove parrot.onnx, pets, shuffled' }).click();
    await expect.poll(() => heading(panel)).toBe(openingOf(result, 'network').answer);
    await expect.poll(() => plotOf(panel, 'Deleted at random').isVisible()).toBe(false);
    await closeCalm(panel);
  });

  it('says why a network can’t be read, and goes on without it', async () => {
    const answers = {
      results: () => {
        throw new Error('The file is gone.');
      },
    };
    const panel = await open({ saved: { ...saved, curves: { beside: ['two'] } }, answers });
    await panel.tell({ type: 'state', state });
    await expect.poll(() => panel.page.locator('.network-chip').textContent()).toContain('The file is gone.');
    await expect.poll(() => heading(panel)).toBe(openingOf(result, 'network').answer);
    await closeCalm(panel);
  });

  it('is also a table, and a file', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state });
    const menu = () => panel.page.getByRole('button', { name: 'More: Which units go first?' }).click();
    await menu();
    await panel.page.getByRole('menuitem', { name: 'Show as table' }).click();
    await expect.poll(() => panel.page.locator('.figure-table tbody tr').count()).toBe(15);
    await menu();
    await panel.page.getByRole('menuitem', { name: 'Save as SVG' }).click();
    const { name, content } = await panel.heard('save');
    expect(name).toBe('curves.svg');
    expect(content).toContain('most selective first');
    await closeCalm(panel);
  });

  it('offers to measure what is missing', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(sampleResult()) });
    await panel.page.getByRole('button', { name: 'Measure curves' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'curves' });
    await panel.tell({
      type: 'state',
      state: shownState({ ...sampleResult(), created: 'later', partial: true }),
    });
    await expect.poll(() => panel.page.locator('.curves').innerText()).toContain('appears at the end.');
    await panel.tell({ type: 'state', state: shownState(estimated(sampleResult())) });
    await expect
      .poll(() => panel.page.locator('.curves').innerText())
      .toContain('An estimate holds no curves');
    await expect.poll(() => panel.page.getByRole('button', { name: 'Measure curves' }).count()).toBe(0);
    await closeCalm(panel);
  });
});
