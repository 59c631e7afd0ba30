import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readResult } from '../../../src/results/store.js';
import { slowConvNet } from '../../commandLine/networks.js';
import { randomImages } from '../../commandLine/randomSamples.js';
import { until } from '../../jobs/processes.js';
import { jobProcesses } from './jobProcesses.js';
import { outputPanelOf } from './outputPanel.js';
import { openSession, type Session } from './session.js';

/** Within this nothing may be left of an analysis that was told to end. */
const deadlineMs = 2000;

/** Of half a minute and more, so that there is time to interrupt it. */
const longAnalysis = randomImages(slowConvNet().network, [1, 16, 16], 5, 24_000);

describe('an analysis under way', () => {
  let session: Session;
  let files: readonly string[];

  beforeAll(async () => {
    session = await openSession({
      async prepare(folder) {
        for (const [name, content] of Object.entries(longAnalysis))
          await writeFile(join(folder, name), content);
      },
    });
    files = readdirSync(session.folder);
  });
  // A window that opens again reads the model that its panel shows, in a process that soon ends.
  beforeEach(() => until(() => jobProcesses().length === 0, 10_000));
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();

  const descriptor = JSON.parse(String(longAnalysis['data.dataset.json'])) as object;
  const describeSamples = (count: number) =>
    writeFile(join(session.folder, 'data.dataset.json'), JSON.stringify({ ...descriptor, count }));
  let samples = 24_000;

  /** Starts it by the menu, and waits until units are being deleted. Returns the process of the job. */
  async function analysisAtWork(): Promise<{ readonly job: number; readonly extensionHost: number }> {
    // On the same data it would go on where the one before was stopped.
    await describeSamples(--samples);
    return startAnalysis();
  }

  async function startAnalysis(): Promise<{ readonly job: number; readonly extensionHost: number }> {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf('model.onnx');
    await workbench.chooseFromMenu('Analyse Unit Importance');
    await workbench.quickInput.choose('data.dataset.json');
    await unitsAreDeleted();
    const [{ pid, parent }] = jobProcesses();
    return { job: pid, extensionHost: parent };
  }

  const unitsAreDeleted = () =>
    panel()
      .locator('.running')
      .getByText(/\d+ of 160 units/)
      .waitFor({ timeout: 40_000 });

  async function nothingIsLeft(): Promise<void> {
    await until(() => jobProcesses().length === 0, deadlineMs);
    expect(readdirSync(session.folder)).toEqual(files);
  }

  async function saysItWasCancelled(): Promise<void> {
    await panel()
      .getByText('The analysis of model.onnx was cancelled; starting it again goes on from there.')
      .waitFor();
    await panel().getByRole('button', { name: 'Analyse model.onnx' }).waitFor();
    await panel().getByRole('progressbar').waitFor({ state: 'hidden' });
    await session.workbench.notifications.toast('Unit importance of').waitFor({ state: 'hidden' });
  }

  it('is cancelled by its notification, and leaves nothing', async () => {
    const { workbench } = session;
    await analysisAtWork();
    await workbench.notifications.toast(/Unit importance of model\.onnx.*deleting units/s).waitFor();
    await workbench.screenshot('running');
    await workbench.notifications.press('Unit importance of model.onnx', 'Cancel');
    await nothingIsLeft();
    await saysItWasCancelled();
    await workbench.screenshot('cancelled');
  });

  it('is cancelled by its panel, and leaves nothing', async () => {
    await analysisAtWork();
    await panel().getByRole('button', { name: 'Cancel' }).click();
    await nothingIsLeft();
    await saysItWasCancelled();
  });

  it('goes on where it was when it is started again', async () => {
    const { workbench } = session;
    await analysisAtWork();
    for (const start of [1, 2]) {
      if (start === 2) await startAnalysis();
      await panel().getByRole('button', { name: 'Cancel' }).click();
      await nothingIsLeft();
      await saysItWasCancelled();
    }
    await workbench.runCommand('Unit Importance: Show Log');
    const output = outputPanelOf(workbench.page);
    await expect
      .poll(() => output.text())
      .toMatch(/The analysis of model\.onnx goes on where it was stopped \(\d+ % done\)/);
    await output.close();
  });

  it('is cancelled in the tree, which says that it runs, as the status bar does', async () => {
    const { workbench } = session;
    const { sideBar } = workbench;
    await analysisAtWork();
    await sideBar.show('Unit Importance');
    const row = sideBar.row(/^\s*model\.onnx.*measuring/s);
    const inStatusBar = workbench.page.locator('.statusbar-item').filter({ hasText: 'model.onnx:' });
    await expect.poll(() => inStatusBar.innerText()).toMatch(/model\.onnx: \d+ %/);
    await workbench.runCommand('View: Close All Editors');
    await inStatusBar.click();
    await panel().getByRole('button', { name: 'Cancel' }).waitFor();
    await row.hover();
    await row.getByRole('button', { name: 'Cancel Analysis' }).click();
    await nothingIsLeft();
    await saysItWasCancelled();
    await sideBar.row('model.onnx').and(sideBar.row('measuring')).waitFor({ state: 'hidden' });
    await inStatusBar.waitFor({ state: 'hidden' });
  });

  it('ends with its window', async () => {
    const { workbench, folder } = session;
    await analysisAtWork();
    await workbench.page.goto('about:blank');
    await nothingIsLeft();
    await session.open(folder);
  });

  it('does not outlive an extension host that is killed', async () => {
    const { folder } = session;
    const { extensionHost } = await analysisAtWork();
    process.kill(extensionHost, 'SIGKILL');
    await nothingIsLeft();
    await session.open(folder);
  });

  it('tells in one sentence that its process was killed, and is started again by Try Again', async () => {
    const { workbench } = session;
    const { job } = await analysisAtWork();
    process.kill(job, 'SIGKILL');
    await nothingIsLeft();
    const words = /The analysis process was ended by SIGKILL before it was done, so nothing was written;/;
    expect(await workbench.notifications.read(words)).toMatchObject({
      severity: 'error',
      actions: ['Try Again', 'Show Log'],
    });
    await panel().getByRole('alert').filter({ hasText: words }).waitFor();
    await workbench.screenshot('killed');

    await describeSamples(20);
    await workbench.notifications.press(words, 'Try Again');
    await panel().getByText('up to date').waitFor({ timeout: 60_000 });
    await panel().getByRole('alert').waitFor({ state: 'hidden' });
    const { dataset } = await readResult(join(session.folder, 'model.data.importance.json'));
    expect(dataset.samples).toBe(20);
  });
});
