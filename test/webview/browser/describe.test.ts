import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { beforeAll, expect, it } from 'vitest';
import type { DataCheck } from '../../../src/jobs/protocol.js';
import { dataVerdict } from '../../../src/results/derive/dataVerdict.js';
import { writeMeasure } from '../../../src/results/derive/typographicNumbers.js';
import { writtenDescriptor } from '../../../src/results/derive/writtenDescriptor.js';
import { checkedDigits, describeState } from '../describedDigits.js';
import type { OpenPanel, PanelOptions } from '../page/panelPage.js';
import { themeNames } from '../page/themes.js';
import { describePanel } from './panelBrowser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describePanel('the panel in which data are described', (open) => {
  let stated: DataCheck;
  let whole: DataCheck;
  beforeAll(async () => {
    ({ stated, whole } = await checkedDigits(0.0005));
  });

  const openDescriber = (options: PanelOptions = {}): Promise<OpenPanel> =>
    open({ view: 'describe', saved: undefined, ...options });
  const show = (panel: OpenPanel, ...given: Parameters<typeof describeState>): Promise<void> =>
    panel.tell({ type: 'describing', state: describeState(...given) });
  const written = ({ page }: OpenPanel) => page.locator('.descriptor').innerText();

  it('warns of a scale that is wrong, and writes the proposal once it is taken', async () => {
    const panel = await openDescriber();
    const { page } = panel;
    await show(panel, whole);
    await page.getByText('12 of 100 right; chance would be 12. Near chance: is the scaling right?').waitFor();
    const { proposal } = dataVerdict(whole);
    await page.getByRole('button', { name: 'Take scaled to 0 to 1' }).click();
    await page.getByText('Taken: scaled to 0 to 1. 98 of 100 right; chance would be 12.').waitFor();
    const text = writtenDescriptor(whole.draft, whole.tried[proposal ?? 0].conversion);
    await expect.poll(async () => `${await written(panel)}\n`).toBe(text);
    await page.getByRole('button', { name: 'Save and analyse' }).click();
    await expect
      .poll(() => panel.lastSaid())
      .toEqual({
        type: 'saveDescriptor',
        place: proposal,
        analyses: true,
      });
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('draws twelve samples, each with its label and the answer', async () => {
    const panel = await openDescriber();
    await show(panel, whole);
    const tiles = panel.page.locator('.sample');
    await expect.poll(() => tiles.count()).toBe(12);
    await expect.poll(() => tiles.locator('canvas').count()).toBe(12);
    const answer = whole.tried[0].answers[0];
    const words = `image 0, labelled ${whole.labels[0]}: the network answers ${answer}`;
    await expect.poll(() => tiles.first().getAttribute('aria-label')).toBe(words);
    await panel.close();
  });

  it('tells errors where numbers are to be predicted, and takes the conversion with less', async () => {
    const panel = await openDescriber();
    const { page } = panel;
    const check = predicting(whole);
    await show(panel, check);
    await page.getByText('The mean squared error is 100; that of answering always with the mean').waitFor();
    await expect
      .poll(() => page.locator('.conversions thead th:visible').allInnerTexts())
      .toEqual([...['conversion', 'mean squared error', 'values fed']]);
    await expect
      .poll(() => page.locator('.conversions tbody tr').first().innerText())
      .toContain('scaled to 0 to 1');
    await expect.poll(() => page.locator('.conversions tbody .count').first().innerText()).toBe('0.2500');
    await expect.poll(() => page.getByText('Samples by class').count()).toBe(0);
    await page.getByRole('button', { name: 'Take scaled to 0 to 1' }).click();
    await page.getByText('Taken: scaled to 0 to 1. The mean squared error is 0.2500;').waitFor();
    const [label] = whole.labels;
    await expect
      .poll(() => page.locator('.sample').first().getAttribute('aria-label'))
      .toBe(`image 0, target ${writeMeasure(label)}: the network answers ${writeMeasure(label + 0.5)}`);
    await page.evaluate(axe);
    for (const width of [1000, 340]) {
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    }
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('lists every conversion with its counts, the best first, and takes one by keys alone', async () => {
    const panel = await openDescriber();
    const { page } = panel;
    await show(panel, whole);
    const { ranking } = dataVerdict(whole);
    const counts = await page.locator('.conversions .count').allInnerTexts();
    expect(counts).toEqual(ranking.map((place) => String(whole.tried[place].correct)));
    await page.getByRole('radio', { name: 'as stated', exact: true }).focus();
    await page.keyboard.press('ArrowUp');
    const before = ranking[ranking.indexOf(0) - 1];
    await page.getByText(`${whole.tried[before].correct} of 100 right; chance would be 12.`).waitFor();
    await expect.poll(() => page.locator(':focus').getAttribute('value')).toBe(String(before));
    await panel.close();
  });

  it('shows what is stated while the rest is tried, and can be stopped', async () => {
    const panel = await openDescriber();
    await show(panel, stated, { progress: 'trying' });
    await expect.poll(() => panel.page.locator('.conversions tbody tr').count()).toBe(1);
    await panel.page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'cancel' });
    await show(panel, stated, { progress: 'cancelled' });
    await panel.page.getByText('Stopped before the usual conversions were tried.').waitFor();
    await panel.close();
  });

  it('keeps what was taken when its page is made anew, and not for other data', async () => {
    const panel = await openDescriber();
    await show(panel, whole);
    await panel.page.getByRole('button', { name: /^Take/ }).click();
    const saved = await panel.page.evaluate(() => window.kept);
    await panel.close();
    const again = await openDescriber({ saved });
    await show(again, whole);
    await again.page.getByText(/^Taken: scaled to 0 to 1/).waitFor();
    const other = { dataPath: '/nets/other.npz', name: 'other.npz', labels: null };
    await show(again, whole, { data: other });
    await again.page.getByText(/^12 of 100 right/).waitFor();
    await again.close();
  });

  it('says in one sentence what went wrong, with the way on', async () => {
    const panel = await openDescriber();
    await show(panel, null, { progress: 'failed', error: 'x.npz is empty; write it again.' });
    await panel.page.getByRole('alert').getByText('x.npz is empty; write it again.').waitFor();
    await panel.page.getByRole('button', { name: 'Look again' }).click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'again' });
    await panel.close();
  });

  it.each([1000, 600, 340, 300])('leaves nothing over the edge, %i pixels wide', async (width) => {
    const panel = await openDescriber({ width });
    await show(panel, whole, { saved: 'test.dataset.json' });
    const over = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const content = panel.page.locator('.main > .content');
    const inside = await content.evaluate((place) => place.scrollWidth - place.clientWidth);
    expect([over, inside]).toEqual([0, 0]);
    await panel.close();
  });

  it.each(themeNames)('has nothing that axe-core finds wrong, in any state, %s', async (theme) => {
    const panel = await openDescriber({ theme });
    await panel.page.evaluate(axe);
    const found: string[] = [];
    const look = async (where: string): Promise<void> => {
      const { violations } = await panel.page.evaluate<AxeResults>('axe.run()');
      found.push(
        ...violations.map(({ id, nodes }) => `${where}, ${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      );
    };
    await show(panel, null, { progress: 'choosing', data: null });
    await look('choosing');
    await show(panel, null, { progress: 'reading' });
    await look('reading');
    await show(panel, null, { progress: 'failed', error: 'It is empty; write it again.' });
    await look('failed');
    await show(panel, stated, { progress: 'trying' });
    await look('trying');
    await show(panel, whole);
    await look('done');
    await panel.page.getByRole('button', { name: /^Take/ }).click();
    await show(panel, whole, { saved: 'test.dataset.json' });
    await panel.page.setViewportSize({ width: 340, height: 700 });
    await look('saved, narrow');
    expect(found).toEqual([]);
    await panel.close();
  });
});

/** The same samples with their digits as numbers to be predicted: half off where they are scaled to 0 to 1, ten off elsewhere. */
function predicting(check: DataCheck): DataCheck {
  const values = Float32Array.from(check.labels);
  return {
    ...check,
    data: { ...check.data, task: 'regression', classCounts: [] },
    targets: { width: 1, values },
    tried: check.tried.map((tried) => {
      const off = tried.kind === 'unit' ? 0.5 : 10;
      return { ...tried, correct: 0, loss: off ** 2, numbers: values.map((value) => value + off) };
    }),
  };
}
