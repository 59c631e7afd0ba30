import { describe, expect, it } from 'vitest';
import { checkJson } from '../../src/cli/checkText.js';
import { runCli } from '../../src/cli/runCli.js';
import { madeUpCheck, tenClasses, triedWith } from '../results/madeUpCheck.js';
import { fakeIo } from './fakeIo.js';

const check = madeUpCheck([
  triedWith(tenClasses, 13, { kind: 'stated', loss: 250 }),
  triedWith(tenClasses, 95, { loss: 0.1 }),
]);

describe('check', () => {
  it('prints what was found, and the descriptor for data without one', async () => {
    const io = fakeIo('/work', 80);
    io.jobs.checkFound = check;
    expect(await runCli(['check', 'm.onnx', '--data', 'digits.npz', '--samples', '50'], io)).toBe(0);
    expect(io.jobs.checkRequests[0].inputs).toMatchObject({ dataPath: '/work/digits.npz', samples: 50 });
    expect(io.stdout.text).toMatchInlineSnapshot(`
      "m.onnx on digits
      Data: 102 images of 28 × 28, fed as 784; stored values from 0 to 255; 10 classes
      without names, 10 to 12 samples each.

      conversion        values fed  right of 100    loss
      scaled to 0 to 1  0 to 1                95  0.1000  * best
      as stated         0 to 1                13     250

      13 of 100 right; chance would be 12. Near chance: is the scaling right?
      Better: scaled to 0 to 1, 95 of 100 right.

      As digits.dataset.json:
      {
        "inputs": "digits.npz",
        "scale": 0.00392156862745098
      }
      "
    `);
  });

  it('says that data are needed', async () => {
    const io = fakeIo('/work');
    expect(await runCli(['check', 'm.onnx'], io)).toBe(2);
    expect(io.stderr.text).toBe('check needs data: name a descriptor or a data file with --data PATH.\n');
  });

  it('tells programs the same', () => {
    expect(JSON.parse(checkJson('m.onnx', check))).toMatchObject({
      ...{ model: 'm.onnx', chance: 12, proposal: 1, fault: null },
      descriptor: { entries: { inputs: 'digits.npz', scale: 1 / 255 } },
      tried: [
        { kind: 'stated', correct: 13, loss: 250, beyondChance: false },
        { kind: 'unit', correct: 95, loss: 0.1, beyondChance: true },
      ],
    });
  });
});
