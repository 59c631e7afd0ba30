import { describe, expect, it } from 'vitest';
import { parseDescriptor } from '../../../src/dataset/descriptor.js';
import { conversionLines, writtenDescriptor } from '../../../src/results/derive/writtenDescriptor.js';

const colours = { scale: 1 / 255, mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.1] };

describe('a descriptor that is written', () => {
  it('says what the data are and how they are converted, a key a line', () => {
    const draft = { entries: { inputs: 'cats.npz', classes: ['cat', 'dog'], first: 3 } };
    expect(writtenDescriptor(draft, { ...colours, modelLayout: 'NHWC' })).toBe(
      `{
  "inputs": "cats.npz",
  "modelLayout": "NHWC",
  "scale": 0.00392156862745098,
  "mean": [0.5, 0.4, 0.3],
  "std": [0.2, 0.2, 0.1],
  "classes": ["cat", "dog"],
  "first": 3
}
`,
    );
  });

  it('is read again as it was meant', () => {
    const draft = { entries: { name: 'a "quoted" name', inputs: 'x.csv', labelColumn: 'é' } };
    expect(parseDescriptor(writtenDescriptor(draft, colours), 'x')).toMatchObject({
      ...draft.entries,
      ...colours,
    });
  });

  it('leaves out what goes without saying, and keeps keys that it does not know', () => {
    const draft = { entries: { $schema: 's', inputs: 'a', scale: 0.1, mean: 3 } };
    expect(writtenDescriptor(draft, { scale: 1, mean: 0, std: 1 })).toBe(
      '{\n  "$schema": "s",\n  "inputs": "a"\n}\n',
    );
  });

  it('is pasted with what takes the place of other words', () => {
    const entries = { inputs: 'a', scale: 0.1, mean: 3 };
    expect(conversionLines({ entries }, { scale: 0.5, mean: 0, std: 1 })).toEqual([
      '"scale": 0.5',
      '"mean": 0',
    ]);
  });
});
