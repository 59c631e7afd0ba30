import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitImportances } from '../../../src/results/derive/importance.js';
import { readResult } from '../../../src/results/store.js';
import { NetworkBuilder } from '../../twin/networkBuilder.js';
import { writeOnnx } from '../../twin/onnxWriter.js';
import { jobProcesses } from './jobProcesses.js';
import { openSession, type Session } from './session.js';

const layerOf2048 = wideNetwork(2048);

describe('a workspace', () => {
  let session: Session;
  /** A folder of this name beside the sample's. */
  const beside = (name: string): string => join(dirname(session.folder), name);

  beforeAll(async () => {
    session = await openSession({
      async prepare(folder) {
        await mkdir(join(dirname(folder), 'empty'));
        await writeFile(join(folder, 'wide.onnx'), layerOf2048);
      },
    });
  });
  afterAll(() => session.close());

  async function analyse(data: string): Promise<void> {
    const { quickInput, webview } = session.workbench;
    await quickInput.choose(data);
    await webview().getByRole('row', { name: /fc1\[\d+\]/ }).first().waitFor({ timeout: 60_000 });
    await webview().getByText('up to date').waitFor();
  }

  it('shows the layers of its models before anything is measured', async () => {
    const { sideBar } = session.workbench;
    await sideBar.show('Unit Importance');
    await sideBar.expand('digits.onnx');
    expect((await sideBar.rows()).slice(1, 4)).toEqual(['digits.onnx', 'fc1 64 units', 'fc2 64 units']);
  });

  it('opens a layer of 2,048 units', async () => {
    const { sideBar } = session.workbench;
    await sideBar.expand('wide.onnx');
    await sideBar.expand(/wide\s*2,048 units/);
    await sideBar.row('wide[2]').waitFor();
    await session.workbench.screenshot('layer of 2,048 units');
  });

  it('asks which model is meant where the palette leaves that open', async () => {
    const { workbench } = session;
    await workbench.runCommand('Unit Importance: Analyse Unit Importance');
    expect(await workbench.quickInput.labels()).toEqual(['digits-memorised.onnx', 'digits.onnx', 'wide.onnx']);
    await workbench.screenshot('which model');
    await workbench.quickInput.choose('digits.onnx');
    await analyse('test.dataset.json');
  });

  it('without a model offers to create the sample, and does', async () => {
    const workbench = await session.open(beside('empty'));
    await workbench.sideBar.show('Unit Importance');
    const create = workbench.page.getByRole('button', { name: 'Create the Sample Workspace' });
    await create.waitFor();
    await workbench.screenshot('welcome');
    await create.click();
    await workbench.page.waitForTimeout(1500);
    await workbench.screenshot('where to');
    await workbench.page.getByRole('button', { name: 'Create the Sample Here' }).click();
    await workbench.page.waitForTimeout(3000);
    await workbench.screenshot('created');
    console.log(await readdir(beside('empty'), { recursive: true }));
  });
});

/** One hidden layer of so many units, called `wide`. */
function wideNetwork(units: number): Uint8Array {
  const builder = new NetworkBuilder({ seed: 45, opset: 17, inputShape: ['batch', 4] });
  const wide = builder.gemm('wide', builder.input, 4, units);
  const last = builder.gemm('head', builder.node('Relu', [wide.output]), units, 3);
  return writeOnnx(builder.finish({ logits: last.output, last, classCount: 3, samples: 2 }).network).model;
}
