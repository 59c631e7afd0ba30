import { expect, it } from 'vitest';
import { compareResults } from '../../../src/results/derive/networkComparison.js';
import type { ResultFile } from '../../../src/results/schema.js';
import type { Answers } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([60, 40]);
const others = new Map<string, ResultFile>([
  ['two', { ...seededNetwork([30, 20], 2), model: { file: 'second.onnx', sha256: '2', format: 'onnx' } }],
  ['three', { ...seededNetwork([10], 3), model: { file: 'third.onnx', sha256: '3', format: 'onnx' } }],
]);
const answers: Answers = { results: ({ ids }) => ids.map((id) => others.get(id)!) };
const state = () => {
  const shown = shownState(network);
  const more = [...others].map(([id, { model, dataset }]) => ({ id, model: model.file, data: dataset.name }));
  return { ...shown, comparable: [...shown.comparable, ...more] };
};
const saved = { tab: 'compare' };

describePanel('the Compare tab', (open) => {
  it('says how to get a second result where there is none', async () => {
    const panel = await open({ saved });
    await panel.tell({ type: 'state', state: shownState(network) });
    await expect
      .poll(() => panel.page.locator('.compare h1').textContent())
      .toBe('There is no second result yet');
    await expect.poll(() => panel.page.locator('.compare table').isVisible()).toBe(false);
    await panel.close();
  });

  it('lays the first other network beside this one, in words and numbers of both', async () => {
    const panel = await open({ saved, answers });
    await panel.tell({ type: 'state', state: state() });
    const told = compareResults([network, others.get('two')!], 'zero');
    await expect.poll(() => panel.page.locator('.compare h1').textContent()).toBe(told.opening.answer);
    const cells = await panel.page.locator('.comparison tbody tr:not(.below) .value').allTextContents();
    expect(cells).toEqual(told.rows.flatMap((row) => row.cells));
    await expect
      .poll(() => panel.page.getByRole('heading', { name: 'Units by cost, one at a time' }).isVisible())
      .toBe(true);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('adds and takes away networks by keyboard, and remembers which', async () => {
    const panel = await open({ saved, answers });
    await panel.tell({ type: 'state', state: state() });
    await panel.page.locator('.comparison').waitFor();
    const kept = () => panel.page.evaluate(() => (window.kept as { compared: unknown }).compared);
    await panel.page.getByRole('button', { name: 'Add a network' }).focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Enter');
    await expect
      .poll(() => panel.page.locator('.comparison thead th b').allTextContents())
      .toEqual(['A', 'B', 'C']);
    await expect.poll(() => kept()).toEqual(['two', 'three']);
    await panel.page.getByRole('button', { name: /Remove second/ }).press('Enter');
    await expect
      .poll(() => panel.page.locator('.comparison thead th b').allTextContents())
      .toEqual(['A', 'B']);
    await expect.poll(() => kept()).toEqual(['three']);
    await panel.close();
  });

  it('lays networks on data of another kind on no common scale', async () => {
    const digits = { ...others.get('two')!, dataset: { ...network.dataset, noun: 'digit' } };
    const panel = await open({ saved, answers: { results: () => [digits] } });
    await panel.tell({ type: 'state', state: state() });
    await expect
      .poll(() => panel.page.locator('.compare h1').textContent())
      .toBe('A and B can\u2019t be compared: their data are of different kinds');
    await expect.poll(() => panel.page.locator('.compare-figures').isVisible()).toBe(false);
    await panel.close();
  });
});
