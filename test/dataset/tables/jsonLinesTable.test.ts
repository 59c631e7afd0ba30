import { describe, expect, it } from 'vitest';
import type { ModelInput } from '../../../src/dataset/dataset.js';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';

const folder = temporaryFolder();
const two = modelTaking([2], { classCount: 2 });

async function read(
  rows: readonly unknown[],
  model: ModelInput = two,
  keys: object = {},
): Promise<{
  values: number[];
  labels: number[];
  classes: readonly string[] | null;
  shape: readonly number[];
}> {
  const text = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
  folder.write('rows.jsonl', text);
  const path = folder.write('rows.dataset.json', JSON.stringify({ inputs: 'rows.jsonl', ...keys }));
  const dataset = await opened(path, model);
  const { classes, sampleShape: shape } = dataset;
  return { values: await valuesOf(dataset), labels: [...dataset.labels], classes, shape };
}

describe('JSON lines', () => {
  it('may hold an array of numbers and a label a line, other keys passed over', async () => {
    const rows = [{ id: 9, x: [1, 2], label: 'b' }, '', { label: 'a', x: [3.5, 4], id: 8 }];
    expect(await read(rows)).toEqual({
      values: [1, 2, 3.5, 4],
      labels: [1, 0],
      classes: ['a', 'b'],
      shape: [2],
    });
  });

  it('may hold nested arrays, which are images for a model of images', async () => {
    const rows = [
      {
        image: [
          [1, 2],
          [3, 4],
        ],
        label: 1,
      },
      {
        image: [
          [5, 6],
          [7, 8],
        ],
        label: 0,
      },
    ];
    const found = await read(rows, modelTaking([1, 2, 2], { classCount: 2 }));
    expect(found).toEqual({
      values: [1, 2, 3, 4, 5, 6, 7, 8],
      labels: [1, 0],
      classes: null,
      shape: [1, 2, 2],
    });
  });

  it('may hold a key for each number, one-hot labels, truth values, or arrays without keys', async () => {
    expect(
      (
        await read([
          { a: 1, b: 2, y: true },
          { b: 4, a: 3, y: false },
        ])
      ).values,
    ).toEqual([1, 2, 3, 4]);
    expect(
      (
        await read([
          { a: 1, b: 2, y: true },
          { b: 4, a: 3, y: false },
        ])
      ).labels,
    ).toEqual([1, 0]);
    expect(
      (
        await read([
          { x: [1, 2], label: [0, 1] },
          { x: [3, 4], label: [1, 0] },
        ])
      ).labels,
    ).toEqual([1, 0]);
    expect(
      await read([
        [1.5, 2, 1],
        [3, 4, 0],
      ]),
    ).toMatchObject({ values: [1.5, 2, 3, 4], labels: [1, 0] });
  });

  it('is what a descriptor says', async () => {
    const rows = [{ a: [9, 9], b: [1, 2], is: 0, y: 1 }];
    expect(await read(rows, two, { columns: ['b'], labelColumn: 'is' })).toMatchObject({
      values: [1, 2],
      labels: [0],
    });
    await expect(read(rows)).rejects.toThrow(
      'rows.jsonl holds arrays in the columns `a`, `b` beside other inputs; name',
    );
  });

  it.each([
    [
      ['{"x": [1, 2], "y": 0}', '{"x": [1, 2 "y": 0}'],
      'line 2 is not valid JSON at column 13; mend it there.',
    ],
    [
      ['{"x": [1, 2], "y": 0}', '{"x": [1, 2, 3], "y": 0}'],
      'line 2: the column `x` holds no array of 2 numbers as the first row does',
    ],
    [
      ['{"x": [1, 2], "y": 0}', '{"x": [1, "two"], "y": 0}'],
      'line 2: the column `x` holds two, which is no number',
    ],
    [
      ['{"x": [1, 2], "y": 0}', '{"y": 0}'],
      'line 2: the column `x` is empty; fill it in, or take the line out.',
    ],
    [['{"x": [1, 2], "y": 0}', '{"x": [1, 2], "y": null}'], 'line 2 has no label in the column `y`'],
    [
      ['{"x": [1, 2], "y": 0}', '[1, 2, 0]'],
      'line 2 holds an array, but the first line an object; write all lines alike.',
    ],
    [['[1, 2, 0]', '[1, 2]'], 'line 2 holds no array of 3 values; give every line as many.'],
    [['5'], 'line 1 holds no JSON object; give every line one, as {"x": [0.5, 1], "label": 0}.'],
    [['', ' '], 'rows.jsonl holds no rows'],
  ])('that have a fault are told where: %j', async (rows, message) => {
    await expect(read(rows)).rejects.toThrow(message);
  });
});
