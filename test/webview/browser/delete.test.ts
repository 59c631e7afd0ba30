import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LiveFacts, LiveQuestion } from '../../../src/editor/messages.js';
import { networkFigure } from '../../../src/figures/delete/networkFigure.js';
import { outputRows } from '../../../src/figures/delete/outputRows.js';
import { paletteOf } from '../../../src/figures/palettes.js';
import { JobQueue } from '../../../src/jobs/jobQueue.js';
import type { LiveSession } from '../../../src/jobs/liveSession.js';
import { defaultMemory } from '../../../src/jobs/protocol.js';
import { sampleResult } from '../../results/sampleResult.js';
import type { Answers, OpenPanel } from '../page/panelPage.js';
import { shownState, states } from '../page/states.js';
import { resultOf } from '../resultOf.js';
import { seededNetwork } from '../seededNetwork.js';
import { liveNetwork } from './liveNetwork.js';
import { describePanel } from './panelBrowser.js';

const saved = { tab: 'delete' };

const words = (panel: OpenPanel) => panel.page.locator('.delete p[aria-live]').innerText();
const plot = (panel: OpenPanel) => panel.page.locator('.delete .figure-plot').first();

/** Waits for the sentence that tells an answer. */
async function told(panel: OpenPanel, pattern: RegExp | string): Promise<void> {
  if (typeof pattern === 'string') await expect.poll(() => words(panel)).toBe(pattern);
  else await expect.poll(() => words(panel)).toMatch(pattern);
}

async function expectNoComplaint(panel: OpenPanel): Promise<void> {
  expect(panel.complaints).toEqual([]);
  await expect.poll(() => panel.page.evaluate(() => window.violations)).toEqual([]);
}

describePanel('the Delete tab', (open) => {
  const result = sampleResult();
  const opened = async (answers: Answers = liveNetwork(result), state = shownState(result)) => {
    const panel = await open({ saved, answers, width: 1000, height: 900 });
    await panel.tell({ type: 'state', state });
    return panel;
  };
  const intact =
    'Nothing deleted yet. Click units to delete them and watch the output change. This cat is read as cat.';

  it('opens the network, and tells how it answers', async () => {
    const panel = await opened();
    await told(panel, intact);
    await expect.poll(() => panel.page.locator('.accuracy').innerText()).toContain('Right answers');
    await expectNoComplaint(panel);
    await panel.close();
  });

  it('deletes what is clicked, selects it, and restores it', async () => {
    const panel = await opened();
    await told(panel, intact);
    const [x, y] = await placeOf(panel, 3);
    await plot(panel).click({ position: { x, y } });
    await told(
      panel,
      'fc1[3] deleted. This cat is still read as cat; over the first 100 of 200 images 1 of 90 right answers is lost.',
    );
    await expect.poll(() => panel.page.locator('.dock .unit-name').textContent()).toBe('fc1[3]');
    await plot(panel).click({ position: { x, y } });
    await told(panel, intact);
    await panel.close();
  });

  it('deletes a range with Shift, and takes it back', async () => {
    const panel = await opened();
    await told(panel, intact);
    const [from, to] = [await placeOf(panel, 1), await placeOf(panel, 5)];
    await plot(panel).click({ position: { x: from[0], y: from[1] } });
    await plot(panel).click({ position: { x: to[0], y: to[1] }, modifiers: ['Shift'] });
    await told(
      panel,
      '5 of 14 deleted. This cat is now read as dog, wrongly; over the first 100 of 200 images 5 of 90 right answers are lost.',
    );
    await panel.page.getByRole('button', { name: 'Undo' }).click();
    await told(panel, /^fc1\[1\] deleted/);
    await panel.page.getByRole('button', { name: 'Restore all' }).click();
    await told(panel, intact);
    await panel.page.keyboard.press('Control+z');
    await told(panel, /^fc1\[1\] deleted/);
    await expectNoComplaint(panel);
    await panel.close();
  });

  it('does it all by keyboard', async () => {
    const panel = await opened();
    await told(panel, intact);
    await plot(panel).focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Space');
    await told(panel, /^fc1\[1\] deleted/);
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Shift+Space');
    await told(panel, /^fc1\[1\], fc1\[2\], fc1\[3\] deleted/);
    await panel.page.keyboard.press('Control+z');
    await told(panel, /^fc1\[1\] deleted/);
    await panel.close();
  });

  it('measures the four steps, and takes one when it is chosen', async () => {
    const asked: LiveQuestion[] = [];
    const panel = await opened(liveNetwork(result, asked));
    const steps = panel.page.locator('.steps button');
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual([
        expect.stringMatching(/90\.0\u202f% \u2192 89\.0\u202f%$/),
        expect.stringMatching(/90\.0\u202f% \u2192 89\.0\u202f%$/),
        expect.stringMatching(/90\.0\u202f% \u2192 83\.0\u202f%$/),
        expect.stringMatching(/90\.0\u202f% \u2192 89\.0\u202f%$/),
      ]);
    // The state that is shown is asked for once more, to have it refined.
    expect(asked.at(-1)?.deleted).toEqual([]);
    await steps.nth(3).click();
    await told(panel, /^fc1\[3\] deleted/);
    await expect.poll(() => steps.nth(3).getAttribute('aria-pressed')).toBe('true');
    await panel.close();
  });

  it('deletes many at once', async () => {
    const panel = await opened();
    await told(panel, intact);
    await panel.page.getByRole('button', { name: '20\u202f% at random' }).click();
    await told(panel, /^fc\d\[\d\], fc\d\[\d\], fc\d\[\d\] deleted/);
    await panel.page.getByRole('button', { name: 'Costliest' }).click();
    await told(panel, /^4 of 14 deleted/);
    await panel.close();
  });

  it('looks at another sample', async () => {
    const panel = await opened();
    await told(panel, intact);
    await panel.page.getByRole('radio', { name: 'dog, sample 1' }).click();
    await told(panel, /This dog is read as dog\.$/);
    await panel.page.getByRole('button', { name: 'Next sample' }).click();
    await expect.poll(() => panel.page.getByRole('radio', { name: 'dog, sample 4' }).count()).toBe(1);
    await panel.page.keyboard.press('Tab');
    await panel.page.getByRole('radio', { name: 'dog, sample 4' }).focus();
    await panel.page.keyboard.press('ArrowRight');
    await told(panel, /This bird is read as bird\.$/);
    await panel.close();
  });

  it('tells all samples once they are answered', async () => {
    const panel = await opened();
    await told(panel, intact);
    const [x, y] = await placeOf(panel, 0);
    await plot(panel).click({ position: { x, y } });
    await told(panel, /the first 100 of 200 images 1 of 90/);
    const answer = { samples: 200, correct: 171, correctPerClass: [80, 60, 31], loss: 0.3 };
    const ids = (await panel.posted()).flatMap((message) =>
      message.type === 'ask' &&
      message.name === 'live' &&
      message.ask.deleted.length === 1 &&
      message.ask.sample !== null
        ? [message.id]
        : [],
    );
    await panel.tell({ type: 'refined', id: ids[0] + 1000, answer });
    await expect.poll(() => words(panel)).toContain('the first 100 of 200 images');
    // The state is asked for again when steps were measured, and then it is that question which is answered.
    for (const id of ids) await panel.tell({ type: 'refined', id, answer });
    await expect
      .poll(() => words(panel))
      .toBe(
        'fc1[0] deleted. This cat is still read as cat; over all images 9 of 180 right answers are lost.',
      );
    await panel.close();
  });

  it('closes the network when it is left, opens it when it is come back to, and keeps what is deleted', async () => {
    const panel = await opened();
    await told(panel, intact);
    const [x, y] = await placeOf(panel, 0);
    await plot(panel).click({ position: { x, y } });
    await told(panel, /^fc1\[0\] deleted/);
    await panel.page.getByRole('tab', { name: 'Units' }).click();
    await expect.poll(async () => (await panel.posted()).map(({ type }) => type)).toContain('liveClose');
    await panel.page.getByRole('tab', { name: 'Delete' }).click();
    await told(panel, /^fc1\[0\] deleted/);
    const kept = await panel.page.evaluate(() => window.kept);
    await panel.close();
    const reloaded = await open({ saved: kept, answers: liveNetwork(result) });
    await reloaded.tell({ type: 'state', state: shownState(result) });
    await told(reloaded, /^fc1\[0\] deleted/);
    await reloaded.close();
  });

  it('says why there is no network, and starts it again', async () => {
    let fails = true;
    const answers = liveNetwork(result);
    const panel = await opened({
      ...answers,
      live(question) {
        if (fails)
          throw new Error('The process that deletes units as they are chosen ended before it was done.');
        return answers.live!(question);
      },
    });
    await expect
      .poll(() => panel.page.locator('.hindrance').innerText())
      .toMatch(/^The process that deletes/);
    fails = false;
    await panel.page.getByRole('button', { name: 'Start it again' }).click();
    await told(panel, intact);
    await expect.poll(() => panel.page.locator('.hindrance').isVisible()).toBe(false);
    await panel.close();
  });

  it('is off where the model has changed', async () => {
    const panel = await opened(liveNetwork(result), states(seededNetwork([60, 40])).stale);
    await expect
      .poll(() => panel.page.locator('.hindrance').innerText())
      .toMatch(/^Deleting is off: the model or the data/);
    await expect
      .poll(async () => (await panel.posted()).some((message) => message.type === 'ask'))
      .toBe(false);
    await panel.close();
  });

  it('offers curves where the result holds none, and just these', async () => {
    const panel = await opened();
    await told(panel, intact);
    await panel.page.getByRole('button', { name: 'Measure curves' }).click();
    await expect.poll(() => panel.posted()).toContainEqual({ type: 'measure', measure: 'curves' });
    await panel.close();
  });

  it('shows its numbers as tables', async () => {
    const panel = await opened();
    await told(panel, intact);
    await panel.page.locator('.delete .menu vscode-button').first().click();
    await panel.page.getByRole('menuitem', { name: 'Show as table' }).click();
    await expect
      .poll(() => panel.page.locator('.delete .figure-table').first().innerText())
      .toContain('output cat');
    await panel.close();
  });
});

/** The middle of a unit in the drawing. */
async function placeOf(panel: OpenPanel, unit: number): Promise<readonly [number, number]> {
  const width = await plot(panel).evaluate(({ clientWidth }) => clientWidth);
  let firstUnit = 0;
  const layers = sampleResult().layers.map(({ id, unitCount }) => {
    firstUnit += unitCount;
    return { id, unitCount, firstUnit: firstUnit - unitCount, activity: null, maps: null };
  });
  const classes = ['cat', 'dog', 'bird'];
  const scene = {
    layers,
    connections: [],
    deleted: new Set<number>(),
    costs: [],
    sample: null,
    outputs: outputRows([0, 0, 0], [0, 0, 0], { label: 0, areProbabilities: false, classes }),
  };
  const colours = { background: '#000', text: '#fff', quietText: '#999', border: '#333' };
  const palette = paletteOf('dark', colours, { interface: 'sans-serif', code: 'monospace' });
  const { targets } = networkFigure(scene, { width, measure: (text) => 6 * text.length }, palette);
  const { x, y, width: across, height } = targets[unit];
  return [x + across / 2, y + height / 2];
}

describePanel('the Delete tab, with a network of the sample in a process of its own', (open) => {
  const folder = join(import.meta.dirname, '../../../examples/digits');
  const classes = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  let queue: JobQueue;
  let session: LiveSession;
  beforeAll(() => {
    queue = new JobQueue({ workerPath: join(import.meta.dirname, '../../../dist/worker.js') });
    const inputs = {
      modelPath: join(folder, 'digits.onnx'),
      dataPath: join(folder, 'test.dataset.json'),
      dataRoots: [],
      samples: null,
      engine: 'cpu' as const,
    };
    session = queue.openLive({ inputs, samples: 100, memory: defaultMemory }, () => {});
  });
  afterAll(() => queue.dispose());

  it('tells what the process answers', async () => {
    const facts = await session.opened;
    const panel = await open({
      saved,
      answers: { liveOpen: () => facts, live: (question) => session.ask(question) },
      width: 1000,
      height: 900,
    });
    await panel.tell({ type: 'state', state: shownState(resultOf(facts, classes)) });
    await told(panel, /^Nothing deleted yet/);
    // Steps are measured between clicks; then nothing takes the place of what is asked here.
    await expect.poll(() => panel.page.locator('.steps').innerText()).not.toContain('\u2026');
    for (let clicks = 1; clicks <= 3; clicks++) {
      await panel.page.getByRole('button', { name: '20\u202f% at random' }).click();
      await told(panel, new RegExp(`^${Math.round(0.2 * units(facts)) * clicks} of ${units(facts)} deleted`));
    }
    const left = await panel.page.evaluate(
      () => (window.kept as { deletion: { deleted: number[] } }).deletion.deleted,
    );
    const { answer } = await session.ask({
      deleted: left,
      replacement: 'zero',
      sample: null,
      outputs: false,
    });
    await expect
      .poll(() => words(panel))
      .toContain(
        `over the first 100 of 500 images ${facts.baseline.correct - answer.correct} of ${facts.baseline.correct} right answers`,
      );
    await expectNoComplaint(panel);
    await panel.close();
  });
});

function units({ layers }: LiveFacts): number {
  return layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
}
