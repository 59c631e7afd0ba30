import { expect, it } from 'vitest';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { estimated } from '../../results/inexactResults.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { Answers, OpenPanel, PanelOptions } from '../page/panelPage.js';
import { shownState, states } from '../page/states.js';
import { seededDetail } from '../seededDetail.js';
import { seededNetwork } from '../seededNetwork.js';
import { describePanel } from './panelBrowser.js';

const network = seededNetwork([40, 30]);
const byCost = [...unitRows(network, 'zero')].sort(
  (a, b) => b.importance!.samplesLost - a.importance!.samplesLost || a.unit.flat - b.unit.flat,
);
const pictures: Answers = {
  unitDetail: ({ unit, replacement }) => seededDetail(network, unit, replacement),
  samples: ({ samples }) =>
    samples.map((sample) => ({
      sample,
      label: 0,
      ...{ kind: 'picture' as const, width: 4, height: 4, channels: 1 as const },
      pixels: new Uint8Array(16).fill(200),
    })),
};
const card: PanelOptions = {
  width: 1000,
  height: 900,
  saved: { tab: 'units', card: true },
  answers: pictures,
};

const names = ({ page }: OpenPanel) => page.locator('h1 .unit-name').allTextContents();
const button = ({ page }: OpenPanel, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const isQuiet = async (panel: OpenPanel) => {
  expect(panel.complaints).toEqual([]);
  await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
};

describePanel('a unit\u2019s card', (open) => {
  it('shows at once what the result holds, and the samples when they come', async () => {
    let give: () => void = () => {};
    const waits = new Promise<void>((resolve) => (give = resolve));
    const unitDetail: Answers['unitDetail'] = async ({ unit }) => {
      await waits;
      return seededDetail(network, unit);
    };
    const panel = await open({ ...card, answers: { ...pictures, unitDetail } });
    await panel.tell({ type: 'state', state: shownState(network, 0) });
    await expect.poll(() => panel.page.locator('h1').textContent()).toMatch(/^fc1\[0\] /);
    await expect.poll(() => panel.page.locator('.key-numbers dd').first().textContent()).toBe('40');
    await expect
      .poll(() => panel.page.locator('.standing').textContent())
      .toContain('Rank 1 of 70 by images lost. 40 answers turn wrong, 0 turn right: p < .0001 alone');
    await expect.poll(() => panel.page.locator('.sample').count()).toBe(0);
    give();
    const wrong = panel.page.getByRole('group', { name: 'Turned wrong' });
    await wrong.locator('canvas').first().waitFor();
    await expect.poll(() => wrong.textContent()).toContain('40 \u00b7 answer with the unit');
    await expect
      .poll(() => wrong.getByRole('img').first().getAttribute('aria-label'))
      .toMatch(/^image [\d,]+, labelled \d: answered \d intact, \d without the unit$/);
    for (const title of ['Most exciting', 'Across its range', 'Least']) {
      await expect
        .poll(() => panel.page.getByRole('group', { name: title }).locator('canvas').count())
        .toBe(16);
    }
    await isQuiet(panel);
    await panel.close();
  });

  it('shows as many samples as fit a row, and the others when asked', async () => {
    const panel = await open(card);
    await panel.tell({ type: 'state', state: shownState(network, 0) });
    const wrong = panel.page.getByRole('group', { name: 'Turned wrong' });
    await wrong.locator('canvas').first().waitFor();
    const visible = () => wrong.locator('.sample:visible').count();
    const fitting = await visible();
    expect(fitting).toBeLessThan(40);
    await wrong.getByRole('button', { name: `show ${40 - fitting} more` }).click();
    await expect.poll(() => visible()).toBe(40);
    await wrong.getByRole('button', { name: 'show fewer' }).click();
    await expect.poll(() => visible()).toBe(fitting);
    await panel.close();
  });

  it('shows data that are no images as values', async () => {
    const values: Answers = {
      ...pictures,
      samples: ({ samples }) =>
        samples.map((sample) => ({
          sample,
          label: 0,
          kind: 'values',
          values:
            sample % 2 === 0
              ? Float32Array.of(5.1, 3.5, 1.4)
              : Float32Array.from({ length: 50 }, (_, i) => Math.sin(i)),
        })),
    };
    const panel = await open({ ...card, answers: values });
    await panel.tell({ type: 'state', state: shownState(network, 0) });
    await panel.page.locator('.sample svg').first().waitFor();
    await expect
      .poll(() => panel.page.locator('.sample .written').first().textContent())
      .toBe('5.10 3.50 1.40');
    await expect.poll(() => panel.page.locator('.sample .caption').first().textContent()).toMatch(/^#\d+ /);
    await isQuiet(panel);
    await panel.close();
  });

  it('goes to the next and the previous unit in the order of the table, by mouse and by keyboard', async () => {
    const panel = await open(card);
    await panel.tell({ type: 'state', state: shownState(network, byCost[0].unit.flat) });
    await expect.poll(() => button(panel, 'previous').isDisabled()).toBe(true);
    await button(panel, 'next').click();
    await expect.poll(() => names(panel)).toEqual([byCost[1].name]);
    await expect.poll(() => panel.posted()).toContainEqual({ type: 'select', unit: byCost[1].unit.flat });
    await panel.page.keyboard.press('ArrowRight');
    await expect.poll(() => names(panel)).toEqual([byCost[2].name]);
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('ArrowLeft');
    await expect.poll(() => names(panel)).toEqual([byCost[0].name]);
    await panel.close();
  });

  it('reads its classes out by arrow keys, and leaves left and right to the units', async () => {
    const panel = await open(card);
    await panel.tell({ type: 'state', state: shownState(network, byCost[1].unit.flat) });
    await panel.page.locator('.sample').first().waitFor();
    await panel.page.locator('.unit-card .figure-plot').focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('ArrowDown');
    const spoken = panel.page.locator('.unit-card .spoken');
    await expect
      .poll(() => spoken.first().textContent())
      .toMatch(/^1, mean activity [\d.]+, .*% of 200 images silent, /);
    await panel.page.keyboard.press('ArrowRight');
    await expect.poll(() => names(panel)).toEqual([byCost[2].name]);
    await panel.close();
  });

  it.each<[string, (panel: OpenPanel) => Promise<void>]>([
    ['Escape', (panel) => panel.page.keyboard.press('Escape')],
    ['its link', (panel) => button(panel, '\u2039 Units').click()],
  ])('closes by %s, and the focus goes back to the table', async (_, close) => {
    const panel = await open(card);
    await panel.tell({ type: 'state', state: shownState(network, byCost[1].unit.flat) });
    await close(panel);
    await expect
      .poll(() => panel.page.evaluate(() => document.activeElement?.getAttribute('role')))
      .toBe('grid');
    await expect
      .poll(() => panel.page.locator('tr[aria-selected=true] .unit-name').textContent())
      .toBe(byCost[1].name);
    await expect.poll(() => panel.page.evaluate(() => window.kept)).toMatchObject({ card: false });
    await panel.close();
  });

  it('stands beside one that is pinned, and below it where there is less room', async () => {
    const panel = await open(card);
    await panel.tell({ type: 'state', state: shownState(network, byCost[0].unit.flat) });
    await button(panel, 'pin beside another').click();
    await expect.poll(() => names(panel)).toEqual([byCost[0].name, byCost[1].name]);
    await expect
      .poll(() => panel.page.evaluate(() => window.kept))
      .toMatchObject({ pinned: byCost[0].unit.flat });
    await panel.page.keyboard.press('ArrowRight');
    await expect.poll(() => names(panel)).toEqual([byCost[0].name, byCost[2].name]);
    const places = () =>
      panel.page
        .locator('.unit-card')
        .evaluateAll((all) =>
          all.map((one) => one.getBoundingClientRect()).map(({ left, top }) => [left, top]),
        );
    let [[left, top], [otherLeft, otherTop]] = await places();
    expect([otherLeft > left, otherTop]).toEqual([true, top]);
    await panel.page.setViewportSize({ width: 500, height: 900 });
    [[left, top], [otherLeft, otherTop]] = await places();
    expect([otherLeft, otherTop > top]).toEqual([left, true]);
    await button(panel, 'unpin').click();
    await expect.poll(() => names(panel)).toEqual([byCost[2].name]);
    await panel.close();
  });

  it('is there again after the window reloads, with the one beside it', async () => {
    const saved = { tab: 'units', card: true, pinned: byCost[4].unit.flat };
    const panel = await open({ ...card, saved });
    await panel.tell({ type: 'state', state: shownState(network, byCost[1].unit.flat) });
    await expect.poll(() => names(panel)).toEqual([byCost[4].name, byCost[1].name]);
    await panel.close();
  });

  it('says why there is no answer, and asks again when told to', async () => {
    let refusals = 1;
    const unitDetail: Answers['unitDetail'] = ({ unit }) => {
      if (refusals-- > 0) throw new Error('The model\u2019s file is gone: put it back.');
      return seededDetail(network, unit);
    };
    const panel = await open({ ...card, answers: { ...pictures, unitDetail } });
    await panel.tell({ type: 'state', state: shownState(network, 0) });
    const failure = panel.page.getByRole('status').filter({ hasText: 'The model\u2019s file is gone' });
    await failure.waitFor();
    await button(panel, 'Try again').click();
    await panel.page.locator('.sample canvas').first().waitFor();
    await expect.poll(() => failure.count()).toBe(0);
    await panel.close();
  });

  it('does not ask for samples of a model or data that have changed, and says so', async () => {
    const panel = await open(card);
    await panel.tell({ type: 'state', state: { ...states(network).stale, selected: 3 } });
    await panel.page.waitForTimeout(300);
    await expect
      .poll(() => panel.page.locator('.unit-card').textContent())
      .toContain(
        'The model or the data have changed since: the activity of each image, and the images themselves, are shown after a new analysis.',
      );
    await expect.poll(async () => (await panel.posted()).some(({ type }) => type === 'ask')).toBe(false);
    await panel.close();
  });

  it('stands with what it has: an estimate, numbers coming in, nothing but weights', async () => {
    const bare = sampleResult();
    for (const layer of bare.layers) layer.units = { l1Norm: new Array<number>(layer.unitCount).fill(1) };
    const answers: Answers = { ...pictures, unitDetail: ({ unit }) => seededDetail(sampleResult(), unit) };
    const panel = await open({ ...card, answers });
    await panel.tell({ type: 'state', state: shownState(estimated(sampleResult()), 3) });
    await expect
      .poll(() => panel.page.locator('.key-numbers dd').first().textContent())
      .toMatch(/^about [\d,]+$/);
    await panel.tell({ type: 'state', state: { ...states(sampleResult()).soFar, selected: 3 } });
    await expect.poll(() => panel.page.locator('.unit-card').textContent()).toContain('when all is counted');
    await panel.tell({ type: 'state', state: { ...shownState(bare, 3), modelPath: '/other.onnx' } });
    await button(panel, 'Measure importance').click();
    await expect.poll(() => panel.lastSaid()).toEqual({ type: 'measure', measure: 'importance' });
    await panel.page.locator('.sample').first().waitFor();
    await isQuiet(panel);
    await panel.close();
  });
});
