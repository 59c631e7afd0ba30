import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeEditorOf } from './codeEditor.js';
import { openSession, type Session } from './session.js';

describe('a folder whose authors are not trusted', () => {
  let session: Session;

  beforeAll(async () => {
    session = await openSession({
      asksForTrust: true,
      async prepare(folder) {
        await mkdir(join(folder, '.vscode'));
        const settings = { 'unitImportance.resultsFolder': 'elsewhere', 'unitImportance.workers': 64 };
        await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
      },
    });
    const { page } = session.workbench;
    await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
  });
  afterAll(() => session.close());

  it('has its models and their layers in the tree', async () => {
    const { sideBar, screenshot } = session.workbench;
    await sideBar.show('Unit Importance');
    await sideBar.expand('digits.onnx');
    await expect
      .poll(async () => (await sideBar.rows()).slice(1, 4))
      .toEqual(['digits.onnx', 'fc1 64 units', 'fc2 64 units']);
    await screenshot('restricted mode');
  });

  it('is measured by what the extension brings, and does not decide where results go', async () => {
    const { sideBar, chooseFromMenu, quickInput, webview } = session.workbench;
    await sideBar.openMenuOfRow('digits.onnx');
    await chooseFromMenu('Analyse Unit Importance');
    await quickInput.choose('test.dataset.json');
    await webview().getByText('up to date').waitFor({ state: 'attached', timeout: 60_000 });
    expect(existsSync(join(session.folder, 'digits.test.importance.json'))).toBe(true);
    expect(existsSync(join(session.folder, 'elsewhere'))).toBe(false);
  });

  it('has results that are there already in the panel, and beside the code', async () => {
    await session.open(session.folder);
    const { sideBar, runCommand, quickInput, webview, screenshot } = session.workbench;
    await runCommand('View: Close All Editors');
    await sideBar.show('Explorer');
    await sideBar.file('train.py').dblclick();
    const editor = codeEditorOf(session.workbench.page);
    await editor.lens('2 models fit, choose one').click({ timeout: 60_000 });
    await quickInput.choose('digits.onnx');
    await editor.lens(/93\.2/).waitFor();
    await editor.goTo(35);
    const told = await editor.hover(/self\.fc1\s=\snn\.Linear/, 'Linear');
    await expect.poll(() => told.innerText()).toContain('digits, test 500');
    await screenshot('hover in restricted mode');
    await editor.lens(/93\.2/).click();
    await webview().getByText('up to date').waitFor({ state: 'attached' });
  });

  it('is offered nothing that runs a program of the machine', async () => {
    const { page, quickInput } = session.workbench;
    await page.keyboard.press('F1');
    await page.keyboard.type('Unit Importance: ');
    await expect.poll(() => quickInput.labels()).toContain('Unit Importance: Analyse Unit Importance');
    // It runs Python.
    await expect.poll(() => quickInput.labels()).not.toContain('Unit Importance: Export to ONNX…');
    await quickInput.dismiss();
  });
});
