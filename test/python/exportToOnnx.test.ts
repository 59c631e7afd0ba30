import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { JobCancelled } from '../../src/jobs/jobErrors.js';
import { ExportFault } from '../../src/python/exportFault.js';
import type { ExportRequest } from '../../src/python/exportRequest.js';
import { exportToOnnx, type ExportStep } from '../../src/python/exportToOnnx.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';

const { path: root } = temporaryFolder();
const folder = join(root, 'work');
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What our script would do, as Node runs it: JSON on standard output, and the file. */
const program = (body: string): string =>
  `const fs = require('fs'); const arg = (name) => process.argv[process.argv.indexOf(name) + 1]; const tell = (o) => console.log(JSON.stringify(o)); ${body}`;

/** Runs a made-up script in place of Python's; gives the steps that were told. */
async function exported(
  body: string,
  {
    signal = new AbortController().signal,
    ...changes
  }: Partial<ExportRequest> & { signal?: AbortSignal } = {},
): Promise<ExportStep[]> {
  mkdirSync(folder, { recursive: true });
  const script = join(root, 'script.cjs');
  await writeFile(script, program(body));
  const steps: ExportStep[] = [];
  const request: ExportRequest = {
    python: process.execPath,
    script,
    weightsPath: join(folder, 'net.pt'),
    kind: 'stateDict',
    reference: 'train:Net',
    inputShape: '1,64',
    folder,
    outPath: join(folder, 'net.onnx'),
    ...changes,
  };
  const extract = (_: string, to: string): Promise<void> => writeFile(to, 'tensors');
  await exportToOnnx(request, { extract, onStep: (step) => steps.push(step) }, signal);
  return steps;
}

async function faultOf(...args: Parameters<typeof exported>): Promise<ExportFault> {
  const error = await exported(...args).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ExportFault);
  // Nothing is left of what failed.
  expect(readdirSync(folder)).toEqual([]);
  expect((error as ExportFault).message).toMatch(/^[^\n]+\.$/);
  return error as ExportFault;
}

const fails = (outcome: object): string => `tell(${JSON.stringify(outcome)})`;

describe('an export', () => {
  it('gives Python the tensors, and its file the last name', async () => {
    const steps = await exported(
      `tell({ step: 'importing' }); fs.copyFileSync(process.argv[2], arg('--out')); tell({ step: 'exporting' }); tell({ done: arg('--out') })`,
    );
    expect(steps).toEqual(['reading', 'importing', 'exporting']);
    expect(readdirSync(folder)).toEqual(['net.onnx']);
    expect(readFileSync(join(folder, 'net.onnx'), 'utf8')).toBe('tensors');
  });

  it('keeps weights that stand beside the model, and overwrites no file with them', async () => {
    const body = `fs.writeFileSync(arg('--out'), 'model'); fs.writeFileSync(arg('--out') + '.data', 'weights'); tell({ done: 1 })`;
    await exported(body);
    expect(readdirSync(folder).sort()).toEqual(['model.partial.data', 'net.onnx']);
    await expect(exported(body)).rejects.toThrow(
      /would overwrite .*model\.partial\.data: move that file away\.$/,
    );
  });

  it('does not hear what the network prints among what the script tells', async () => {
    await exported(
      `console.log('epoch 1'); console.log('[1]'); fs.writeFileSync(arg('--out'), ''); tell({ done: 1 })`,
    );
    expect(readdirSync(folder)).toEqual(['net.onnx']);
  });

  it('leaves nothing where it is called off, and ends Python', async () => {
    const cancellation = new AbortController();
    const running = exported(
      `tell({ step: 'running' }); fs.writeFileSync(arg('--out'), 'half'); setInterval(() => {}, 1000)`,
      {
        signal: cancellation.signal,
      },
    );
    const timer = setInterval(() => {
      const partial = join(folder, '.net.onnx.partial');
      if (readdirSync(folder).length > 0 && readdirSync(partial).includes('model.partial'))
        cancellation.abort();
    }, 20);
    await expect(running).rejects.toThrow(JobCancelled);
    clearInterval(timer);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [
      { error: 'torchMissing', python: '/venv/python' },
      'torch is not installed in /venv/python; choose another interpreter, or install it there with pip install torch.',
      true,
    ],
    [
      {
        error: 'moduleImports',
        module: 'train',
        missing: 'sklearn.svm',
        file: '/a/train.py',
        line: 3,
        python: 'py',
      },
      'train imports sklearn.svm, which is not installed in py (train.py, line 3); install it there with pip install scikit-learn, or choose another interpreter.',
      true,
    ],
    [
      { error: 'importFailed', module: 'train', message: 'ValueError: no.', file: '/a/train.py', line: 9 },
      'train can\'t be imported: ValueError: no (train.py, line 9); what runs at import has to succeed, so put what trains under if __name__ == "__main__".',
      false,
    ],
    [
      { error: 'noFunction', module: 'train', name: 'Nett', has: ['Net', 'train', 'main', 'load'] },
      'train has no Nett; it has Net, train, main and 1 more; name what builds the network.',
      false,
    ],
    [
      { error: 'keys', missing: ['fc4.weight'], unexpected: ['a', 'b'] },
      'net.pt does not fit Net: it lacks fc4.weight, and has a and b that it does not know; name what builds the network that it was saved from.',
      false,
    ],
    [
      {
        error: 'shapes',
        wrong: [
          { name: 'fc1.weight', file: [64, 64], network: [32, 64] },
          { name: 'b', file: [], network: [1] },
        ],
      },
      'net.pt does not fit Net: fc1.weight is 64 x 64 in the file and 32 x 64 in the network (and 1 more); name what builds the network that it was saved from.',
      false,
    ],
    [
      { error: 'packageMissing', missing: 'onnx', python: 'py' },
      'The export needs onnx, which is not installed in py; install it there with pip install onnx, or choose another interpreter.',
      true,
    ],
    [
      { error: 'oldTorch', version: '1.13.1', needed: '2.1', python: 'py' },
      'net.pt takes torch 2.1 or newer, and py has 1.13.1; choose another interpreter, or install a newer one with pip install --upgrade torch.',
      true,
    ],
  ])('says in words what Python refuses: %s', async (outcome, sentence, isAboutPython) => {
    const fault = await faultOf(fails(outcome));
    expect([fault.message, fault.isAboutPython]).toEqual([sentence, isAboutPython]);
  });

  it.each([
    'noModule',
    'buildFailed',
    'notNetwork',
    'loadFailed',
    'forwardFailed',
    'manyOutputs',
    'exportFailed',
    'torchBroken',
  ])('has a sentence for %s', async (error) => {
    const facts = { error, module: 'm', name: 'N', type: 'T', message: 'E: e', shape: [2, 64], python: 'py' };
    expect((await faultOf(fails(facts))).message).not.toMatch(/undefined|\(\)\(|\[object/);
  });

  it('says what a Python said last that ended without an answer, and keeps the rest for the log', async () => {
    const fault = await faultOf(`console.error('one'); console.error('Segmentation fault'); process.exit(3)`);
    expect(fault.message).toContain(
      'ended with exit status 3 before the export was done, and said last: Segmentation fault;',
    );
    expect(fault.output).toContain('one');
  });

  it('says that an interpreter is not there', async () => {
    const fault = await faultOf('', { python: join(root, 'no-python') });
    expect(fault.message).toMatch(
      /no-python can't be started \(.*ENOENT.*\); choose another Python interpreter\.$/,
    );
  });
});
