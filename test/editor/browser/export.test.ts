import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOnnx } from '../../../src/model/formats/onnx.js';
import { safetensorsHeader } from '../../../src/model/formats/pytorch/safetensors.js';
import { contiguousStrides } from '../../../src/model/formats/pytorch/storedTensor.js';
import { tensorOf } from '../../../src/model/tensor.js';
import { readResult } from '../../../src/results/store.js';
import { openSession, type Session } from './session.js';

const python = '/usr/bin/python3';
/** Without torch nothing can be exported: these tests are skipped then. */
const hasTorch = spawnSync(python, ['-c', 'import torch']).status === 0;
const menuEntry = 'Export to ONNX…';

describe.skipIf(!hasTorch)('PyTorch weights beside the code that trained them', () => {
  let session: Session;
  /** A Python that knows no packages. */
  let bare: string;

  beforeAll(async () => {
    session = await openSession({
      environment: { PATH: '/usr/bin:/bin' },
      async prepare(folder) {
        await writeWeights(folder);
        await writeFile(join(folder, 'failing.py'), 'import no_such_package\n');
        bare = join(folder, 'bare-python');
        await writeFile(bare, `#!/bin/sh\nexec ${python} -S -E "$@"\n`);
        await chmod(bare, 0o755);
        await mkdir(join(folder, '.vscode'));
        await writeFile(
          join(folder, '.vscode/settings.json'),
          JSON.stringify({ 'unitImportance.pythonPath': bare }),
        );
      },
    });
  });
  afterAll(() => session.close());

  const dialog = (): Locator => session.workbench.page.locator('.monaco-dialog-box');
  const input = (): Locator => session.workbench.quickInput.box.locator('input:not([type="checkbox"])');

  /** Answers both questions, with what is proposed unless another function is named; the command is shown then. */
  async function answer(reference?: string): Promise<void> {
    const { quickInput, page } = session.workbench;
    await quickInput.box.getByText('what builds the network?').waitFor();
    if (reference === undefined) await page.keyboard.press('Enter');
    else await quickInput.type(reference);
    await quickInput.box.getByText('what does an input look like?').waitFor();
    await page.keyboard.press('Enter');
    await dialog().waitFor();
  }

  async function startExport(): Promise<void> {
    const { sideBar, chooseFromMenu } = session.workbench;
    await sideBar.show('Explorer');
    await sideBar.openMenuOf('net.pt');
    await chooseFromMenu(menuEntry);
  }

  it('stand in the tree as layers, and say that they have no graph', async () => {
    const { sideBar, screenshot } = session.workbench;
    await sideBar.show('Unit Importance');
    await sideBar.expand('net.pt');
    await sideBar.row(/^fc1.*64 × 64.*4,160 parameters/s).waitFor();
    await sideBar.row(/net\.pt holds weights without a graph/).waitFor();
    await sideBar.row(/^fc3/).hover();
    await session.workbench.page.getByText(/bias 10 float32: mean/).waitFor();
    await screenshot('weights in the tree');
  });

  it('are not analysed but offered for export, with class and input found in the code', async () => {
    const { sideBar, chooseFromMenu, notifications, quickInput } = session.workbench;
    await sideBar.show('Explorer');
    await sideBar.openMenuOf('net.pt');
    await chooseFromMenu('Analyse Unit Importance');
    await notifications.press(/net\.pt holds weights without a graph/, menuEntry);
    await quickInput.box.getByText('what builds the network?').waitFor();
    await expect.poll(() => input().inputValue()).toBe('train:Net');
    await quickInput.type('train:Net');
    await quickInput.box.getByText('what does an input look like?').waitFor();
    await expect.poll(() => input().inputValue()).toBe('1,64');
    await session.workbench.screenshot('export input');
    await quickInput.dismiss();
  });

  it('run nothing before the command was shown and agreed to', async () => {
    const before = readdirSync(session.folder);
    await startExport();
    await answer();
    await dialog().getByText('export_onnx.py').waitFor();
    await dialog().getByText(bare).waitFor();
    await session.workbench.screenshot('export consent');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'hidden' });
    expect(readdirSync(session.folder)).toEqual(before);
  });

  it('say that torch is missing, and go on with another interpreter to the analysis', async () => {
    const { notifications, quickInput, webview, screenshot } = session.workbench;
    await startExport();
    await answer();
    await dialog().getByRole('button', { name: 'Run' }).click();
    const { message } = await notifications.read(/torch is not installed/);
    expect(message).toMatch(
      /^torch is not installed in \S+; choose another interpreter, or install it there with pip install torch\.$/,
    );
    expect(existsSync(join(session.folder, 'net.onnx'))).toBe(false);
    await notifications.press(/torch is not installed/, 'Choose Interpreter…');
    await quickInput.choose(python);
    await dialog().getByRole('button', { name: 'Run' }).click();
    await quickInput.box.getByText('Data to measure net.onnx on').waitFor({ timeout: 90_000 });
    await screenshot('exported');
    await quickInput.choose('test.dataset.json');
    await webview().getByText('up to date').waitFor({ timeout: 90_000 });
    // As many as digits.onnx, whose weights these are.
    const { baseline, layers } = await readResult(join(session.folder, 'net.test.importance.json'));
    expect(baseline.correct).toBe(466);
    expect(layers.map(({ id }) => id)).toEqual(['fc1', 'fc2']);
    expect(readdirSync(session.folder).filter((name) => name.includes('.partial'))).toEqual([]);
  });

  it('say in words which import fails, and leave the model that is there', async () => {
    const { notifications } = session.workbench;
    const before = await readFile(join(session.folder, 'net.onnx'));
    await startExport();
    await answer('failing:Net');
    await dialog().getByText('net.onnx is there already and is replaced.').waitFor();
    await dialog().getByRole('button', { name: 'Run' }).click();
    const { message } = await notifications.read(/no_such_package/);
    expect(message).toMatch(
      /^failing imports no_such_package, which is not installed in .* \(failing\.py, line 1\);/,
    );
    await session.workbench.screenshot('export failed');
    expect(await readFile(join(session.folder, 'net.onnx'))).toEqual(before);
  });
});

describe('PyTorch weights in restricted mode', () => {
  let session: Session;

  beforeAll(async () => {
    session = await openSession({
      asksForTrust: true,
      prepare: (folder) => writeFile(join(folder, 'net.pt'), 'weights'),
    });
  });
  afterAll(() => session.close());

  it('are not exported, since that runs Python', async () => {
    const { page, sideBar, menuEntries, quickInput } = session.workbench;
    await page.getByText(/Restricted Mode is intended for safe code browsing/).waitFor();
    await sideBar.show('Explorer');
    await sideBar.openMenuOf('net.pt');
    const entries = await menuEntries();
    expect(entries).toContain('Analyse Unit Importance');
    expect(entries).not.toContain(menuEntry);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.keyboard.type('Unit Importance: ');
    const titles = await quickInput.labels();
    expect(titles).toContain('Unit Importance: Open Result');
    expect(titles).not.toContain(`Unit Importance: ${menuEntry}`);
    await quickInput.dismiss();
  });
});

/** The sample's network as PyTorch saves it: the weights of digits.onnx under the names of train.py. */
async function writeWeights(folder: string): Promise<void> {
  const model = await readFile(join(folder, 'digits.onnx'));
  const graph = await readOnnx(model, 'digits.onnx', () =>
    Promise.reject(new Error('nothing stands beside')),
  );
  const tensors = [...graph.initializers].map(([name, proto]) => {
    const { dims, values } = tensorOf(proto);
    const bytes = new Uint8Array(Float32Array.from(values).buffer);
    const storage = { size: bytes.length, read: () => Promise.resolve(bytes) };
    const strides = contiguousStrides(dims);
    return { name, type: 'float32' as const, shape: dims, strides, storage, offset: 0, bytes };
  });
  const plain = join(folder, 'net.safetensors');
  const header = safetensorsHeader(tensors, 'net.safetensors');
  await writeFile(plain, Buffer.concat([header, ...tensors.map(({ bytes }) => bytes)]));
  const save = `import sys, os, torch; sys.path.insert(0, ${JSON.stringify(join(import.meta.dirname, '../../../media/python'))}); import export_onnx; torch.save(export_onnx.safetensors(torch, 'net.safetensors'), 'net.pt'); os.remove('net.safetensors')`;
  execFileSync(python, ['-B', '-c', save], { cwd: folder, stdio: 'ignore' });
}
