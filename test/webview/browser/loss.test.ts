import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, it } from 'vitest';
import { lossOpening, lossTables } from '../../../src/results/derive/lossTables.js';
import { compareResults } from '../../../src/results/derive/networkComparison.js';
import { measuredSample } from '../../results/measuredSample.js';
import { regressionResult } from '../../results/regressionResult.js';
import type { Answers, OpenPanel } from '../page/panelPage.js';
import { shownState } from '../page/states.js';
import { themeNames } from '../page/themes.js';
import { liveRegression } from './liveRegression.js';
import { describePanel } from './panelBrowser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const cellsOf = (panel: OpenPanel, section: string): Promise<string[][]> =>
  panel.page
    .locator(`.numbers > section:has(h2:text-is("${section}")) tbody tr`)
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

describePanel('the panel of a regression', (open) => {
  const result = regressionResult();
  const opened = async (saved: object = {}, options: object = {}) => {
    const panel = await open({
      saved,
      answers: liveRegression(result),
      width: 1000,
      height: 900,
      ...options,
    });
    await panel.tell({ type: 'state', state: shownState(result) });
    return panel;
  };
  const tabs = (panel: OpenPanel) => panel.page.getByRole('tab').allInnerTexts();

  it('opens with what deletions cost, in tables of losses, and offers the tabs that say something', async () => {
    const panel = await opened({ tab: 'selectivity' });
    await expect.poll(() => tabs(panel)).toEqual(['Overview', 'Delete', 'Compare']);
    await expect.poll(() => panel.page.getByRole('tab', { selected: true }).innerText()).toBe('Overview');
    const opening = lossOpening(result, 'zero');
    await expect.poll(() => panel.page.locator('h1').innerText()).toBe(opening.answer);
    await expect.poll(() => panel.page.locator('.view').innerText()).toContain(opening.evidence);
    for (const { title, rows } of lossTables(result, 'zero'))
      await expect.poll(() => cellsOf(panel, title)).toEqual(rows);
    await expect
      .poll(() => panel.page.locator('.view').innerText())
      .not.toMatch(/accuracy|answers are right|NaN/);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('deletes live, and tells how the error rises', async () => {
    const panel = await opened({ tab: 'delete' });
    const words = () => panel.page.locator('.delete p[aria-live]').innerText();
    await expect
      .poll(words)
      .toBe(
        'Nothing deleted yet. Click units to delete them and watch the output change. This image, target 1.50, is answered 1.25.',
      );
    await panel.page.getByRole('button', { name: /Find one that matters/ }).click();
    await expect
      .poll(words)
      .toMatch(
        /deleted\. This image, target 1\.50, is now answered \.50, and was 1\.25; over the first 100 of 200 images the mean squared error rises from 0\.3000 to 0\.4000\.$/,
      );
    const figures = await panel.page.locator('.accuracy').innerText();
    expect(figures).toContain('Mean squared error');
    expect(figures).not.toContain('Right answers');
    const labels = panel.page.locator('.accuracy [role="img"], .accuracy [aria-label]');
    await expect
      .poll(async () =>
        (await labels.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).join('\n'),
      )
      .toContain('Mean squared error by units deleted: 0.4000 with 1 deleted.');
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it("opens a unit's card from its line, with the samples whose error changes most", async () => {
    const panel = await opened();
    await panel.page.getByRole('button', { name: 'fc1[3]' }).click();
    await expect
      .poll(() => panel.page.locator('.unit-samples h2').allInnerTexts())
      .toContain('Error rises most');
    const tile = panel.page.locator('.gallery', { hasText: 'Error rises most' }).locator('.sample').first();
    await expect
      .poll(() => tile.getAttribute('aria-label'))
      .toBe('image 7, target 1.50: answered 1.25 intact, .50 without the unit');
    await expect
      .poll(() => panel.page.locator('.unit-card').innerText())
      .toMatch(/Rank \d+ of \d+ by the rise in error\./);
    await panel.page.getByRole('button', { name: '\u2039 Overview' }).click();
    await expect.poll(() => panel.page.locator('h1').innerText()).toBe(lossOpening(result, 'zero').answer);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('is compared with another by errors', async () => {
    const other = regressionResult();
    other.baseline.loss = 0.6;
    other.model = { ...other.model, file: 'other.onnx', sha256: 'f'.repeat(64) };
    const answers: Answers = { ...liveRegression(result), results: () => [other] };
    const panel = await open({ saved: { tab: 'compare' }, answers, width: 1000, height: 900 });
    const comparable = [
      { id: 'one', model: result.model.file, data: result.dataset.name },
      { id: 'two', model: 'other.onnx', data: result.dataset.name },
    ];
    await panel.tell({ type: 'state', state: { ...shownState(result), comparable } });
    const { opening, rows } = compareResults([result, other], 'zero');
    expect(opening.answer).toBe('A errs less than B');
    await expect.poll(() => panel.page.locator('h1').innerText()).toBe(opening.answer);
    const text = await panel.page.locator('.view.compare').innerText();
    for (const { label, cells } of rows) for (const words of [label, ...cells]) expect(text).toContain(words);
    expect(rows.map(({ label }) => label)).toContain(
      'Mean squared error, half of the units deleted at random',
    );
    await panel.close();
  });

  it.each(themeNames)('has nothing wrong for axe-core, wide or narrow, %s', async (theme) => {
    for (const tab of ['overview', 'delete']) {
      const panel = await opened({ tab }, { theme });
      if (tab === 'delete')
        await expect.poll(() => panel.page.locator('.delete p[aria-live]').innerText()).toContain('target');
      await panel.page.evaluate(axe);
      for (const width of [1000, 380]) {
        await panel.page.setViewportSize({ width, height: 700 });
        const { violations } = await panel.page.evaluate<AxeResults>('axe.run()');
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
        const overflow = await panel.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }
      await panel.close();
    }
  });
});

describePanel('the panel of samples that may bear several labels', (open) => {
  const result = measuredSample();
  Object.assign(result.dataset, { task: 'multi-label', classes: ['all samples'], classCounts: [200] });
  result.baseline.correctPerClass = [result.baseline.correct];
  for (const { units } of result.layers) {
    delete units.selectivity;
    delete units.preferredClass;
    delete units.mutualInformation;
    units.classMeans = units.classMeans?.map(([mean]) => [mean]);
    for (const ablation of Object.values(units.ablation ?? {}))
      ablation.correctPerClass = ablation.correct.map((count) => [count]);
  }

  it.each([
    ['selectivity', 'here several labels may hold at once, so samples have no class'],
    ['classes', 'Several labels may hold at once, so samples have no class that a unit could serve'],
  ])('says why there is nothing under %s', async (tab, said) => {
    const panel = await open({ saved: { tab }, width: 1000, height: 900 });
    await panel.tell({ type: 'state', state: shownState(result) });
    await expect.poll(() => panel.page.locator('.view').innerText()).toContain(said);
    await expect.poll(() => panel.page.getByRole('button', { name: /^Measure/ }).count()).toBe(0);
    await panel.close();
  });

  it('names no largest class, and no class that a unit hurts', async () => {
    for (const tab of ['overview', 'units', 'curves', 'noise', 'numbers']) {
      const panel = await open({ saved: { tab }, width: 1000, height: 900 });
      await panel.tell({ type: 'state', state: shownState(result) });
      await expect.poll(() => panel.page.locator('.view').innerText()).not.toBe('');
      await expect
        .poll(() => panel.page.locator('.view').innerText())
        .not.toMatch(/largest class|all samples|by class/i);
      expect(panel.complaints).toEqual([]);
      await panel.close();
    }
  });
});

describePanel('the loss of a classification', (open) => {
  it('stands in a column of its own, and sorts the units', async () => {
    const result = measuredSample();
    const panel = await open({ saved: { tab: 'units' }, width: 1000, height: 900 });
    await panel.tell({ type: 'state', state: shownState(result) });
    await panel.page
      .getByRole('columnheader', { name: /^Loss rise/ })
      .getByRole('button')
      .click();
    const rises = result.layers.flatMap(({ id, units }) =>
      units.ablation!['zero'].loss!.map((loss, i) => ({
        unit: `${id}[${i}]`,
        rise: loss! - result.baseline.loss!,
      })),
    );
    const [first, second] = [...rises].sort((one, other) => other.rise - one.rise);
    const row = (place: number) => panel.page.locator('tbody tr:not(.filler)').nth(place);
    await expect.poll(() => row(0).innerText()).toContain(first.unit);
    await expect.poll(() => row(0).innerText()).toContain(first.rise.toFixed(4).replace('0.', '.'));
    await expect.poll(() => row(1).innerText()).toContain(second.unit);
    await panel.close();
  });
});
