import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession, type Session } from './session.js';

const titles = [
  'Create the sample workspace',
  'Find its models',
  'Delete every unit, once',
  'Look at the unit that costs most',
  'Compare with the network that learned by heart',
];

describe('the walkthrough', () => {
  let session: Session;

  beforeAll(async () => {
    session = await openSession();
    const folder = join(dirname(session.folder), 'new');
    await mkdir(folder);
    await session.open(folder);
  });
  afterAll(() => session.close());

  const step = (title: string): Locator =>
    session.workbench.page.locator('.getting-started-step').filter({ hasText: title });

  async function openStep(title: string): Promise<void> {
    const { runCommand, quickInput, page } = session.workbench;
    if (!(await step(title).isVisible())) {
      await runCommand('Welcome: Open Walkthrough...');
      await quickInput.choose('Which neurons matter?');
      await step(title).waitFor();
    }
    const isOpen = ((await step(title).getAttribute('class')) ?? '').includes('expanded');
    if (!isOpen) await step(title).locator('.step-title').click();
    await page.locator('.getting-started-step.expanded').filter({ hasText: title }).waitFor();
  }

  async function press(title: string, button: string): Promise<void> {
    await openStep(title);
    await step(title).getByRole('button', { name: button }).click();
  }

  const isDone = (title: string): Promise<boolean> => step(title).locator('.codicon.complete').isVisible();

  async function expectDone(...done: readonly string[]): Promise<void> {
    await openStep(titles[0]);
    for (const title of titles)
      await expect.poll(() => isDone(title), { message: title, timeout: 10_000 }).toBe(done.includes(title));
  }

  it('has a picture for each of its steps, in dark and in light', async () => {
    const { page, chooseTheme, screenshot, runCommand } = session.workbench;
    await runCommand('View: Toggle Primary Side Bar Visibility');
    for (const theme of ['Dark Modern', 'Light Modern'] as const) {
      await chooseTheme(theme);
      for (const [i, title] of titles.entries()) {
        await openStep(title);
        const picture = page
          .locator('.getting-started-media iframe')
          .contentFrame()
          .frameLocator('iframe#active-frame')
          .locator('svg');
        await expect.poll(async () => (await picture.boundingBox())?.height ?? 0).toBeGreaterThan(100);
        await screenshot(`walkthrough ${theme} ${i + 1}`);
      }
    }
    await chooseTheme('Dark Modern');
    await runCommand('View: Toggle Primary Side Bar Visibility');
  });

  it('begins with the sample, which its button creates', async () => {
    const { page, sideBar } = session.workbench;
    await press(titles[0], 'Create the Sample Workspace');
    await page.getByRole('button', { name: 'Create the Sample Here' }).click();
    await sideBar.file('digits.onnx').waitFor();
    await expectDone(titles[0]);
  });

  it('shows the models by its second', async () => {
    const { sideBar } = session.workbench;
    await press(titles[1], 'Show the Models');
    await sideBar.row('digits.onnx').waitFor();
    await expectDone(titles[0], titles[1]);
  });

  it('has the third done once something was measured', async () => {
    const { quickInput, webview } = session.workbench;
    await press(titles[2], 'Analyse Unit Importance');
    await quickInput.choose('digits.onnx');
    await quickInput.choose('test.dataset.json');
    await webview().getByText('up to date').waitFor({ state: 'attached', timeout: 60_000 });
    await expectDone(titles[0], titles[1], titles[2]);
  });

  it('has the fourth done once a unit is looked at', async () => {
    const { sideBar } = session.workbench;
    await press(titles[3], 'Show the Models');
    await sideBar.expand('digits.onnx');
    await sideBar.expand('fc1');
    await sideBar.row(/^\s*fc1\[\d+\]/).click();
    await expectDone(...titles.slice(0, 4));
  });

  it('ends with a comparison, and has asked for nothing else', async () => {
    const { page, sideBar, chooseFromMenu, quickInput, webview, notifications, screenshot } =
      session.workbench;
    await press(titles[4], 'Show the Models');
    await sideBar.openMenuOfRow('digits-memorised.onnx');
    await chooseFromMenu('Analyse Unit Importance');
    await quickInput.choose('train-shuffled.dataset.json');
    // The panel of the model before says that it is up to date as well.
    await sideBar.row(/digits-memorised\.onnx.*shuffled/s).waitFor({ timeout: 60_000 });
    await sideBar.row('digits.onnx').click();
    await sideBar.row('digits-memorised.onnx').click({ modifiers: ['Control'] });
    await sideBar.openMenuOfRow('digits.onnx');
    await chooseFromMenu('Compare');
    // The walkthrough's picture may be a webview on the screen as well.
    const compared = async (): Promise<number> => {
      const webviews = await page.locator('iframe.webview.ready:visible').count();
      const found = Array.from({ length: webviews }, (_, i) =>
        webview(i)
          .getByRole('button', { name: /^Remove digits/ })
          .count(),
      );
      return Math.max(0, ...(await Promise.all(found)));
    };
    await expect.poll(compared, { timeout: 20_000 }).toBeGreaterThan(0);
    await expectDone(...titles);
    await screenshot('walkthrough done');
    expect(await notifications.all()).toEqual([]);
  });
});
