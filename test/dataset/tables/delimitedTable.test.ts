import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hashDataset } from '../../../src/dataset/hashDataset.js';
import type { ModelInput } from '../../../src/dataset/dataset.js';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';

const folder = temporaryFolder();
const two = modelTaking([2], { classCount: 2 });
const four = modelTaking([4], { classCount: 3 });

/** The samples and labels of a table, and what was understood of it. */
async function read(
  name: string,
  text: string | Uint8Array,
  model: ModelInput,
  keys?: object,
): Promise<{
  values: number[];
  labels: number[];
  classes: readonly string[] | null;
  understood: readonly string[];
}> {
  const path = folder.write(name, text);
  const described = keys && folder.write(`${name}.dataset.json`, JSON.stringify({ inputs: name, ...keys }));
  const dataset = await opened(described ?? path, model);
  const { classes, understood } = dataset;
  return { values: await valuesOf(dataset), labels: [...dataset.labels], classes, understood };
}

const iris = `sepal_length,sepal_width,petal_length,petal_width,species
5.1,3.5,1.4,0.2,setosa
7.0,3.2,4.7,1.4,versicolor
6.3,3.3,6.0,2.5,virginica
4.9,3.0,1.4,0.2,setosa
`;
const irisValues = [5.1, 3.5, 1.4, 0.2, 7, 3.2, 4.7, 1.4, 6.3, 3.3, 6, 2.5, 4.9, 3, 1.4, 0.2].map(
  Math.fround,
);
const irisLabels = [0, 1, 2, 0];

describe('a table of comma-separated values', () => {
  it('has its labels in the column whose name says so, its classes in the order of their names', async () => {
    const found = await read('iris.csv', iris, four);
    expect(found).toEqual({
      values: irisValues,
      labels: irisLabels,
      classes: ['setosa', 'versicolor', 'virginica'],
      understood: [
        'cells parted by commas',
        'the first line names the columns',
        'labels from the column species (by its name)',
        'inputs from 4 columns: sepal_length, sepal_width, petal_length, petal_width',
        '4 rows of 4, values from 0.2 to 7',
        'classes in the order of their names: setosa, versicolor, virginica',
      ],
    });
  });

  it('is the same with tabs, semicolons, quotes, a byte order mark, line ends of Windows, and gzipped', async () => {
    const variants: Record<string, string | Uint8Array> = {
      'tabs.tsv': iris.replaceAll(',', '\t'),
      'semicolons.csv': iris.replaceAll(',', ';'),
      'quoted.csv': iris.replace(/[\w.]+/g, '"$&"'),
      'windows.csv': `\ufeff${iris.replaceAll('\n', '\r\n')}\r\n`,
      'unended.csv': iris.trimEnd(),
      'packed.csv.gz': gzipSync(iris),
    };
    for (const [name, text] of Object.entries(variants)) {
      const { values, labels } = await read(name, text, four);
      expect({ name, values, labels }).toEqual({ name, values: irisValues, labels: irisLabels });
    }
  });

  it('without a line of names has its labels last, or first, where values say so', async () => {
    const bare = iris.slice(iris.indexOf('\n') + 1);
    const last = await read('bare.csv', bare, four);
    expect(last).toMatchObject({ values: irisValues, labels: irisLabels });
    expect(last.understood).toContain('labels from the column 5 (guessed: the last, which is text)');
    const pixels = await read('first.csv', '1,0.5,0\n0,0.25,0\n', two);
    expect(pixels).toMatchObject({ values: [0.5, 0, 0.25, 0], labels: [1, 0] });
    expect(pixels.understood).toContain('labels from the column 1 (guessed: the first, of whole numbers)');
  });

  it('is what a descriptor says', async () => {
    const keys = {
      columns: ['petal_width', 'Sepal_Length'],
      labelColumn: 'species',
      classes: ['virginica', 'setosa', 'versicolor'],
    };
    const found = await read('chosen.csv', iris, modelTaking([2], { classCount: 3 }), keys);
    expect(found.values.slice(0, 2)).toEqual([0.2, 5.1].map(Math.fround));
    expect(found.labels).toEqual([1, 2, 0, 1]);
    expect(found.understood).toContain('left out: sepal_width, petal_length');
  });

  it('may hold pictures, a pixel a column, for a model of images', async () => {
    const mnist = `label,${Array.from({ length: 4 }, (_, i) => `pixel${i}`).join()}\n7,0,1,2,255\n3,9,8,7,6\n`;
    const image = await opened(folder.write('mnist.csv', mnist), modelTaking([1, 2, 2]));
    expect(image).toMatchObject({ noun: 'image', sampleShape: [1, 2, 2] });
    expect([...image.labels]).toEqual([7, 3]);
    expect(await valuesOf(image)).toEqual([0, 1, 2, 255, 9, 8, 7, 6]);
    const colours = `y,${'c,'.repeat(12).slice(0, -1)}\n0,${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].join()}\n`;
    const model = modelTaking([3, 2, 2], { layout: 'NCHW' });
    await expect(read('colours.csv', colours, model)).rejects.toThrow(
      'colours.csv has 12 numbers a row, and the model takes 3 x 2 x 2: say in a descriptor how they lie, with `layout` "NHWC"',
    );
    expect((await read('colours.csv', colours, model, { layout: 'NHWC' })).values).toEqual([
      1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12,
    ]);
    expect((await read('colours.csv', colours, model, { layout: 'NCHW' })).values[1]).toBe(2);
  });

  it('keeps every value exactly, as a descriptor scales it in double precision', async () => {
    const rows = [3, 0.5, 0.1, 16777217, 1e-300, 255];
    const text = `x,label\n${rows.map((value, i) => `${value},${i % 2}`).join('\n')}\n`;
    const { values } = await read('exact.csv', text, modelTaking([1], { classCount: 2 }), {
      scale: 3,
      mean: 0.3,
    });
    expect(values).toEqual(rows.map((value) => Math.fround(value * 3 - 0.3)));
  });

  it('leaves out what numbers the rows: the nameless column of pandas, and an id that the model has no input for', async () => {
    const pandas = await read('pandas.csv', ',a,b,y\n0,5,6,1\n1,7,8,0\n', two);
    expect(pandas.values).toEqual([5, 6, 7, 8]);
    expect(pandas.understood).toContain('left out: the one without a name');
    expect((await read('ids.csv', 'Id,a,b,y\n1,5,6,1\n2,7,8,0\n', two)).values).toEqual([5, 6, 7, 8]);
  });

  it('has its labels in a file beside it, or in one that is named', async () => {
    folder.write('pair/y_test.csv', 'class\nno\nyes\n');
    const path = folder.write('pair/x_test.csv', 'a,b\n1,2\n3,4\n');
    const dataset = await opened(path, two);
    expect(dataset.classes).toEqual(['no', 'yes']);
    expect(await valuesOf(dataset)).toEqual([1, 2, 3, 4]);
    expect(await hashDataset(path, [])).toBe(await dataset.sha256());
    folder.write('onehot.csv', 'no,yes\n0,1\n1,0\n');
    expect((await read('named.csv', 'a,b\n1,2\n3,4\n', two, { labels: 'onehot.csv' })).labels).toEqual([
      1, 0,
    ]);
  });

  it('may have cells with delimiters, quotes and line ends in them', async () => {
    const text = 'a,b,label\n1,2,"first, or ""one"""\n3,4,"second\nline"\n';
    expect(await read('cells.csv', text, two)).toMatchObject({
      values: [1, 2, 3, 4],
      classes: ['first, or "one"', 'second\nline'],
    });
  });

  it.each([
    ['a,b,y\n1,2,0\n3,4\n', 'line 3 has 2 cells, but line 1 has 3; give every line as many.'],
    ['a,b,y\n1,2,0\n3,4,1,5\n', 'line 3 has 4 cells, but line 1 has 3'],
    [
      'a,b,y\n1,2,0\n\n3,four,1\n',
      'line 4: the column `b` holds four, which is no number; correct it, or list',
    ],
    ['a,b,y\n1,2,0\n3,,1\n', 'line 3: the column `b` is empty; fill it in, or take the line out.'],
    ['a,b,y\n1,2,0\n3,NaN,1\n', 'line 3: the column `b` holds NaN, which is no number'],
    ['a,b,y\n1,2,0\n3,0x1F,1\n', 'line 3: the column `b` holds 0x1F, which is no number'],
    ['a,b,y\n1,2,0\n3,4,\n', 'line 3 has no label in the column `y`; fill it in, or take the line out.'],
    [
      'a,b,y\n1,2,0\n3,4,2\n',
      'the label of sample 1 (counted from 0) is 2, but the model tells 2 classes apart',
    ],
    ['a,b,y\n1,2,no\n3,4,yes\n5,6,maybe\n', 'has 3 classes (maybe, no, yes), but the model tells 2 apart'],
    ['a,b,c,y\n1,2,3,0\n', 'a sample has the shape 3, but the model takes 2'],
    ['a,b,y\n', 'holds a line of names and no rows; fetch or write the file again.'],
    ['\n \n', 'holds no rows; fetch or write the file again.'],
    ['a,b,c\n0.5,1.5,2.5\n', 'no column looks like labels; name it under `labelColumn` in a descriptor'],
    [
      'a,b,y\n1,2,"0\n3,4,1\n',
      'line 2 opens a quote that is not closed; close it, or double it inside a cell.',
    ],
    [
      'a,b,y\n1,2,0\n3,4"x"5,1\n',
      'line 3 has a quote in the middle of a cell; double it, and quote the whole cell.',
    ],
  ])('that has a fault is told where: %j', async (text, message) => {
    await expect(read('faulty.csv', text, two)).rejects.toThrow(message);
  });

  it('tells which columns it has where one is missing', async () => {
    const keys = { columns: ['a', 'c'] };
    await expect(read('missing.csv', 'a,b,y\n1,2,0\n', two, keys)).rejects.toThrow(
      'missing.csv has no column `c`; it has 3 columns: a, b, y.',
    );
  });
});
