import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { npyBytes, zipBytes } from '../../dataset/writers.js';
import { outputPanelOf } from './outputPanel.js';
import { openSession, type Session } from './session.js';

const damaged =
  'damaged.onnx is damaged: it ends or breaks off in the middle of the model; copy or export it again.';

describe('what cannot be measured', () => {
  let session: Session;
  let files: readonly string[];

  beforeAll(async () => {
    session = await openSession({ prepare: spoil });
    files = readdirSync(session.folder);
  });
  afterEach(() => expect(readdirSync(session.folder)).toEqual(files));
  afterAll(() => session.close());

  async function analyse(model: string, data: string): Promise<void> {
    const { workbench } = session;
    // Else a second model's panel would open beside the first's, and toasts cover it.
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.notifications.calm();
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf(model);
    await workbench.chooseFromMenu('Analyse Unit Importance');
    await workbench.quickInput.choose(data);
  }

  /** A notification says it, in one sentence, and so does the panel. */
  async function isTold(words: string | RegExp, actions: readonly string[]): Promise<void> {
    const { workbench } = session;
    const { severity, message, actions: offered } = await workbench.notifications.read(words);
    expect({ severity, offered }).toEqual({ severity: 'error', offered: actions });
    expect(message).toMatch(/^[^\n]+\.$/);
    await workbench.webview().getByRole('alert').getByText(message).waitFor();
  }

  it('is a model that was cut off', async () => {
    await analyse('damaged.onnx', 'test.dataset.json');
    await isTold(damaged, ['Choose Other Data', 'Show Log']);
    await session.workbench.screenshot('bad model');
  });

  it('stands in the log as well, which Show Log opens, without a stack', async () => {
    const { workbench } = session;
    const output = outputPanelOf(workbench.page);
    await workbench.notifications.press(damaged, 'Show Log');
    await expect.poll(() => output.channel()).toBe('Unit Importance');
    await workbench.screenshot('log');
    await expect.poll(() => output.text()).toContain(damaged);
    expect(await output.text()).not.toMatch(/ at \S+ \(|:\d+:\d+\)/);
    await output.close();
  });

  it('is a model in the tree, with its sentence under it', async () => {
    const { sideBar } = session.workbench;
    await sideBar.show('Unit Importance');
    await sideBar.expand('damaged.onnx');
    await sideBar.row(damaged).waitFor();
    await session.workbench.screenshot('bad model in the tree');
  });

  it('is a file of another format, digits.keras', async () => {
    await analyse('digits.keras', 'test.dataset.json');
    await isTold(
      /digits\.keras is damaged: its HDF5 breaks off or can't be read; copy or save the model again\./,
      ['Choose Other Data', 'Show Log'],
    );
  });

  it('is a file of PyTorch weights that breaks off, of which no data are asked for', async () => {
    const { workbench } = session;
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf('digits.pt');
    await workbench.chooseFromMenu('Analyse Unit Importance');
    const { severity, message } = await workbench.notifications.read(/digits\.pt/);
    expect([severity, message]).toEqual([
      'error',
      'digits.pt: the pickle is cut short in the middle of a value; get the file again, from a source that you trust.',
    ]);
  });

  it('is a descriptor with a fault, or data that do not fit, chosen in its place', async () => {
    const { workbench } = session;
    await analyse('digits.onnx', 'broken.dataset.json');
    await isTold(/broken\.dataset\.json/, ['Choose Other Data', 'Show Log']);
    await workbench.notifications.press(/broken\.dataset\.json/, 'Choose Other Data');
    await workbench.notifications.calm();
    await expect.poll(() => workbench.quickInput.labels()).toContain('small.dataset.json');
    await workbench.quickInput.choose('small.dataset.json');
    await isTold(/small\.npy/, ['Choose Other Data', 'Show Log']);
    await workbench.screenshot('bad data');
  });
});

async function spoil(folder: string): Promise<void> {
  const write = (name: string, content: Uint8Array | string) => writeFile(join(folder, name), content);
  const model = await readFile(join(folder, 'digits.onnx'));
  await write('damaged.onnx', model.subarray(0, model.length / 2));
  await write(
    'digits.keras',
    zipBytes({ 'config.json': Buffer.from('{}'), 'model.weights.h5': Buffer.from('') }, 'stored'),
  );
  await write('digits.pt', zipBytes({ 'archive/data.pkl': Buffer.from('') }, 'stored'));
  await write('broken.dataset.json', '{ "inputs": ');
  await write(
    'small.dataset.json',
    JSON.stringify({ inputs: 'small.npy', labels: 'digits.npz#y', layout: 'NHW' }),
  );
  await write('small.npy', npyBytes('|u1', [1797, 7, 7], new Uint8Array(1797 * 49)));
}
