import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NetworkBuilder } from '../../twin/networkBuilder.js';
import { writeOnnx } from '../../twin/onnxWriter.js';
import { jobProcesses } from './jobProcesses.js';
import { openSession, type Session } from './session.js';

describe('a workspace', () => {
  let session: Session;

  beforeAll(async () => {
    session = await openSession({
      prepare: (folder) => writeFile(join(folder, 'wide.onnx'), wideNetwork(2048)),
    });
  });
  afterAll(() => session.close());

  /** A new folder beside the sample's. */
  async function folderBeside(name: string): Promise<string> {
    const folder = join(dirname(session.folder), name);
    await mkdir(folder);
    return folder;
  }

  it('shows the layers of its models before anything is measured', async () => {
    const { sideBar } = session.workbench;
    await sideBar.show('Unit Importance');
    await sideBar.expand('digits.onnx');
    await expect
      .poll(async () => (await sideBar.rows()).slice(1, 4))
      .toEqual(['digits.onnx', 'fc1 64 units', 'fc2 64 units']);
  });

  it('opens a layer of 2,048 units, in order', async () => {
    const { sideBar } = session.workbench;
    await sideBar.expand('wide.onnx');
    const started = performance.now();
    await sideBar.expand('wide');
    const first = sideBar.row('wide[0]');
    await first.waitFor();
    console.log(
      `from the click on a layer of 2,048 units to its first row: ${(performance.now() - started).toFixed(0)} ms`,
    );
    await expect.poll(() => first.getAttribute('aria-setsize')).toBe('2048');
    await session.workbench.screenshot('layer of 2048 units');
    await first.click();
    await session.workbench.page.keyboard.press('End');
    await sideBar.row('wide[2047]').waitFor();
  });

  it('asks in the palette which model is meant', async () => {
    const { quickInput, runCommand, screenshot } = session.workbench;
    await runCommand('View: Close All Editors');
    // A row that is selected in the tree would be what is meant.
    await session.open(session.folder);
    await runCommand('Unit Importance: Analyse Unit Importance');
    await expect
      .poll(() => quickInput.labels())
      .toEqual(['digits-memorised.onnx', 'digits.onnx', 'wide.onnx']);
    await screenshot('which model');
    await quickInput.choose('digits.onnx');
    await expect.poll(() => quickInput.labels()).toContain('test.dataset.json');
    await quickInput.dismiss();
  });

  it('offers the analysis in the menu of an open editor too', async () => {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.file('digits.onnx').dblclick();
    await workbench.editorTab('digits.onnx').click({ button: 'right' });
    await workbench.chooseFromMenu('Analyse Unit Importance');
    await expect.poll(() => workbench.quickInput.labels()).toContain('test.dataset.json');
    await workbench.quickInput.dismiss();
  });

  it('without a model offers to create the sample, and does', async () => {
    const folder = await folderBeside('empty');
    const { page, sideBar, screenshot } = await session.open(folder);
    await sideBar.show('Unit Importance');
    await page.getByRole('button', { name: 'Create the Sample Workspace' }).click();
    const accept = page.getByRole('button', { name: 'Create the Sample Here' });
    await accept.waitFor();
    await screenshot('create the sample');
    await accept.click();
    await sideBar.file('digits.onnx').waitFor();
    const sample = await readdir(join(folder, 'unit-importance-digits'));
    expect(sample.sort()).toEqual(
      (await readdir(session.folder)).filter((name) => name !== 'wide.onnx').sort(),
    );
    await sideBar.show('Unit Importance');
    await sideBar.row('digits.onnx').waitFor();
  });

  it('of 200 models is listed before any of them is read', async () => {
    const folder = await folderBeside('many');
    const names = Array.from({ length: 200 }, (_, i) => `${String(i).padStart(3, '0')}.onnx`);
    for (const name of names) await copyFile(join(session.folder, 'digits.onnx'), join(folder, name));
    const started = new Set<number>();
    const watch = setInterval(() => jobProcesses().forEach(({ pid }) => started.add(pid)), 20);
    try {
      const { sideBar } = await session.open(folder);
      await sideBar.show('Unit Importance');
      const first = sideBar.row('000.onnx');
      await expect.poll(() => first.getAttribute('aria-setsize')).toBe('200');
      expect(started.size).toBe(0);
      await sideBar.expand('000.onnx');
      expect(started.size).toBe(1);
    } finally {
      clearInterval(watch);
    }
  });

  it('sends nothing anywhere and breaks no policy', () => {
    expect(session.workbench.traffic.leaving).toEqual([]);
    expect(session.workbench.traffic.policyViolations).toEqual([]);
  });
});

/** One hidden layer of so many units, called `wide`. */
function wideNetwork(units: number): Uint8Array {
  const builder = new NetworkBuilder({ seed: 45, opset: 17, inputShape: ['batch', 4] });
  const wide = builder.gemm('wide', builder.input, 4, units);
  const last = builder.gemm('head', builder.node('Relu', [wide.output]), units, 3);
  return writeOnnx(builder.finish({ logits: last.output, last, classCount: 3, samples: 2 }).network).model;
}
